"""The version of what patients read, a row for each transaction that changes it; and what the SQL of every room
may ask of a room above it, with the guard of a server that keeps nothing safe.
"""

from django.db import migrations, models

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="ContentVersion",
            fields=[
                ("transaction", models.BigIntegerField(primary_key=True, serialize=False)),
                ("moved_at", models.DateTimeField()),
            ],
        ),
        install_sql("foundation", "refuse_real_rows", "move_content_version", "refuse_rewritten_history"),
        install_sql("foundation", "site_is_demonstration", "reviewer_as_signed", "signer_waits_until"),
    ]
