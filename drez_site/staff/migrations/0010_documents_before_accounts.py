from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("staff", "0009_signers_as_they_are_now")]

    operations = [reinstall_sql("staff", "ended_reviewers_publish_nothing", "phones_are_sealed")]
