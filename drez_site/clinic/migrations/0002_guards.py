"""The database knows whether the site is a demonstration, and keeps made-up and real rows apart."""

from django.db import migrations

from drez_site.foundation.sql import install_sql

# Every version stays as it was written.
HISTORY = [
    "clinic_historicallanguagenotice",
    "clinic_historicalnoticetranslation",
    "clinic_historicalclinictext",
    "clinic_historicalclinicplace",
    "clinic_historicalclinicprofile",
    "clinic_historicalclinicreason",
]
# Whoever changes what patients read here makes a new version of the content.
PUBLIC = [
    "clinic_clinicplace",
    "clinic_clinicprofile",
    "clinic_clinicreason",
    "clinic_clinictext",
    "clinic_languagenotice",
    "clinic_noticetranslation",
]


class Migration(migrations.Migration):
    dependencies = [("clinic", "0001_initial"), ("foundation", "0001_initial")]

    operations = [
        install_sql(
            "clinic",
            "site_is_demonstration",
            "clinic_profile_keeps_demonstration_apart",
            "clinic_profile_is_never_emptied",
        ),
        install_sql("foundation", "demonstration_only", table="clinic_clinicprofile"),
        *(install_sql("foundation", "history_stays", table=table) for table in HISTORY),
        *(install_sql("foundation", "moves_the_content_version", table=table) for table in PUBLIC),
    ]
