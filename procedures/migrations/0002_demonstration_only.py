"""A demonstration server refuses real documents."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial"), ("drez_site", "0002_demonstration")]

    operations = [
        migrations.RunSQL(
            """CREATE TRIGGER procedures_document_demonstration_only BEFORE INSERT OR UPDATE ON procedures_document
                   FOR EACH ROW EXECUTE FUNCTION refuse_real_rows()""",
            "DROP TRIGGER procedures_document_demonstration_only ON procedures_document",
        )
    ]
