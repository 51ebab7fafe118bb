"""Citations keep what an edition says of a source."""

from django.db import migrations, models

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0009_answers'),
    ]

    operations = [
        migrations.AddField(
            model_name='citation',
            name='facts',
            field=models.JSONField(editable=False, help_text='What the edition says of it; empty for the draft, and where it says nothing.', null=True, verbose_name='facts'),
        ),
        migrations.AddField(
            model_name='citation',
            name='sums_up',
            field=models.BooleanField(db_default=False, editable=False, help_text='Whether the edition is its summary.', verbose_name='sums it up'),
        ),
        install_sql("procedures", "edition_keeps_its_citations"),
    ]
