"""Whoever changes what patients read here makes a new version of the content."""

from django.db import migrations

from drez_site.foundation.sql import install_sql

PUBLIC = [
    "procedures_edition",
    "procedures_procedure",
    "procedures_procedureaddress",
    "procedures_publication",
    "procedures_publication_procedures",
    "procedures_retraction",
    "procedures_withdrawal",
]


class Migration(migrations.Migration):
    dependencies = [("procedures", "0005_deleting"), ("foundation", "0002_content_version")]

    operations = [install_sql("foundation", "moves_the_content_version", table=table) for table in PUBLIC]
