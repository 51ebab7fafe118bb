"""Who wrote follows the words, whatever their row and whenever a page named them."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from drez_site.foundation.sql import install_sql, reinstall_sql


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0008_addresses_of_operations'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='RowRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('list', models.CharField(choices=[('terms', 'glossary'), ('sources', 'publications')], max_length=8, verbose_name='kind')),
                ('row', models.BigIntegerField(verbose_name='number of the row')),
                ('content', models.JSONField(verbose_name='words')),
                ('saved_as', models.CharField(help_text='The name of the account then.', max_length=150, verbose_name='saved as')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='saved at')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saved by')),
            ],
            options={
                'verbose_name': 'saved word or source',
                'verbose_name_plural': 'saved words and sources',
                'ordering': ['list', 'row', 'pk'],
                'indexes': [models.Index(fields=['list', 'row'], name='rowrevision_of_a_row')],
                'constraints': [models.CheckConstraint(condition=models.Q(('saved_as', ''), _negated=True), name='row_revision_names_its_writer')],
            },
        ),
        install_sql(
            'procedures',
            'row_revisions_never_change',
            'named_rows',
            'says_of_row',
            'typed_words',
            'base_of_changes',
            'writers_of_typed_words',
            'writers_of_named_rows',
        ),
        reinstall_sql('procedures', 'writers_of_words', 'edition_is_signed'),
    ]
