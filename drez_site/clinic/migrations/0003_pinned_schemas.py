"""Functions look where their tables are, whatever path of schemas a session has set."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("clinic", "0002_guards")]

    operations = [reinstall_sql("clinic", "clinic_profile_keeps_demonstration_apart", "clinic_profile_is_never_emptied")]
