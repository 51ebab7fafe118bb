"""Translations of any text wait again once their original says something else."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("foundation", "0006_reviewers_end")]

    operations = [install_sql("foundation", "translations_follow")]
