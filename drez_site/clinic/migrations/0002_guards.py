"""The database knows whether the site is a demonstration, and keeps made-up and real rows apart."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("clinic", "0001_initial"), ("foundation", "0001_contracts")]

    operations = [
        install_sql(
            "clinic",
            "site_is_demonstration",
            "clinic_profile_keeps_demonstration_apart",
            "clinic_profile_is_never_emptied",
        ),
        install_sql("foundation", "demonstration_only", table="clinic_clinicprofile"),
    ]
