"""Declares whom to tell when somebody stops being a clinical reviewer."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("foundation", "0005_writers_of_merged_rows")]

    operations = [install_sql("foundation", "reviewer_ended")]
