"""Leaves out the titles of every language when a doctor is looked up by name."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("providers", "0005_confirmed_on_says_its_limit")]

    operations = [reinstall_sql("providers", "typed_name_words")]
