-- What staff typed into a document itself: each leaf with its place, and its text wherever it may move.
-- A text of several words is the same text everywhere; a single word or number is the same in its field.
CREATE OR REPLACE FUNCTION typed_words(content jsonb) RETURNS TABLE (place text, text text) LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT array_to_string(leaf.place, '/'),
        CASE WHEN said.plain LIKE '% %' THEN said.plain
        ELSE regexp_replace(array_to_string(leaf.place, '/'), '/[0-9]+', '', 'g') || ': ' || said.plain END
    FROM words_by_place(content - '{terms,sources,source}'::text[]) AS leaf,
        LATERAL (SELECT regexp_replace(leaf.words, E'[ \t\n\r]+', ' ', 'g') AS plain) AS said
$$;

-- reverse
DROP FUNCTION typed_words(jsonb);
