"""Accounts, nominations and the group of the reviewers are never deleted; a signature asks for the nomination too."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("staff", "0002_reviewers")]

    operations = [
        install_sql(
            "staff",
            "reviewer_as_signed",
            "nominations_make_reviewers",
            "group_of_reviewers_stays",
            "nominations_are_never_deleted",
            "accounts_are_never_deleted",
        ),
        migrations.AlterField(
            model_name="reviewernomination",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="nominations",
                to=settings.AUTH_USER_MODEL,
                verbose_name="staff member",
            ),
        ),
    ]
