"""The home of SQL: one file for each database function, as it is now, in the folder `sql` of its app."""

from .installing import install_sql, reinstall_sql, remove_sql

__all__ = ["install_sql", "reinstall_sql", "remove_sql"]
