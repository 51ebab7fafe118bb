"""Who may sign, for the guards of what is signed. The groups of the roles are made after each migration."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("staff", "0001_initial"), ("foundation", "0001_contracts")]

    operations = [install_sql("staff", "reviewer_as_signed")]
