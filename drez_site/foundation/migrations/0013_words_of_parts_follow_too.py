"""Approved words of a part, like a doctor's photo, wait again once the whole names another."""

from django.db import migrations

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):
    dependencies = [("foundation", "0012_words_follow_their_subject")]

    operations = [reinstall_sql("foundation", "words_follow_their_subject")]
