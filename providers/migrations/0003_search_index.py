"""The database keeps the search index true, whoever writes: admin, import, bulk update, SQL.

Every statement that touches what the index is made of ends by computing the entries of the doctors it touched,
in the same transaction. Two such transactions must not compute from each other's unfinished work, so the rows of
the doctors are locked first, in one order:

- FOR NO KEY UPDATE keeps two rebuilders apart just as FOR UPDATE does, and lets the foreign keys that another
  transaction holds on the doctor (FOR KEY SHARE) alone, which FOR UPDATE would wait for and could deadlock with.
- Who moves a location locks the doctors it sees there. A practice that is being added is not to be seen yet, so
  whoever adds one locks the location too (FOR SHARE): then one of the two waits, and sees the other's work.
- Computing everything shuts out all of the above with one lock on the table of doctors.

Waiting helps only where each statement sees what was committed before it, hence READ COMMITTED.
"""

from django.db import migrations

FUNCTIONS = """
-- What the index must hold for these doctors: a row for each practice that patients may see.
CREATE FUNCTION true_search_entries(providers bigint[])
    RETURNS TABLE (practice_id bigint, provider_id bigint, sort_name text,
                   latitude double precision, longitude double precision, terms tsvector)
    LANGUAGE sql STABLE AS $$
    SELECT practice.id, provider.id, lower(provider.family_name), location.latitude, location.longitude,
        array_to_tsvector(ARRAY(
            SELECT 'p' || offering.procedure_id FROM providers_offering offering
                WHERE offering.provider_id = provider.id
            UNION ALL
            SELECT 's' || trained.specialty_id FROM providers_provider_specialties trained
                WHERE trained.provider_id = provider.id
            UNION ALL
            SELECT 'l' || spoken.language_id FROM providers_provider_languages spoken
                WHERE spoken.provider_id = provider.id))
    FROM providers_provider provider
    JOIN providers_practice practice ON practice.provider_id = provider.id
    JOIN providers_location location ON location.id = practice.location_id
    WHERE provider.id = ANY(providers) AND provider.is_listed
        AND (NOT (provider.is_demonstration OR location.is_demonstration) OR site_is_demonstration())
$$;

-- Only what differs is written. The caller holds the locks.
CREATE FUNCTION write_search_entries(providers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION 'The search index is kept true in READ COMMITTED transactions only, not in %.',
            upper(current_setting('transaction_isolation')) USING ERRCODE = 'feature_not_supported';
    END IF;
    DELETE FROM providers_searchentry entry WHERE entry.provider_id = ANY(providers) AND NOT EXISTS (
        SELECT FROM true_search_entries(providers) truth WHERE truth.practice_id = entry.practice_id);
    INSERT INTO providers_searchentry AS entry (practice_id, provider_id, sort_name, latitude, longitude, terms)
        SELECT truth.practice_id, truth.provider_id, truth.sort_name, truth.latitude, truth.longitude, truth.terms
        FROM true_search_entries(providers) truth
        ON CONFLICT (practice_id) DO UPDATE SET
            provider_id = excluded.provider_id, sort_name = excluded.sort_name,
            latitude = excluded.latitude, longitude = excluded.longitude, terms = excluded.terms
        WHERE (entry.provider_id, entry.sort_name, entry.latitude, entry.longitude, entry.terms)
            IS DISTINCT FROM
            (excluded.provider_id, excluded.sort_name, excluded.latitude, excluded.longitude, excluded.terms);
END $$;

CREATE FUNCTION refresh_search_entries(providers bigint[]) RETURNS void LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM FROM providers_provider WHERE id = ANY(providers) ORDER BY id FOR NO KEY UPDATE;
    PERFORM write_search_entries(providers);
END $$;

CREATE FUNCTION rebuild_search_entries() RETURNS void LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
BEGIN
    LOCK TABLE providers_provider IN EXCLUSIVE MODE;
    PERFORM write_search_entries(ARRAY(
        SELECT id FROM providers_provider UNION SELECT provider_id FROM providers_searchentry));
END $$;

-- How many rows a rebuild would add, change (counted twice) or remove.
CREATE FUNCTION wrong_search_entries() RETURNS bigint LANGUAGE sql STABLE
    SET search_path FROM CURRENT AS $$
    WITH truth AS (SELECT * FROM true_search_entries(ARRAY(SELECT id FROM providers_provider))),
        entries AS (SELECT practice_id, provider_id, sort_name, latitude, longitude, terms FROM providers_searchentry)
    SELECT count(*) FROM (
        (TABLE truth EXCEPT TABLE entries) UNION ALL (TABLE entries EXCEPT TABLE truth)) differences
$$;

-- Triggers. The argument is the column that names the doctor.
CREATE FUNCTION search_entries_follow() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_TABLE_NAME = 'providers_practice' AND TG_OP <> 'DELETE' THEN
        PERFORM FROM providers_location WHERE id IN (SELECT location_id FROM new_rows) ORDER BY id FOR SHARE;
    END IF;
    EXECUTE CASE TG_OP
        WHEN 'INSERT' THEN format('SELECT array_agg(DISTINCT %1$I) FROM new_rows', TG_ARGV[0])
        WHEN 'DELETE' THEN format('SELECT array_agg(DISTINCT %1$I) FROM old_rows', TG_ARGV[0])
        ELSE format('SELECT array_agg(id) FROM (SELECT %1$I FROM old_rows UNION SELECT %1$I FROM new_rows) rows(id)',
                    TG_ARGV[0])
        END INTO touched;
    IF touched IS NOT NULL THEN
        PERFORM refresh_search_entries(touched);
    END IF;
    RETURN NULL;
END $$;

CREATE FUNCTION search_entries_follow_locations() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
DECLARE
    touched bigint[];
BEGIN
    IF TG_OP = 'DELETE' THEN
        touched := ARRAY(SELECT DISTINCT provider_id FROM providers_practice
                         WHERE location_id IN (SELECT id FROM old_rows));
    ELSE
        touched := ARRAY(SELECT DISTINCT provider_id FROM providers_practice
                         WHERE location_id IN (SELECT id FROM new_rows));
    END IF;
    PERFORM refresh_search_entries(touched);
    RETURN NULL;
END $$;

CREATE FUNCTION search_entries_start_again() RETURNS trigger LANGUAGE plpgsql
    SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM rebuild_search_entries();
    RETURN NULL;
END $$;
"""

NO_FUNCTIONS = """
DROP FUNCTION search_entries_start_again();
DROP FUNCTION search_entries_follow_locations();
DROP FUNCTION search_entries_follow();
DROP FUNCTION wrong_search_entries();
DROP FUNCTION rebuild_search_entries();
DROP FUNCTION refresh_search_entries(bigint[]);
DROP FUNCTION write_search_entries(bigint[]);
DROP FUNCTION true_search_entries(bigint[]);
"""

FOLLOWERS = {
    "providers_provider": "search_entries_follow('id')",
    "providers_practice": "search_entries_follow('provider_id')",
    "providers_offering": "search_entries_follow('provider_id')",
    "providers_provider_specialties": "search_entries_follow('provider_id')",
    "providers_provider_languages": "search_entries_follow('provider_id')",
    "providers_location": "search_entries_follow_locations()",
}
EVENTS = {
    "insert": "INSERT ON {table} REFERENCING NEW TABLE AS new_rows",
    "update": "UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "DELETE ON {table} REFERENCING OLD TABLE AS old_rows",
}


def triggers(table: str, follower: str) -> migrations.RunSQL:
    """One trigger for each event: transition tables cannot be shared between events."""
    create = [
        f"CREATE TRIGGER {table}_search_{event} AFTER {when.format(table=table)} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {follower}"
        for event, when in EVENTS.items()
    ]
    create.append(
        f"CREATE TRIGGER {table}_search_truncate AFTER TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION search_entries_start_again()"
    )
    drop = [f"DROP TRIGGER {table}_search_{event} ON {table}" for event in (*EVENTS, "truncate")]
    return migrations.RunSQL(create, drop)


class Migration(migrations.Migration):
    dependencies = [("providers", "0002_demonstration_only")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        *[triggers(table, follower) for table, follower in FOLLOWERS.items()],
        # Doctors entered before this migration.
        migrations.RunSQL("SELECT rebuild_search_entries()", migrations.RunSQL.noop),
    ]
