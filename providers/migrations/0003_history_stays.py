"""Keeps every version as it was written."""

from django.db import migrations

from drez_site.foundation.sql import install_sql

HISTORY = [
    "providers_historicalspecialty",
    "providers_historicallanguage",
    "providers_historicalprovider",
    "providers_historicalprovider_specialties",
    "providers_historicalprovider_languages",
    "providers_historicalprovider_publications",
    "providers_historicalboardcertification",
    "providers_historicalstatelicense",
    "providers_historicallocation",
    "providers_historicaloffering",
    "providers_historicalphoto",
    "providers_historicalpractice",
]


class Migration(migrations.Migration):
    dependencies = [("providers", "0002_guards"), ("foundation", "0002_history_stays")]

    operations = [install_sql("foundation", "history_stays", table=table) for table in HISTORY]
