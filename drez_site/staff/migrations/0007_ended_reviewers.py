"""What a reviewer signed for a day to come does not go live once that person is none any more."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("staff", "0006_names_alone"), ("foundation", "0006_reviewers_end")]

    operations = [install_sql("staff", "ended_reviewers_publish_nothing")]
