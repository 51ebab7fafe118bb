-- Writes what the search of the site finds of an edition, and each of its words, for those who misspell one.
CREATE OR REPLACE FUNCTION write_passages(edition procedures_edition) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    spoken text := edition.content ->> 'language';
    how regconfig := search_configuration(spoken);
BEGIN
    -- A page is about what its title says, at each of its places. The letters are weights, A the heaviest.
    INSERT INTO procedures_passage (edition_id, language, position, anchor, heading, words, vector)
    SELECT edition.id, spoken, said.place, said.anchor, said.heading, said.words,
        setweight(to_tsvector(how, said.heading), 'A')
        || setweight(to_tsvector(how, concat_ws(' ', edition.content ->> 'title', edition.content ->> 'full_name')), 'B')
        || setweight(to_tsvector(how, said.words), CASE said.anchor WHEN '' THEN 'C' ELSE 'D' END::"char")
    FROM passages_of(edition.content) said;
    INSERT INTO procedures_passageword (language, word)
    SELECT DISTINCT spoken, word
    FROM procedures_passage passage,
        regexp_split_to_table(lower(unaccent(passage.heading || ' ' || passage.words)), '[^a-z]+') word
    WHERE passage.edition_id = edition.id AND length(word) BETWEEN 3 AND 40
    ON CONFLICT DO NOTHING;
END $$;

-- reverse
DROP FUNCTION write_passages(procedures_edition);
