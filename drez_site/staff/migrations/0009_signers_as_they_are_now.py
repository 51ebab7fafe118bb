"""Who stops being a reviewer while a signature waits for that is none when it goes on."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("staff", "0008_passkeys")]

    operations = [reinstall_sql("staff", "reviewer_as_signed")]
