"""Who signs nothing for a day, for the guards of what is signed."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0009_writers"), ("foundation", "0003_who_waits")]

    operations = [reinstall_sql("procedures", "edition_is_signed", "retraction_is_marked")]
