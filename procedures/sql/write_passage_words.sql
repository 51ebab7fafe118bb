-- Writes each word of the passages of an edition, for those who misspell one.
CREATE OR REPLACE FUNCTION write_passage_words(edition bigint) RETURNS void LANGUAGE sql SET search_path = public, pg_temp AS $$
    INSERT INTO procedures_passageword (edition_id, language, word)
    SELECT DISTINCT passage.edition_id, passage.language, word
    FROM procedures_passage passage,
        regexp_split_to_table(lower(unaccent(passage.heading || ' ' || passage.words)), '[^a-z]+') word
    WHERE passage.edition_id = edition AND length(word) BETWEEN 3 AND 40
$$;

-- reverse
DROP FUNCTION write_passage_words(bigint);
