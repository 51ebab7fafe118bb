"""How a file of SQL reaches the database: a migration names it.

A file opens with a line that says what it is for. It may be run again at any time, and holds a function with
the triggers that call it, or the triggers that a migration puts on one table. Below the line `-- reverse`
stands what takes it all away. `{{ name }}` is replaced by a value that the migration gives, or by one of
`NAMES`.

A migration installs the file as it is when the migration runs. So a changed file needs a new migration that
installs it again (`reinstall_sql`), and that drops what the file no longer makes: a trigger of another name,
a function with other arguments. What the site no longer needs goes by `remove_sql`; its file moves to the
folder `sql/removed`, where the migration that once installed it still finds it. Before a table goes,
`remove_sql` takes its triggers away.
"""

import re
from pathlib import Path

from django.apps import apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory
from django.db.migrations.state import ProjectState

from ..languages.packs import PACKS, SOURCE_LANGUAGE
from ..roles import Role
from ..sign_in_hold import HOLD_HOURS

NAMES = {
    "clinical_reviewer": Role.REVIEWER.value,
    "administrator": Role.ADMINISTRATOR.value,
    "hold_hours": str(HOLD_HOURS),
    "source_language": SOURCE_LANGUAGE,
    "titles": " ".join(title for pack in PACKS.values() for title in pack.titles),
}

PLACEHOLDER = re.compile(r"\{\{ (\w+) \}\}")
REVERSE = "\n-- reverse\n"


class SQLFileError(ValueError):
    """A file of SQL that cannot be installed: it is missing, or something in it is."""


def sql_file(app_label: str, name: str) -> Path:
    """Where the file lies. Raises SQLFileError when there is none."""
    folder = Path(apps.get_app_config(app_label).path, "sql")
    for path in (folder / f"{name}.sql", folder / "removed" / f"{name}.sql"):
        if path.is_file():
            return path
    raise SQLFileError(f"{folder} has no file {name}.sql.")


def scripts(app_label: str, name: str, values: dict[str, str]) -> tuple[str, str]:
    """What installs the file and what takes it away, with the values in their places.

    Raises SQLFileError for a file without its reverse, for a value that nobody gives or nobody needs, and for
    a value that is more than letters, digits, underscores and spaces.
    """
    path = sql_file(app_label, name)
    text = path.read_text(encoding="utf-8")
    if text.count(REVERSE) != 1:
        raise SQLFileError(f"{path} needs the line “-- reverse”, once.")
    needed, given = set(PLACEHOLDER.findall(text)), NAMES | values
    if odd := (needed - given.keys()) | (values.keys() - needed):
        raise SQLFileError(f"{path} and its migration do not agree on {', '.join(sorted(odd))}.")
    if wrong := [value for value in given.values() if not re.fullmatch(r"[A-Za-z0-9_ ]+", value)]:
        raise SQLFileError(f"{path} cannot take the value {wrong[0]!r}.")
    forwards, _, backwards = PLACEHOLDER.sub(lambda match: given[match[1]], text).partition(REVERSE)
    return forwards, backwards


class InstallSQL(Operation):
    """Run the files in the order given; backwards, take them away in the other order."""

    reduces_to_sql = True
    reversible = True
    category = OperationCategory.SQL

    def __init__(self, app_label: str, *names: str, **values: str) -> None:
        self.app_label, self.names, self.values = app_label, names, values

    def scripts(self) -> list[tuple[str, str]]:
        """For each file, what installs it and what takes it away."""
        return [scripts(self.app_label, name, self.values) for name in self.names]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models stay as they are."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        # A file as it is now may call what a later migration makes.
        schema_editor.execute("SELECT set_config('check_function_bodies', 'off', true)", params=None)
        for install, _ in self.scripts():
            schema_editor.execute(install, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for _, take_away in reversed(self.scripts()):
            schema_editor.execute(take_away, params=None)

    def describe(self) -> str:
        return f"Install {self._subject}"

    @property
    def _subject(self) -> str:
        on = "".join(f" on {value}" for key, value in self.values.items() if key == "table")
        return f"{', '.join(self.names)} of {self.app_label}{on}"


class ReinstallSQL(InstallSQL):
    """Run files that an earlier migration installed and that have changed; that one takes them away."""

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """The files stay as they are now: there is no other state of them."""

    def describe(self) -> str:
        return f"Install again {self._subject}"


class RemoveSQL(InstallSQL):
    """Take the files away in the order given; backwards, run them again."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for _, take_away in self.scripts():
            schema_editor.execute(take_away, params=None)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        for install, _ in reversed(self.scripts()):
            schema_editor.execute(install, params=None)

    def describe(self) -> str:
        return f"Remove {self._subject}"


def install_sql(app_label: str, *names: str, **values: str) -> InstallSQL:
    """The operation that installs `<app>/sql/<name>.sql`, for example

    install_sql("procedures", "part_of_a_draft", table="procedures_section")
    """
    return InstallSQL(app_label, *names, **values)


def reinstall_sql(app_label: str, *names: str, **values: str) -> ReinstallSQL:
    """The operation that installs again what changed since an earlier `install_sql` with these arguments."""
    return ReinstallSQL(app_label, *names, **values)


def remove_sql(app_label: str, *names: str, **values: str) -> RemoveSQL:
    """The operation that takes away what `install_sql` with the same arguments installed."""
    return RemoveSQL(app_label, *names, **values)
