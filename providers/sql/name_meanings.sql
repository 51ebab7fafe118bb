-- What a typed word may stand for, as the text of a tsquery; NULL when it stands for nothing.
-- A beginning of a name, a name one slip away, or (widely) anything like it.
CREATE OR REPLACE FUNCTION name_meanings(typed text, widely boolean) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT '(' || string_agg(meaning, '|') || ')' FROM (
        SELECT quote_literal(typed) || ':*' WHERE length(typed) > 1 AND EXISTS (
            SELECT FROM providers_searchname WHERE word >= typed AND word < typed || U&'\+10FFFF')
        UNION ALL
        SELECT quote_literal(word) FROM providers_searchname WHERE slips && name_slips(typed)
        UNION ALL
        (SELECT quote_literal(word) FROM providers_searchname WHERE widely AND word % typed
         ORDER BY similarity(word, typed) DESC, word LIMIT 8)) meanings (meaning)
$$;

-- reverse
DROP FUNCTION name_meanings(text, boolean);
