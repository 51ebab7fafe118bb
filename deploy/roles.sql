-- Three roles, so that the website cannot change its own tables, and a backup cannot change anything.
--
--   <prefix>_owner   owns the tables: `manage.py migrate` and `manage.py load_places`
--   <prefix>_web     reads and writes rows: gunicorn and the other commands of manage.py
--   <prefix>_backup  reads: pg_dump
--
-- Run it as a superuser, or as the administrator of a managed server, in the clinic's database: before the first
-- `migrate`, and again after it, after a restore, and whenever in doubt: it puts right what somebody changed, takes
-- back what a role gave itself, and hands tables that another role made to the owner. Then give each role a password
-- (\password).
--
--   psql --set=ON_ERROR_STOP=1 --set=prefix=clinic --file=deploy/roles.sql "postgres://admin@host/clinic"

\if :{?prefix}
\else
    \set prefix clinic
\endif
SELECT
    :'prefix' || '_owner' AS owner,
    :'prefix' || '_web' AS web,
    :'prefix' || '_backup' AS backup,
    current_database() AS database
\gset

SELECT format('CREATE ROLE %I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE', name)
FROM unnest(ARRAY[:'owner', :'web', :'backup']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)
\gexec

-- What a migration as another role made belongs to the owner, too. On a managed server this needs an administrator who
-- is a member of both roles, and stops with that sentence.
SELECT format('ALTER TABLE %s OWNER TO %I', oid::regclass, :'owner')
FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
    AND relowner <> :'owner'::regrole
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_class.oid AND classid = 'pg_class'::regclass AND deptype IN ('e', 'a', 'i'))
\gexec
SELECT format('ALTER ROUTINE %s OWNER TO %I', oid::regprocedure, :'owner')
FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND proowner <> :'owner'::regrole
    AND NOT EXISTS (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND classid = 'pg_proc'::regclass AND deptype = 'e')
\gexec

-- Who may come in, and who may make things. Nobody else, and nobody temporary tables.
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"owner", :"web", :"backup";
GRANT CREATE ON DATABASE :"database" TO :"owner"; -- for the extensions cube, pg_trgm and unaccent
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO :"owner";
GRANT USAGE ON SCHEMA public TO :"web", :"backup";

-- Rows of the tables that there are, and of those that migrations will make. No TRUNCATE, TRIGGER or REFERENCES.
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO :"web";
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO :"web";
GRANT SELECT ON ALL TABLES IN SCHEMA public TO :"backup";
GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO :"backup";
SET ROLE :"owner";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"web";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO :"web";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO :"backup";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON SEQUENCES TO :"backup";
RESET ROLE;

-- The website reads which migrations are applied (/readyz), and never writes it.
SELECT format('REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM %I', :'web')
WHERE to_regclass('public.django_migrations') IS NOT NULL
\gexec

-- One slow question must not hold up the others; a migration waits for a lock no longer than readers would. A role may
-- always change such settings of its own, so all of them begin anew.
ALTER ROLE :"owner" RESET ALL;
ALTER ROLE :"web" RESET ALL;
ALTER ROLE :"backup" RESET ALL;
ALTER ROLE :"web" SET statement_timeout = '10s';
ALTER ROLE :"web" SET lock_timeout = '5s';
ALTER ROLE :"web" SET idle_in_transaction_session_timeout = '30s';
ALTER ROLE :"owner" SET lock_timeout = '5s';
ALTER ROLE :"backup" SET default_transaction_read_only = on;

-- A statement that fails can quote what a patient typed, so the server's log does not repeat it. Only a superuser may
-- say this; on a managed server set it for the whole server instead (docs/operations.md).
SELECT rolsuper AS is_superuser FROM pg_roles WHERE rolname = current_user
\gset
\if :is_superuser
    ALTER ROLE :"web" SET log_min_messages = 'fatal';
    ALTER ROLE :"web" SET log_min_error_statement = 'panic';
    ALTER ROLE :"web" SET log_min_duration_statement = -1;
    ALTER ROLE :"web" SET log_statement = 'none';

    -- Nothing here keeps large objects; one of the website's own would stop the backup, which may not read it.
    REVOKE EXECUTE ON FUNCTION lo_create(oid), lo_creat(integer), lo_from_bytea(oid, bytea) FROM PUBLIC;
\else
    \echo 'Not a superuser: set log_min_error_statement = panic and log_min_messages = fatal on the server.'
\endif
