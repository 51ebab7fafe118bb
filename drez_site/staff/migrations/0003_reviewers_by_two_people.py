"""Nobody becomes a clinical reviewer by one person's act."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from drez_site.foundation.sql import install_sql


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0002_reviewers'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('foundation', '0001_contracts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReviewerNomination',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='proposed at')),
                ('confirmed_at', models.DateTimeField(editable=False, null=True, verbose_name='confirmed at')),
                ('ended_at', models.DateTimeField(editable=False, null=True, verbose_name='ended at')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='confirmed by')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='nominations', to=settings.AUTH_USER_MODEL, verbose_name='staff member')),
                ('proposed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposed by')),
            ],
            options={
                'verbose_name': 'clinical reviewer',
                'verbose_name_plural': 'clinical reviewers',
                'ordering': ['-proposed_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('person',), name='one_nomination_at_a_time_for_each_person', violation_error_message='This person is a clinical reviewer, or proposed as one, already.'), models.CheckConstraint(condition=models.Q(models.Q(('proposed_by__isnull', True), models.Q(('proposed_by', models.F('person')), _negated=True), _connector='OR'), models.Q(('confirmed_by__isnull', True), models.Q(models.Q(('confirmed_by', models.F('person')), _negated=True), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True)), _connector='OR')), name='nomination_names_three_people', violation_error_message='Nobody proposes or confirms themselves, or confirms their own proposal.')],
            },
        ),
        install_sql(
            'staff',
            'refuse_nomination',
            'reviewers_need_two_people',
            'nominations_make_reviewers',
            'reviewers_were_confirmed',
            'retired_reviewers_are_none',
            'group_of_reviewers_stays',
        ),
    ]
