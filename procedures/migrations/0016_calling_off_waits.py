"""Whatever calls an edition off waits for a signature of the same page, and the other way round."""

from django.db import migrations

from drez_site.foundation.sql import install_sql, reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0015_pictures_to_the_letter")]

    operations = [
        install_sql("procedures", "signatures_wait"),
        reinstall_sql("procedures", "call_off", "edition_is_called_off", "retraction_is_marked"),
    ]
