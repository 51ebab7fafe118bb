"""The number of a row with free texts never changes: approved words are found by it."""

from django.db import migrations

from drez_site.foundation.sql import install_sql

TABLES = ["providers_location", "providers_provider"]


class Migration(migrations.Migration):
    dependencies = [
        ("providers", "0016_names_asked"),
        ("foundation", "0010_approvals_end_with_their_row"),
    ]

    operations = [install_sql("foundation", "words_keep_their_number", table=table) for table in TABLES]
