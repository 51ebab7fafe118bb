-- The English edition that words of a document are a translation of; none for the English page itself.
CREATE OR REPLACE FUNCTION edition_translated(of_document bigint, words jsonb) RETURNS SETOF procedures_edition LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT edition.*
    FROM procedures_document AS translation
        JOIN procedures_document AS original ON original.kind = translation.kind AND original.slug = translation.slug
            AND original.procedure_id IS NOT DISTINCT FROM translation.procedure_id
        JOIN procedures_edition AS edition ON edition.document_id = original.id
    WHERE translation.id = of_document AND translation.language <> '{{ source_language }}'
        AND original.language = '{{ source_language }}' AND edition.number::text = words->>'translates_edition'
$$;

-- reverse
DROP FUNCTION edition_translated(bigint, jsonb);
