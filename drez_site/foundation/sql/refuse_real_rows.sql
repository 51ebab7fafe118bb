-- Keeps a server without durable storage to made-up rows; the file demonstration_only puts it on a table.
CREATE OR REPLACE FUNCTION refuse_real_rows() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT NEW.is_demonstration AND current_setting('drez_site.demonstration_only', true) = 'on' THEN
        RAISE EXCEPTION 'This database holds demonstration data only. Set DATABASE_URL to a PostgreSQL server of your own for real data.'
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$;

-- reverse
DROP FUNCTION refuse_real_rows();
