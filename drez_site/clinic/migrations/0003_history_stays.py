"""Keeps every version as it was written."""

from django.db import migrations

from drez_site.foundation.sql import install_sql

HISTORY = [
    "clinic_historicallanguagenotice",
    "clinic_historicalnoticetranslation",
    "clinic_historicalclinictext",
    "clinic_historicalclinicplace",
    "clinic_historicalclinicprofile",
    "clinic_historicalclinicreason",
]


class Migration(migrations.Migration):
    dependencies = [("clinic", "0002_guards"), ("foundation", "0002_history_stays")]

    operations = [install_sql("foundation", "history_stays", table=table) for table in HISTORY]
