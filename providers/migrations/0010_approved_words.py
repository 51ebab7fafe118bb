"""Free texts of doctors and places wait for a reviewer, those that stand there too."""

from django.db import migrations

from drez_site.foundation.sql import install_sql

FREE_TEXTS = {
    "providers_provider": "biography education",
    "providers_location": "getting_in parking",
}
BEGIN = """
SELECT write_waiting_words('{table}', '{field}', '{{id}}', (SELECT array_agg(id) FROM {table} WHERE {field} <> ''))
"""


class Migration(migrations.Migration):
    dependencies = [
        ("providers", "0009_coming_and_leaving"),
        ("foundation", "0003_approved_words"),
    ]

    operations = [
        *(
            install_sql("foundation", "words_of_table_wait", table=table, fields=fields, closed="id")
            for table, fields in FREE_TEXTS.items()
        ),
        *(
            migrations.RunSQL(BEGIN.format(table=table, field=field), migrations.RunSQL.noop)
            for table, fields in FREE_TEXTS.items()
            for field in fields.split()
        ),
    ]
