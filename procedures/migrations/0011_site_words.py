"""Medical phrases of templates are signed in a document of their own."""

import django.db.models.deletion
from django.db import migrations, models

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0010_accepted_facts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('article', 'procedure article'), ('comparison', 'comparison'), ('findings', 'findings'), ('glossary', 'glossary'), ('evidence', 'evidence summary'), ('page', 'page'), ('site_words', 'words of the site')], default='article', max_length=16, verbose_name='kind'),
        ),
        migrations.CreateModel(
            name='Phrase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('place', models.CharField(help_text='As the site names it: leave it as it is.', max_length=600, verbose_name='place')),
                ('text', models.TextField(help_text='What patients read there. No Markdown.', verbose_name='text')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document')),
            ],
            options={
                'verbose_name': 'phrase',
                'verbose_name_plural': 'phrases',
                'ordering': ['position', 'pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('document', 'place'), name='phrase_stands_at_its_place_once', violation_error_message='This place has a phrase already.')],
            },
        ),
        install_sql("procedures", "part_of_a_draft", table="procedures_phrase"),
        install_sql("procedures", "citations_of_a_draft", table="procedures_phrase"),
    ]
