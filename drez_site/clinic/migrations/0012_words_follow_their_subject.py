"""What was approved of a place, an award or a text of the clinic waits again once the row names another."""

from django.db import migrations

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):
    dependencies = [
        ("clinic", "0011_words_keep_their_number"),
        ("foundation", "0012_words_follow_their_subject"),
    ]

    operations = [
        install_sql(
            "foundation",
            "words_of_table_follow_their_subject",
            table="clinic_clinicplace",
            whom="street city",
            fields="directions",
            closed="id",
        ),
        install_sql(
            "foundation",
            "words_of_table_follow_their_subject",
            table="clinic_clinicprofile",
            whom="award_by",
            fields="award",
            closed="id",
        ),
        install_sql(
            "foundation",
            "words_of_table_follow_their_subject",
            table="clinic_clinictext",
            whom="reason_id place_id field language",
            fields="words",
            closed="field hours opening_hours coordinator_role",
        ),
        install_sql(
            "foundation",
            "words_of_table_follow_their_subject",
            table="clinic_languagenotice",
            whom="language",
            fields="text call",
            closed="id",
        ),
    ]
