-- What the index must hold for these doctors: a row for each practice that patients may see.
CREATE OR REPLACE FUNCTION true_search_entries(providers bigint[])
    RETURNS TABLE (practice_id bigint, provider_id bigint, sort_name text, names tsvector,
                   latitude double precision, longitude double precision, terms tsvector,
                   accepted_on date, refused_on date, seen_from date, seen_until date)
    LANGUAGE sql STABLE AS $$
    SELECT practice.id, provider.id,
        folded_name(provider.family_name) || E'\t' || folded_name(provider.given_name),
        array_to_tsvector(name_words(provider.given_name, provider.family_name) || ARRAY(
            SELECT unnest(name_words(former, '')) FROM unnest(string_to_array(provider.former_names, ',')) former)),
        location.latitude, location.longitude,
        array_to_tsvector(ARRAY(
            WITH facts (term) AS (
                SELECT 'p' || offering.procedure_id FROM providers_offering offering
                    WHERE offering.provider_id = provider.id
                UNION ALL
                SELECT 's' || trained.specialty_id FROM providers_provider_specialties trained
                    WHERE trained.provider_id = provider.id
                UNION ALL
                SELECT 'l' || spoken.language_id FROM providers_provider_languages spoken
                    WHERE spoken.provider_id = provider.id
                UNION ALL SELECT 'a' || to_char(practice.checked_on, 'YYYYMM')
                    WHERE practice.accepting_new_patients AND practice.checked_on IS NOT NULL)
            TABLE facts
            UNION ALL SELECT operation.term || fact.term FROM facts operation, facts fact
                WHERE left(operation.term, 1) = 'p' AND left(fact.term, 1) IN ('s', 'l', 'a')
            UNION ALL SELECT 'v0' WHERE NOT provider.video_first_visit
            UNION ALL SELECT 'w0' WHERE NOT location.wheelchair_access)),
        CASE WHEN practice.accepting_new_patients THEN practice.checked_on END,
        CASE WHEN NOT practice.accepting_new_patients THEN practice.checked_on END,
        practice.begins_on, least(practice.ends_on, provider.left_on)
    FROM providers_provider provider
    JOIN providers_practice practice ON practice.provider_id = provider.id
    JOIN providers_location location ON location.id = practice.location_id
    WHERE provider.id IN (SELECT unnest(providers)) AND provider.is_listed
        AND provider.removed_at IS NULL AND location.removed_at IS NULL
        AND (NOT (provider.is_demonstration OR location.is_demonstration) OR site_is_demonstration())
$$;

-- reverse
DROP FUNCTION true_search_entries(bigint[]);
