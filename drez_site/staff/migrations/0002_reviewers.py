"""Who may sign and from when, for the guards of what is signed, and how two people make a reviewer.

The groups of the roles are made after each migration.
"""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0001_initial"),
        ("foundation", "0001_initial"),
        ("admin", "0003_logentry_add_action_flag_choices"),
    ]

    operations = [
        install_sql("staff", "reviewer_as_signed", "signer_waits_until", "resets_stay"),
        install_sql(
            "staff",
            "refuse_nomination",
            "reviewers_need_two_people",
            "nominations_make_reviewers",
            "reviewers_were_confirmed",
            "retired_reviewers_are_none",
            "group_of_reviewers_stays",
            "nominations_are_never_deleted",
            "accounts_are_never_deleted",
            "reviewers_make_no_accounts",
        ),
        # The log of who did what in the admin stays as it was written.
        install_sql("foundation", "history_stays", table="django_admin_log"),
    ]
