-- The contract that says whether the site shows made-up rows: declared here, its body comes from clinic.
CREATE OR REPLACE FUNCTION site_is_demonstration() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RAISE EXCEPTION 'site_is_demonstration() is declared and has no body yet: migrate the app clinic.';
END $$;

-- reverse
DROP FUNCTION site_is_demonstration();
