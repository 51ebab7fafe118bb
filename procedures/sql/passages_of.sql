-- What signed words say at each place of their page: its anchor ('' for the top), a heading, and the words.
-- The plan of so many parts costs more than they do: it is made once.
CREATE OR REPLACE FUNCTION passages_of(signed jsonb)
    RETURNS TABLE (place bigint, anchor text, heading text, words text) LANGUAGE plpgsql IMMUTABLE
    SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
    content jsonb := signed || '{}'; -- taken out of its storage once, and not for each part
BEGIN
    RETURN QUERY
    WITH said (anchor, heading, words) AS (
        SELECT '', content ->> 'title', concat_ws(E'\n\n', content ->> 'full_name', content ->> 'summary',
            content ->> 'body', content -> 'source' ->> 'title',
            (SELECT string_agg(concat_ws(' ', fact ->> 'value', fact ->> 'label'), E'\n\n')
             FROM jsonb_path_query(content, '$.facts[*]') fact),
            (SELECT string_agg(saying ->> 'text', E'\n\n') FROM jsonb_path_query(content, '$.sayings[*]') saying))
        UNION ALL
        SELECT 'key-points', NULL, row ->> 'text' FROM jsonb_path_query(content, '$.key_points[*]') row
        UNION ALL
        SELECT replace(row ->> 'kind', '_', '-'), row ->> 'heading', row ->> 'body'
        FROM jsonb_path_query(content, '$.sections[*]') row
        UNION ALL
        SELECT CASE row ->> 'sequence' WHEN 'day' THEN 'on-the-day' ELSE 'recovery' END, NULL,
            concat_ws(E'\n\n', row ->> 'heading', row ->> 'body')
        FROM jsonb_path_query(content, '$.steps[*]') row
        UNION ALL
        SELECT 'benefits-and-risks', NULL, row ->> 'sentence' FROM jsonb_path_query(content, '$.figures[*]') row
        UNION ALL
        SELECT 'urgent-help', NULL, row ->> 'text' FROM jsonb_path_query(content, '$.urgent_signs[*]') row
        UNION ALL
        SELECT 'questions', NULL, row ->> 'text' FROM jsonb_path_query(content, '$.questions[*]') row
        UNION ALL
        SELECT 'standing-' || number, concat_ws(': ', row ->> 'operation', nullif(row ->> 'place', '')), row ->> 'reason'
        FROM jsonb_array_elements(content -> 'standings') WITH ORDINALITY each (row, number)
        UNION ALL
        SELECT 'question-' || number, row ->> 'question',
            (SELECT string_agg(concat_ws(': ',
                (SELECT option ->> 'name' FROM jsonb_path_query(content, '$.options[*]') option
                 WHERE option -> 'kind' = answer -> 'option'),
                answer ->> 'text'), E'\n\n')
             FROM jsonb_path_query(content, '$.answers[*]') answer WHERE answer -> 'question' = row -> 'question')
        FROM jsonb_array_elements(content -> 'rows') WITH ORDINALITY each (row, number)
        UNION ALL
        SELECT 'finding-' || (row ->> 'procedure') || '-' || row_number() OVER (PARTITION BY row ->> 'procedure' ORDER BY number),
            concat_ws(': ', row ->> 'operation', row ->> 'indication'),
            concat_ws(E'\n\n', nullif(row ->> 'label', ''), row ->> 'outcome')
        FROM jsonb_array_elements(content -> 'findings') WITH ORDINALITY each (row, number)
        UNION ALL
        SELECT 'disagreement-' || number, row ->> 'question', concat_ws(E'\n\n', row ->> 'one', row ->> 'other', row ->> 'why')
        FROM jsonb_array_elements(content -> 'disagreements') WITH ORDINALITY each (row, number)
        UNION ALL
        SELECT 'strength', NULL, row ->> 'rule' FROM jsonb_path_query(content, '$.strength_rules[*]') row
        UNION ALL
        SELECT 'limits', NULL, row ->> 'limits' FROM jsonb_path_query(content, '$.abstracts[*]') row
        UNION ALL
        SELECT 'abstract', NULL, concat_ws(E'\n\n', row ->> 'introduction', row ->> 'methods', row ->> 'results', row ->> 'conclusion')
        FROM jsonb_path_query(content, '$.abstracts[*]') row
        UNION ALL
        -- The others hold the meanings of words that they use; the glossary is where these are read.
        SELECT row ->> 'slug', row ->> 'term', concat_ws(E'\n\n', row ->> 'definition',
            (SELECT string_agg(form #>> '{}', ', ') FROM jsonb_path_query(row, '$.forms[*]') form))
        FROM jsonb_path_query(content, '$.terms[*]') row WHERE content ->> 'kind' = 'glossary'
    ),
    placed AS (SELECT row_number() OVER () AS place, anchor, heading, plain_words(said.words || E'\n\n') AS words FROM said)
    SELECT min(place), anchor, coalesce(min(plain_words(heading)), content ->> 'title'), string_agg(words, ' ' ORDER BY place)
    FROM placed GROUP BY anchor HAVING string_agg(words, '') <> '';
END $$;

-- reverse
DROP FUNCTION passages_of(jsonb);
