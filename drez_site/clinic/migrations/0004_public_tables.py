"""Whoever changes what patients read here makes a new version of the content."""

from django.db import migrations

from drez_site.foundation.sql import install_sql

PUBLIC = [
    "clinic_clinicplace",
    "clinic_clinicprofile",
    "clinic_clinicreason",
    "clinic_clinictext",
    "clinic_languagenotice",
    "clinic_noticetranslation",
]


class Migration(migrations.Migration):
    dependencies = [("clinic", "0003_plain_words"), ("foundation", "0002_content_version")]

    operations = [install_sql("foundation", "moves_the_content_version", table=table) for table in PUBLIC]
