-- Refuses editions that show a picture that nobody added, in a size that it has not, or by an address in another spelling; those that they show cannot go meanwhile.
CREATE OR REPLACE FUNCTION edition_shows_pictures_that_are_kept() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    shown text[];
BEGIN
    FOR shown IN
        SELECT DISTINCT hit FROM regexp_matches(NEW.content::text, '/pictures/([0-9a-f]{64})/([0-9]+x[0-9]+)?', 'g') AS hit
    LOOP
        PERFORM FROM procedures_picture
        WHERE digest = shown[1] AND shown[2] IN (concat(width, 'x', height), concat(small_width, 'x', small_height))
        FOR KEY SHARE;
        IF NOT FOUND THEN
            PERFORM refuse_signature('edition_shows_pictures_that_are_kept',
                'These words show a picture that was deleted, or that nobody added.', TG_TABLE_NAME);
        END IF;
    END LOOP;
    -- Behind the words of each picture stands its address to the letter. “Stop![@Deer2017]” shows none.
    IF NEW.content::text ~ '!\[(?!@[^][]*\](?![([]))(?![^][]*\]\(/pictures/[0-9a-f]{64}/[0-9]+x[0-9]+\.webp[ )\\])' THEN
        PERFORM refuse_signature('edition_names_pictures_to_the_letter',
            'These words name a picture in another way than “Picture” writes it.', TG_TABLE_NAME);
    END IF;
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER procedures_edition_shows_kept_pictures BEFORE INSERT ON procedures_edition
    FOR EACH ROW EXECUTE FUNCTION edition_shows_pictures_that_are_kept();

-- reverse
DROP TRIGGER procedures_edition_shows_kept_pictures ON procedures_edition;
DROP FUNCTION edition_shows_pictures_that_are_kept();
