from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):

    dependencies = [("procedures", "0012_translations_wait")]

    operations = [reinstall_sql("procedures", "edition_shows_pictures_that_are_kept")]
