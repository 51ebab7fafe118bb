"""Looks for what staff typed where it stands, and not first for all that a content holds."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [('procedures', '0011_left_in_english')]

    operations = [reinstall_sql('procedures', 'typed_words')]
