"""No translation is signed of an English page that a reviewer took down."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("procedures", "0019_withdrawals_read_the_clock_once")]

    operations = [reinstall_sql("procedures", "edition_is_signed")]
