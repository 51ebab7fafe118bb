"""Functions look where their tables are, whatever path of schemas a session has set."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_reviewers")]

    operations = [reinstall_sql("staff", "refuse_nomination")]
