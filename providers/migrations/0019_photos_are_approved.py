"""A doctor's photo waits for a reviewer, those that stand there too."""

from django.db import migrations, models

from drez_site.foundation.sql import install_sql

TABLE = "providers_photo"
BEGIN = "SELECT write_waiting_words('providers_photo', 'digest', '{id}', (SELECT array_agg(id) FROM providers_photo))"


class Migration(migrations.Migration):
    dependencies = [
        ("providers", "0018_words_follow_their_subject"),
        ("foundation", "0013_words_of_parts_follow_too"),
    ]

    operations = [
        migrations.AlterField(
            model_name="historicalphoto",
            name="digest",
            field=models.CharField(db_index=True, editable=False, max_length=64, verbose_name="photo"),
        ),
        migrations.AlterField(
            model_name="photo",
            name="digest",
            field=models.CharField(db_index=True, editable=False, max_length=64, verbose_name="photo"),
        ),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.lookups.Exact(
                    models.F("digest"),
                    models.Func(
                        models.Func(models.F("content"), function="sha256", output_field=models.BinaryField()),
                        models.Value("hex"),
                        function="encode",
                        output_field=models.CharField(),
                    ),
                ),
                name="photo_is_the_one_of_its_digest",
            ),
        ),
        install_sql("foundation", "words_keep_their_number", table=TABLE),
        install_sql("foundation", "words_of_table_wait", table=TABLE, fields="digest", closed="id"),
        # What was approved ends with the picture: until the next one is approved, there is none to show.
        install_sql(
            "foundation",
            "words_of_table_follow_their_subject",
            table=TABLE,
            whom="provider_id digest",
            fields="digest",
            closed="id",
        ),
        install_sql(
            "foundation",
            "words_of_part_follow_their_subject",
            table="providers_provider",
            whom="given_name family_name npi",
            fields="digest",
            closed="id",
            part=TABLE,
            column="provider_id",
        ),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
    ]
