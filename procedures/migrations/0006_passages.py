"""What the search of the whole site finds, for the editions that are signed already too."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import UnaccentExtension
from django.db import migrations, models

from drez_site.foundation.sql import install_sql

# Words by their stems, and with the accents that somebody typed or left out.
CONFIGURATION = '''
CREATE TEXT SEARCH CONFIGURATION site_{code} (COPY = pg_catalog.{name});
ALTER TEXT SEARCH CONFIGURATION site_{code} ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {name}_stem;
'''
LANGUAGES = {'en': 'english', 'es': 'spanish'}


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0005_key_points'),
    ]

    operations = [
        UnaccentExtension(),
        # Providers have it too, and drop it when they go.
        migrations.RunSQL('CREATE EXTENSION IF NOT EXISTS pg_trgm', migrations.RunSQL.noop),
        *(
            migrations.RunSQL(
                CONFIGURATION.format(code=code, name=name), f'DROP TEXT SEARCH CONFIGURATION site_{code}'
            )
            for code, name in LANGUAGES.items()
        ),
        migrations.CreateModel(
            name='PassageWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('word', models.TextField(db_collation='C', verbose_name='word')),
            ],
            options={
                'verbose_name': 'word of passages',
                'verbose_name_plural': 'words of passages',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['word'], name='passage_word_by_likeness', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(fields=('language', 'word'), name='passage_word_stands_once')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=8, verbose_name='language')),
                ('position', models.PositiveIntegerField(verbose_name='position')),
                ('anchor', models.TextField(help_text='Empty for the top of the page.', verbose_name='anchor')),
                ('heading', models.TextField(verbose_name='heading')),
                ('words', models.TextField(verbose_name='words')),
                ('vector', django.contrib.postgres.search.SearchVectorField(verbose_name='words, as they are looked for')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name='passages', to='procedures.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'passage',
                'verbose_name_plural': 'passages',
                'ordering': ['edition', 'position'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='passage_by_words')],
                'constraints': [models.UniqueConstraint(fields=('edition', 'anchor'), name='passage_has_a_place_of_its_own')],
            },
        ),
        install_sql(
            'procedures', 'plain_words', 'search_configuration', 'passages_of', 'write_passages', 'edition_keeps_its_passages'
        ),
        migrations.RunSQL('SELECT write_passages(edition) FROM procedures_edition edition', migrations.RunSQL.noop),
        install_sql('procedures', 'passages_are_derived'),
    ]
