-- The body of the contract: what the clinic profile says; a site without one is a demonstration.
CREATE OR REPLACE FUNCTION site_is_demonstration() RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT coalesce((SELECT is_demonstration FROM clinic_clinicprofile), true)
$$;

-- reverse
CREATE OR REPLACE FUNCTION site_is_demonstration() RETURNS boolean LANGUAGE plpgsql STABLE AS $$
BEGIN
    RAISE EXCEPTION 'site_is_demonstration() is declared and has no body yet: migrate the app clinic.';
END $$;
