"""Keeps every version as it was written."""

from django.db import migrations

from drez_site.foundation.sql import install_sql

HISTORY = [
    "procedures_historicalprocedure",
    "procedures_historicalpublication",
    "procedures_historicalpublication_procedures",
    "procedures_historicalglossaryterm",
]


class Migration(migrations.Migration):
    dependencies = [("procedures", "0004_not_known_to_us"), ("foundation", "0002_history_stays")]

    operations = [install_sql("foundation", "history_stays", table=table) for table in HISTORY]
