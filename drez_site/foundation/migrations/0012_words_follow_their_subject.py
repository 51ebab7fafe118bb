"""Approved words wait again once their row names another doctor, place or text."""

from django.db import migrations

from drez_site.foundation.sql import install_sql, reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("foundation", "0011_approvals_end_with_their_table")]

    operations = [
        install_sql("foundation", "words_wait_again", "words_follow_their_subject"),
        reinstall_sql("foundation", "translations_follow"),
    ]
