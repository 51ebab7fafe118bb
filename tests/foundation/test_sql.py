"""Every function and trigger in the database is that of its file, and every file is in the database."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection

from drez_site.foundation.sql import checks, comparing, installing
from drez_site.foundation.sql.comparing import differences
from drez_site.foundation.sql.installing import scripts
from tests.databases import Databases
from tests.kit.databases import ALIAS, database_besides


def count(question: str, on=connection) -> int:
    with on.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


OURS = f"SELECT count(*) FROM ({comparing.INSTALLED}) installed"


@pytest.mark.django_db
def test_the_database_is_that_of_the_files():
    assert count(OURS) > 100
    assert differences(connection) == []
    assert count(OURS) > 100


@pytest.mark.django_db
def test_every_file_is_installed():
    installed = {(file.app_label, file.name) for file in comparing.installed_files(connection)}
    files = {
        (config.label, path.stem)
        for config in apps.get_app_configs()
        for path in Path(config.path, "sql").glob("*.sql")
    }
    assert len(installed) > 35
    assert files - installed == set()


SABOTAGE = {
    "The function words_hash(jsonb) differs from its file.": (
        "CREATE OR REPLACE FUNCTION words_hash(words jsonb) RETURNS text LANGUAGE sql STABLE AS 'SELECT NULL'"
    ),
    "The function folded_name(text) differs from its file.": "ALTER FUNCTION folded_name(text) VOLATILE",
    "The function words_hash(text) is in no file.": (
        "CREATE FUNCTION words_hash(words text) RETURNS text LANGUAGE sql AS 'SELECT $1'"
    ),
    "The trigger procedures_edition_is_signed on procedures_edition is not installed.": (
        "DROP TRIGGER procedures_edition_is_signed ON procedures_edition"
    ),
    "The trigger procedures_edition_is_signed on procedures_edition differs from its file.": (
        # Spelled in two parts, because tests/test_house_rules.py lets nobody write it as one.
        "ALTER TABLE procedures_edition DISABLE" + " TRIGGER procedures_edition_is_signed"
    ),
    "The trigger mine on procedures_step is in no file.": (
        "CREATE TRIGGER mine AFTER INSERT ON procedures_step FOR EACH ROW EXECUTE FUNCTION refuse_real_rows()"
    ),
}


@pytest.mark.django_db
@pytest.mark.parametrize("fault", SABOTAGE)
def test_what_differs_is_named(fault):
    with connection.cursor() as cursor:
        cursor.execute(SABOTAGE[fault])
    assert differences(connection) == [fault]
    assert [message.msg for message in checks.installed_sql_is_that_of_the_files(None, ["default"])] == [
        fault
    ]


@pytest.mark.django_db
def test_a_role_of_another_name_is_a_difference(monkeypatch):
    monkeypatch.setitem(installing.NAMES, "clinical_reviewer", "Reviewing clinician")
    folders = [Path(config.path, "sql") for config in apps.get_app_configs()]
    naming = [
        path.stem
        for folder in folders
        for path in folder.glob("*.sql")
        if "{{ clinical_reviewer }}" in path.read_text()
    ]
    found = differences(connection)
    assert len(found) >= len(naming) >= 7
    assert [name for name in naming if not any(name in sentence for sentence in found)] == []
    assert all(sentence.endswith(" differs from its file.") for sentence in found)


@pytest.mark.django_db
def test_the_check_says_nothing_while_a_migration_waits():
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER procedures_edition_is_signed ON procedures_edition")
        cursor.execute("DELETE FROM django_migrations WHERE app = 'assembly'")
    assert checks.installed_sql_is_that_of_the_files(None, ["default"]) == []


@pytest.mark.django_db
def test_only_the_owner_can_compare():
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE sql_reader; GRANT SELECT ON ALL TABLES IN SCHEMA public TO sql_reader")
        cursor.execute("SET LOCAL ROLE sql_reader")
    (message,) = checks.installed_sql_is_that_of_the_files(None, ["default"])
    assert message.id == "foundation.I001"


def write(folder, text):
    (folder / "sql").mkdir()
    (folder / "sql/made.sql").write_text(text)


@pytest.mark.parametrize(
    ("text", "values", "fault"),
    [
        ("-- No reverse.\nSELECT 1;\n", {}, "needs the line"),
        ("-- Two.\n\n-- reverse\nSELECT 1;\n\n-- reverse\n", {}, "needs the line"),
        (
            "-- Nobody gives it.\nSELECT '{{ table }}';\n\n-- reverse\nSELECT 1;\n",
            {},
            "do not agree on table",
        ),
        (
            "-- Nobody needs it.\nSELECT 1;\n\n-- reverse\nSELECT 1;\n",
            {"table": "a"},
            "do not agree on table",
        ),
        ("-- Odd.\nSELECT '{{ table }}';\n\n-- reverse\nSELECT 1;\n", {"table": "a'; DROP"}, "cannot take"),
    ],
)
def test_a_file_that_cannot_be_installed_is_refused(tmp_path, monkeypatch, text, values, fault):
    monkeypatch.setattr(installing.apps.get_app_config("foundation"), "path", str(tmp_path))
    write(tmp_path, text)
    with pytest.raises(installing.SQLFileError, match=fault):
        installing.scripts("foundation", "made", values)


def test_a_file_that_is_not_there_is_refused():
    with pytest.raises(installing.SQLFileError, match=r"has no file made\.sql"):
        installing.scripts("foundation", "made", {})


def test_what_went_is_still_found_where_it_lies(tmp_path, monkeypatch):
    monkeypatch.setattr(installing.apps.get_app_config("foundation"), "path", str(tmp_path))
    write(tmp_path, "-- Gone.\nSELECT 1;\n\n-- reverse\nSELECT 2;\n")
    (tmp_path / "sql/removed").mkdir()
    (tmp_path / "sql/made.sql").rename(tmp_path / "sql/removed/made.sql")
    assert installing.scripts("foundation", "made", {}) == ("-- Gone.\nSELECT 1;\n", "SELECT 2;\n")


# Columns and indexes that are computed by a function of ours hold it.
COMPUTED = f"""
SELECT format('ALTER TABLE %s DROP COLUMN %I', adrelid::regclass, attname)
FROM pg_depend JOIN pg_attrdef ON pg_attrdef.oid = objid AND classid = 'pg_attrdef'::regclass
JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum
JOIN ({comparing.INSTALLED}) installed(name) ON name = format('function %s', refobjid::regprocedure)
WHERE refclassid = 'pg_proc'::regclass
UNION ALL
SELECT DISTINCT format('DROP INDEX %s', objid::regclass)
FROM pg_depend JOIN pg_index ON indexrelid = objid AND classid = 'pg_class'::regclass
JOIN ({comparing.INSTALLED}) installed(name) ON name = format('function %s', refobjid::regprocedure)
WHERE refclassid = 'pg_proc'::regclass
"""


@pytest.mark.django_db
def test_every_reverse_takes_away_what_its_file_made():
    """In a moment, because the tables stay; the migrations themselves run backwards at night."""
    files = comparing.installed_files(connection)
    assert len(files) > 35
    with connection.cursor() as cursor:
        definitions = f"SELECT name, definition FROM ({comparing.INSTALLED}) i(name, version, definition)"
        cursor.execute(definitions)
        before = dict(cursor.fetchall())
        cursor.execute(COMPUTED)
        for (statement,) in cursor.fetchall():
            cursor.execute(statement)
        for label, name, values in reversed(files):
            cursor.execute(scripts(label, name, dict(values))[1])
        assert count(OURS) == 0
        cursor.execute("SET LOCAL check_function_bodies = off")
        for label, name, values in files:
            cursor.execute(scripts(label, name, dict(values))[0])
        cursor.execute(definitions)
        assert dict(cursor.fetchall()) == before
    assert len(before) > 100


@pytest.mark.nightly
def test_all_migrations_run_backwards_and_forwards_again(django_db_setup, django_db_blocker):
    """Every reverse takes away what its file made: nothing of ours is left."""
    with django_db_blocker.unblock(), database_besides("backwards", Databases.current.migrated) as besides:
        before = count(OURS, besides)
        for app in ("foundation", "staff", "delivery"):
            call_command("migrate", app, "zero", database=ALIAS, verbosity=0)
        assert count(OURS, besides) == 0
        with besides.cursor() as cursor:
            tables = besides.introspection.table_names(cursor)
        labels = ("assembly", "clinic", "delivery", "foundation", "procedures", "providers", "staff")
        assert [name for name in tables if name.startswith(labels)] == []
        call_command("migrate", database=ALIAS, verbosity=0)
        assert count(OURS, besides) == before > 100
        assert differences(besides) == []
        assert count("SELECT count(*) FROM auth_group", besides) == 4
        assert (
            count("SELECT count(*) FROM pg_class WHERE relpersistence = 'u' AND relkind = 'r'", besides) == 1
        )
