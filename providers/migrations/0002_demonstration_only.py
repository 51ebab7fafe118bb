"""A demonstration server refuses real doctors and real places of practice."""

from django.db import migrations


def demonstration_only(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"""CREATE TRIGGER {table}_demonstration_only BEFORE INSERT OR UPDATE ON {table}
               FOR EACH ROW EXECUTE FUNCTION refuse_real_rows()""",
        f"DROP TRIGGER {table}_demonstration_only ON {table}",
    )


class Migration(migrations.Migration):
    dependencies = [("providers", "0001_initial"), ("drez_site", "0002_demonstration")]

    operations = [demonstration_only("providers_provider"), demonstration_only("providers_location")]
