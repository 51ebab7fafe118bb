-- Writes what the search of the site finds of an edition.
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
END $$;

-- reverse
DROP FUNCTION write_passages(procedures_edition);
