"""Translations of an announcement wait again once its English says something else."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0008_names_alone"),
        ("foundation", "0004_approvals_end"),
    ]

    operations = [
        install_sql(
            "foundation",
            "words_follow",
            table="clinic_announcement",
            leader="text",
            follower="translations",
        )
    ]
