-- A picture is what its hash says, for ever; one that an edition shows is never deleted.
-- The hash covers both sizes with their measures and lengths. Older editions may spell a picture's address in character
-- references (&#97; for a), where its hash cannot be read: such an edition keeps every picture that was there by then. New
-- ones are refused.
CREATE OR REPLACE FUNCTION pictures_never_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.digest <> encode(sha256(convert_to(concat_ws(
            ' ', NEW.width, NEW.height, length(NEW.large), NEW.small_width, NEW.small_height, length(NEW.small)) || E'\n', 'UTF8')
            || NEW.large || NEW.small), 'hex') THEN
            PERFORM refuse_signature('picture_is_what_its_hash_says', 'The hash is not that of this picture.', TG_TABLE_NAME);
        END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' THEN
        IF NOT EXISTS (
            SELECT FROM procedures_edition
            WHERE content::text LIKE '%' || OLD.digest || '%'
                OR published_at >= OLD.added_at AND content::text ~ '!\[[^)]*&#')
        THEN
            RETURN OLD;
        END IF;
    END IF;
    PERFORM refuse_signature('pictures_never_change',
        'A picture is never changed, and one that was signed is never deleted. Add another.', TG_TABLE_NAME);
    RETURN NULL;
END $$;

CREATE OR REPLACE TRIGGER procedures_picture_never_changes BEFORE INSERT OR UPDATE OR DELETE ON procedures_picture
    FOR EACH ROW EXECUTE FUNCTION pictures_never_change();
CREATE OR REPLACE TRIGGER procedures_picture_is_never_emptied BEFORE TRUNCATE ON procedures_picture
    FOR EACH STATEMENT EXECUTE FUNCTION pictures_never_change();

-- reverse
DROP TRIGGER procedures_picture_is_never_emptied ON procedures_picture;
DROP TRIGGER procedures_picture_never_changes ON procedures_picture;
DROP FUNCTION pictures_never_change();
