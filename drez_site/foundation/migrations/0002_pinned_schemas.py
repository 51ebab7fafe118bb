"""Functions look where their tables are, whatever path of schemas a session has set."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [reinstall_sql("foundation", "refuse_real_rows", "move_content_version")]
