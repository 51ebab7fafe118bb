"""Keeps those who sign apart from those who make accounts."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_reviewers")]

    operations = [install_sql("staff", "reviewers_make_no_accounts")]
