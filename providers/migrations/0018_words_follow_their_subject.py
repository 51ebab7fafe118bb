"""What was approved of a doctor or a place waits again once the row names another."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [
        ("providers", "0017_words_keep_their_number"),
        ("foundation", "0012_words_follow_their_subject"),
    ]

    operations = [
        install_sql(
            "foundation",
            "words_of_table_follow_their_subject",
            table="providers_provider",
            whom="given_name family_name npi",
            fields="biography biography_translations education education_translations",
            closed="id",
        ),
        install_sql(
            "foundation",
            "words_of_table_follow_their_subject",
            table="providers_location",
            whom="street city",
            fields="getting_in getting_in_translations parking parking_translations",
            closed="id",
        ),
    ]
