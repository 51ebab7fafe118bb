"""Functions look where their tables are, whatever path of schemas a session has set."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("assembly", "0001_guards")]

    operations = [reinstall_sql("assembly", "clinic_profile_moves_the_search_index")]
