"""Translations of the clinic's texts wait again once they are of other English; those of announcements as before."""

from django.db import migrations

from drez_site.foundation.sql import install_sql, remove_sql


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0009_translations_follow"),
        ("foundation", "0007_translations_follow"),
    ]

    operations = [
        remove_sql(
            "foundation",
            "words_follow",
            table="clinic_announcement",
            leader="text",
            follower="translations",
        ),
        install_sql(
            "foundation",
            "translations_of_table_follow",
            table="clinic_announcement",
            pairs="text translations",
            closed="id",
        ),
        install_sql(
            "foundation",
            "translations_of_table_follow",
            table="clinic_clinictext",
            pairs="checked_against words",
            closed="field hours opening_hours coordinator_role",
        ),
    ]
