"""Kinds of pain, from which patients start: a document of a new kind with two parts of its own."""

import django.db.models.deletion
from django.db import migrations, models

from drez_site.foundation.sql import install_sql, reinstall_sql

NEW_PARTS = ["procedures_saying", "procedures_standing"]


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0006_ascii_digits'),
    ]

    operations = [
        migrations.CreateModel(
            name='Saying',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('text', models.CharField(help_text='No name of a disease: like “An arm, since a crash”.', max_length=80, verbose_name='words')),
            ],
            options={
                'verbose_name': 'words of patients',
                'verbose_name_plural': 'words of patients',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='order')),
                ('place', models.CharField(blank=True, help_text='If it differs by place: “In the foot or leg”.', max_length=60, verbose_name='where')),
                ('verdict', models.CharField(choices=[('used', 'used for this, and studied'), ('uncertain', 'uncertain for this'), ('not_used', 'not used for this, as far as we found')], max_length=12, verbose_name='verdict')),
                ('approval', models.CharField(blank=True, choices=[('approved', 'FDA-approved for this'), ('off_label', 'off-label for this')], help_text='Of a device. Empty for surgery without one: the FDA approves no surgery.', max_length=12, verbose_name='FDA label')),
                ('reason', models.TextField(help_text='Why, in whom, counted how, with its citations.', verbose_name='reason')),
            ],
            options={
                'verbose_name': 'standing of an operation',
                'verbose_name_plural': 'standings of the operations',
                'ordering': ['position', 'pk'],
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='document',
            name='pages_and_summaries_of_evidence_have_an_address',
        ),
        migrations.AlterField(
            model_name='document',
            name='kind',
            field=models.CharField(choices=[('article', 'article about an operation'), ('condition', 'kind of pain'), ('comparison', 'comparison'), ('findings', 'findings'), ('glossary', 'glossary'), ('evidence', 'evidence summary'), ('page', 'page'), ('site_words', 'words of the site')], default='article', max_length=16, verbose_name='kind'),
        ),
        migrations.AlterField(
            model_name='document',
            name='slug',
            field=models.SlugField(blank=True, help_text='Only for a page, for a kind of pain, or for an evidence summary: there it is the key of the publication.', verbose_name='page address'),
        ),
        migrations.AlterField(
            model_name='section',
            name='kind',
            field=models.CharField(choices=[('different', 'how it differs from other operations'), ('what_it_is', 'what it is'), ('who_it_may_help', 'who it may help'), ('who_it_may_not_suit', 'who it may not suit'), ('alternatives', 'other options, including doing nothing'), ('tests', 'tests before'), ('on_the_day', 'what happens on the day'), ('recovery', 'recovery'), ('benefits_and_risks', 'benefits and risks'), ('urgent_help', 'when to get help at once'), ('where_it_is_done', 'where it is done'), ('find_a_doctor', 'find a doctor'), ('cost', 'cost and insurance'), ('questions', 'questions to ask'), ('evidence', 'the evidence'), ('told_apart', 'how it is told apart'), ('tried_first', 'what is usually tried first'), ('operations', 'where each operation stands'), ('referral', 'when to ask for a referral'), ('decision', 'the decision'), ('how_to_read', 'how to read the numbers'), ('not_known', 'what is not known'), ('left_out', 'what is left out, and why'), ('updates', 'how this page is kept up to date'), ('funding', 'who paid')], max_length=24, verbose_name='section'),
        ),
        migrations.AddConstraint(
            model_name='document',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['page', 'condition', 'evidence']), models.Q(('slug', ''), _negated=True)), models.Q(models.Q(('kind__in', ['page', 'condition', 'evidence']), _negated=True), ('slug', '')), _connector='OR'), name='pages_and_summaries_of_evidence_have_an_address', violation_error_message='A page and a kind of pain have an address, an evidence summary the key of its publication, and no other document has one.'),
        ),
        migrations.AddField(
            model_name='saying',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document'),
        ),
        migrations.AddField(
            model_name='standing',
            name='document',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='procedures.document', verbose_name='document'),
        ),
        migrations.AddField(
            model_name='standing',
            name='procedure',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='procedures.procedure', verbose_name='operation'),
        ),
        *(install_sql("procedures", "part_of_a_draft", table=table) for table in NEW_PARTS),
        *(install_sql("procedures", "citations_of_a_draft", table=table) for table in NEW_PARTS),
        reinstall_sql("procedures", "named_rows"),
    ]
