from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    """The same guard, in words that a restored backup spells as they were: the drill compares them."""

    dependencies = [("procedures", "0008_writing")]

    operations = [reinstall_sql("procedures", "other_page_ends_submission")]
