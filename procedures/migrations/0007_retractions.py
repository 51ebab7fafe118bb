"""Marks of retractions stand in rows of their own, with who said what."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0006_revisions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Retraction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('retracted_on', models.DateField(verbose_name='retracted on')),
                ('notice', models.URLField(help_text="The address of the journal's own notice.", verbose_name='retraction notice')),
                ('marked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='marked at')),
                ('seconded_at', models.DateTimeField(blank=True, null=True, verbose_name='seconded at')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed at')),
                ('refused_at', models.DateTimeField(blank=True, null=True, verbose_name='refused at')),
            ],
            options={
                'verbose_name': 'retraction',
                'verbose_name_plural': 'retractions',
                'ordering': ['-marked_at', '-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='publication',
            name='retraction_notice_belongs_to_a_retracted_publication',
        ),
        migrations.RemoveField(
            model_name='publication',
            name='retracted_on',
        ),
        migrations.RemoveField(
            model_name='publication',
            name='retraction_notice',
        ),
        migrations.AddField(
            model_name='retraction',
            name='confirmed_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by'),
        ),
        migrations.AddField(
            model_name='retraction',
            name='marked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='marked by'),
        ),
        migrations.AddField(
            model_name='retraction',
            name='publication',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='retractions', to='procedures.publication', verbose_name='publication'),
        ),
        migrations.AddField(
            model_name='retraction',
            name='refused_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='refused by'),
        ),
        migrations.AddField(
            model_name='retraction',
            name='seconded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='seconded by'),
        ),
        migrations.AddConstraint(
            model_name='retraction',
            constraint=models.UniqueConstraint(condition=models.Q(('refused_by', None)), fields=('publication',), name='publication_bears_one_mark_of_retraction', violation_error_message='This publication is marked already.'),
        ),
        migrations.AddConstraint(
            model_name='retraction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('seconded_by', None), models.Q(('seconded_by', models.F('marked_by')), _negated=True), _connector='OR'), models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('marked_by')), _negated=True), _connector='OR')), name='retraction_is_seconded_and_confirmed_by_others_than_its_marker', violation_error_message='Somebody else than who made the mark agrees to it.'),
        ),
        migrations.AddConstraint(
            model_name='retraction',
            constraint=models.CheckConstraint(condition=models.Q(('notice__startswith', 'https://'), ('notice__startswith', 'http://'), _connector='OR'), name='retraction_has_a_notice', violation_error_message="Give the address of the journal's notice."),
        ),
        install_sql(
            "procedures",
            "retraction_is_marked",
            "retractions_go_with_their_publication",
            "edition_rests_on_no_marked_source",
        ),
    ]
