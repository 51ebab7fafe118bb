"""An approval of a translation that is just being given ends too, once its original says something else."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("foundation", "0007_translations_follow")]

    operations = [reinstall_sql("foundation", "translations_follow")]
