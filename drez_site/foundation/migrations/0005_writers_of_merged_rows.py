"""Who wrote in a row that was merged into another is a writer of its words."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("foundation", "0004_approvals_end")]

    operations = [reinstall_sql("foundation", "writers_of_waiting_words")]
