-- Whether an edition that changes are counted from says just this of a row that it names.
-- It may be of any document in the language of this one that is made up, or real, as this one is.
CREATE OR REPLACE FUNCTION is_named_so(of_document bigint, list text, key text, said jsonb) RETURNS boolean LANGUAGE plpgsql STABLE
    SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM procedures_edition AS edition JOIN procedures_document AS document ON document.id = document_id
            JOIN procedures_document AS draft
                ON (draft.language, draft.is_demonstration) = (document.language, document.is_demonstration)
        WHERE marks_of_named_rows(content) @> ARRAY[words_hash(jsonb_build_array(list, key, said))]
            AND draft.id = of_document AND edition.id = base_edition(document_id)
    );
END $$;

-- reverse
DROP FUNCTION is_named_so(bigint, text, text, jsonb);
