"""A withdrawal and what it calls off go by one moment, read once nobody is waited for any more."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0018_pictures_added_later")]

    operations = [
        reinstall_sql(
            "procedures",
            "call_off",
            "edition_is_called_off",
            "what_calls_editions_off",
            "withdrawal_is_signed",
        ),
    ]
