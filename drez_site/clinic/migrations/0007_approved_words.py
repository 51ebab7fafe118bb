"""Free texts of the clinic wait for a reviewer, those that stand there too."""

from django.db import migrations

from drez_site.foundation.sql import install_sql

FREE_TEXTS = {
    "clinic_announcement": "text translations",
    "clinic_clinicprofile": "award records_to_bring insurance travel accessibility_gaps",
    "clinic_clinicplace": "directions",
    "clinic_clinicreason": "heading text",
    "clinic_clinictext": "words",
    "clinic_languagenotice": "text call",
}
# Of these rows the words have a grammar.
CLOSED = {"clinic_clinictext": "field hours opening_hours coordinator_role"}
BEGIN = """
SELECT write_waiting_words('{table}', '{field}', string_to_array('{closed}', ' '),
    (SELECT array_agg(id) FROM {table} WHERE {field}::text <> ''))
"""


class Migration(migrations.Migration):
    dependencies = [("clinic", "0006_open_data"), ("foundation", "0003_approved_words")]

    operations = [
        *(
            install_sql("foundation", "words_of_table_wait", table=table, fields=fields, closed=CLOSED.get(table, "id"))
            for table, fields in FREE_TEXTS.items()
        ),
        *(
            migrations.RunSQL(
                BEGIN.format(table=table, field=field, closed=CLOSED.get(table, "id")), migrations.RunSQL.noop
            )
            for table, fields in FREE_TEXTS.items()
            for field in fields.split()
        ),
    ]
