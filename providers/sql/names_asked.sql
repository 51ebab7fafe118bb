-- What `names_meant` says of a typed name; and `are_many`: whether at least `many` entries have that family name.
-- It is worked out for a single word only, which the index of family names answers at once. For more words it is false.
CREATE OR REPLACE FUNCTION names_asked(typed text, many integer, OUT meant text, OUT is_as_typed boolean,
    OUT are_many boolean) LANGUAGE plpgsql STABLE SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    words text[];
BEGIN
    SELECT asked.meant::text, asked.is_as_typed INTO meant, is_as_typed FROM names_meant(typed) asked;
    are_many := false;
    IF position('&' IN meant) = 0 THEN
        words := ARRAY(SELECT word[1] FROM regexp_matches(meant, '''([^'']+)''', 'g') word);
        are_many := many <= (SELECT count(*) FROM (
            SELECT FROM unnest(words) word JOIN providers_searchentry
                ON sort_name >= word || E'\t' AND sort_name < word || E'\n'
            LIMIT many) first_met);
    END IF;
END $$;

-- reverse
DROP FUNCTION names_asked(text, integer);
