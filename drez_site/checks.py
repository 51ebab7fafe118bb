"""System checks of the site as a whole."""

from django.core import checks
from django.db import connections

OLDEST_POSTGRESQL = 17


@checks.register(checks.Tags.database)
def postgresql_is_new_enough(app_configs, databases, **kwargs):
    """Refuse servers that sort the whole directory for each search. `migrate` runs this."""
    errors = []
    for alias in databases or ():
        version = connections[alias].pg_version // 10_000
        if version < OLDEST_POSTGRESQL:
            errors.append(
                checks.Error(
                    f"The server is PostgreSQL {version}; the site needs {OLDEST_POSTGRESQL} or newer.",
                    hint="Point DATABASE_URL to a newer server, or unset it for the private one.",
                    id="drez_site.E001",
                )
            )
    return errors
