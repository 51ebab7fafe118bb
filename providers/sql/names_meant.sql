-- Whose names are meant by what a patient typed; nothing when nobody has such a name.
-- As spelled if anybody is called that; else a slip away; else anything like it, and of three or more words all but
-- one. The words may come in any order.
CREATE OR REPLACE FUNCTION names_meant(typed text, OUT meant tsquery, OUT is_as_typed boolean) LANGUAGE plpgsql STABLE
    SET search_path = public, pg_temp SET enable_seqscan = off AS $$
DECLARE
    words text[] := typed_name_words(typed);
BEGIN
    is_as_typed := true;
    meant := (SELECT string_agg(quote_literal(word), '&') FROM unnest(words) word)::tsquery;
    -- Of a family name that thousands share one is found at once; the index of words would give all of them first.
    IF cardinality(words) = 1 AND EXISTS (
        SELECT FROM providers_searchentry WHERE sort_name >= words[1] || E'\t' AND sort_name < words[1] || E'\n')
    THEN
        RETURN;
    END IF;
    IF EXISTS (SELECT FROM providers_searchentry WHERE names @@ meant) THEN
        RETURN;
    END IF;
    is_as_typed := false;
    meant := (SELECT string_agg(coalesce(name_meanings(word, false), quote_literal(word)), '&')
              FROM unnest(words) word)::tsquery;
    IF EXISTS (SELECT FROM providers_searchentry WHERE names @@ meant) THEN
        RETURN;
    END IF;
    words := ARRAY(SELECT meanings FROM unnest(words) WITH ORDINALITY typed (word, position),
                   name_meanings(word, true) meanings WHERE meanings IS NOT NULL ORDER BY position);
    IF cardinality(words) > 2 THEN
        meant := (SELECT string_agg('(' || all_but_one || ')', '|') FROM (
            SELECT (SELECT string_agg(word, '&') FROM unnest(words) WITH ORDINALITY others (word, position)
                    WHERE position <> left_out)
            FROM generate_subscripts(words, 1) left_out) ways (all_but_one))::tsquery;
    ELSE
        meant := array_to_string(words, '&')::tsquery;
    END IF;
    IF NOT EXISTS (SELECT FROM providers_searchentry WHERE names @@ meant) THEN
        meant := NULL;
    END IF;
END $$;

-- reverse
DROP FUNCTION names_meant(text);
