"""Keeps the log of who did what in the admin as it was written."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0003_reviewers_make_no_accounts"),
        ("foundation", "0002_history_stays"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [install_sql("foundation", "history_stays", table="django_admin_log")]
