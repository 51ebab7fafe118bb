"""The number of a row with free texts never changes: approved words are found by it."""

from django.db import migrations

from drez_site.foundation.sql import install_sql

TABLES = [
    "clinic_announcement",
    "clinic_clinicplace",
    "clinic_clinicprofile",
    "clinic_clinicreason",
    "clinic_clinictext",
    "clinic_languagenotice",
]


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0010_translations_follow"),
        ("foundation", "0010_approvals_end_with_their_row"),
    ]

    operations = [install_sql("foundation", "words_keep_their_number", table=table) for table in TABLES]
