"""Functions look where their tables are, whatever path of schemas a session has set."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("providers", "0002_guards")]

    operations = [reinstall_sql("providers", "write_search_entries")]
