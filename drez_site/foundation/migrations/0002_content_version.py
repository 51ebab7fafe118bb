"""The version of what patients read: a row for each transaction that changes it."""

from django.db import migrations, models

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_contracts")]

    operations = [
        migrations.CreateModel(
            name="ContentVersion",
            fields=[
                ("transaction", models.BigIntegerField(primary_key=True, serialize=False)),
                ("moved_at", models.DateTimeField()),
            ],
        ),
        install_sql("foundation", "move_content_version"),
    ]
