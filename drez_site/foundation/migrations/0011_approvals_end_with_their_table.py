"""What was approved of the rows of a table ends when it is emptied: other rows may get their numbers."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("foundation", "0010_approvals_end_with_their_row")]

    operations = [reinstall_sql("foundation", "words_wait")]
