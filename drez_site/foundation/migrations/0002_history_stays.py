"""What keeps history as it was written; the rooms that hold some put it on their tables."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [install_sql("foundation", "refuse_rewritten_history")]
