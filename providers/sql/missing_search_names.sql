-- Words of names that are in entries and cannot be found when misspelled.
CREATE OR REPLACE FUNCTION missing_search_names() RETURNS SETOF text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
    SELECT unnest(tsvector_to_array(names)) FROM providers_searchentry EXCEPT SELECT word FROM providers_searchname
$$;

-- reverse
DROP FUNCTION missing_search_names();
