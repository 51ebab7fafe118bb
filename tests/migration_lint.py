"""Whether the code of the release before runs on what a migration leaves: `python -m tests.migration_lint`.

While a release comes up, and after it went back, older processes work on the newer tables. So no migration of
ours renames or drops a column, or adds one that older code does not fill in, but in two releases: first the
code that does without, then the migration.
"""

import logging
import os
import sys
from collections.abc import Collection
from contextlib import redirect_stdout
from io import StringIO

import django
from django_migration_linter import MigrationLinter

LIBRARIES = ["axes", "otp_totp"]  # what these did long ago is theirs

# What the linter stops at, and somebody has judged by hand: by name, why older code runs on it.
JUDGED = {
    "0005_numbers_with_extensions": "columns of phones become longer, which older code never notices",
    "0007_words_of_passages": "only triggers write these rows, and they come with the migration",
    "0008_places_by_many_names": "only load_places writes these rows, older code knows no such kinds",
    "0011_names_in_any_capitals": "older code adds names as before, but none that an account has already",
}


def faults(but: Collection[str] = LIBRARIES) -> tuple[int, str]:
    """How many migrations were looked at, of all apps but these, and what is said against them."""
    from django.conf import settings

    linter = MigrationLinter(
        str(settings.BASE_DIR),
        exclude_apps=list(but),
        ignore_name=list(JUDGED),
        no_cache=True,
        quiet=["ok", "ignore", "warning"],
    )
    with redirect_stdout(StringIO()) as said:
        linter.lint_all_migrations()
    return linter.nb_total, said.getvalue() if linter.has_errors else ""


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "drez_site.settings.test")
    django.setup()
    logging.disable(logging.INFO)
    looked_at, said = faults()
    sys.stderr.write(said)
    return 1 if said or not looked_at else 0


if __name__ == "__main__":
    sys.exit(main())
