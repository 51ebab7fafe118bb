-- Translations of this table wait again once their originals say something else.
CREATE OR REPLACE TRIGGER {{ table }}_translations_follow AFTER UPDATE ON {{ table }}
    FOR EACH ROW EXECUTE FUNCTION translations_follow('{{ pairs }}', '{{ closed }}');

-- reverse
DROP TRIGGER {{ table }}_translations_follow ON {{ table }};
