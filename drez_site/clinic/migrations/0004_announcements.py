"""Announcements and holiday hours: what is otherwise for some days, on every page."""

import django.contrib.postgres.functions
import django.db.models.deletion
import django.utils.timezone
import drez_site.clinic.models.announcement
import drez_site.foundation.languages.claims
import drez_site.foundation.markdown.rendering
import simple_history.models
from django.conf import settings
from django.db import migrations, models

from drez_site.foundation.sql import install_sql

TABLES = ["clinic_announcement", "clinic_holidayhours"]
HISTORY = ["clinic_historicalannouncement", "clinic_historicalholidayhours"]


class Migration(migrations.Migration):

    dependencies = [
        ('clinic', '0003_pinned_schemas'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Announcement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(help_text='One sentence, like “We are closed on Friday because of the storm.”', max_length=160, validators=[drez_site.foundation.languages.claims.no_claims, drez_site.foundation.markdown.rendering.no_citations], verbose_name='what patients read')),
                ('translations', models.JSONField(blank=True, default=dict, validators=[drez_site.clinic.models.announcement.each_in_another_language], verbose_name='in other languages')),
                ('shown_from', models.DateTimeField(default=django.utils.timezone.now, verbose_name='shown from')),
                ('shown_until', models.DateTimeField(help_text='Then it leaves every page by itself.', verbose_name='shown until')),
            ],
            options={
                'verbose_name': 'announcement',
                'verbose_name_plural': 'announcements',
                'ordering': ['-shown_until', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('shown_until__gt', models.F('shown_from'))), name='announcement_ends_after_it_begins', violation_error_message='It must end after it begins.')],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAnnouncement',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('moment', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), db_index=True, verbose_name='date and time')),
                ('by_superuser', models.BooleanField(default=False, verbose_name='by a superuser')),
                ('text', models.CharField(help_text='One sentence, like “We are closed on Friday because of the storm.”', max_length=160, validators=[drez_site.foundation.languages.claims.no_claims, drez_site.foundation.markdown.rendering.no_citations], verbose_name='what patients read')),
                ('translations', models.JSONField(blank=True, default=dict, validators=[drez_site.clinic.models.announcement.each_in_another_language], verbose_name='in other languages')),
                ('shown_from', models.DateTimeField(default=django.utils.timezone.now, verbose_name='shown from')),
                ('shown_until', models.DateTimeField(help_text='Then it leaves every page by itself.', verbose_name='shown until')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical announcement',
                'verbose_name_plural': 'historical announcements',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HistoricalHolidayHours',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('moment', models.DateTimeField(db_default=django.contrib.postgres.functions.TransactionNow(), db_index=True, verbose_name='date and time')),
                ('by_superuser', models.BooleanField(default=False, verbose_name='by a superuser')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(blank=True, help_text='Empty: the first day is the only one.', verbose_name='last day')),
                ('opens', models.TimeField(blank=True, null=True, verbose_name='opens at')),
                ('closes', models.TimeField(blank=True, help_text='Both times empty: closed all day.', null=True, verbose_name='closes at')),
                ('days_before', models.PositiveSmallIntegerField(default=7, help_text='How long before the first day every page says so. The contact page says so at once.', verbose_name='days before')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'historical holiday hours',
                'verbose_name_plural': 'historical holiday hours',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='HolidayHours',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(blank=True, help_text='Empty: the first day is the only one.', verbose_name='last day')),
                ('opens', models.TimeField(blank=True, null=True, verbose_name='opens at')),
                ('closes', models.TimeField(blank=True, help_text='Both times empty: closed all day.', null=True, verbose_name='closes at')),
                ('days_before', models.PositiveSmallIntegerField(default=7, help_text='How long before the first day every page says so. The contact page says so at once.', verbose_name='days before')),
            ],
            options={
                'verbose_name': 'holiday hours',
                'verbose_name_plural': 'holiday hours',
                'ordering': ['-last_day', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='holiday_hours_end_after_they_begin', violation_error_message='The last day must not be before the first day.'), models.CheckConstraint(condition=models.Q(models.Q(('closes__isnull', True), ('opens__isnull', True)), models.Q(('closes__gt', models.F('opens')), ('closes__isnull', False), ('opens__isnull', False)), _connector='OR'), name='holiday_hours_have_both_times_or_none', violation_error_message='Give both times, the first one earlier; or none.'), models.CheckConstraint(condition=models.Q(('days_before__lte', 60)), name='holiday_hours_are_announced_in_time', violation_error_message='At most 60 days before.')],
            },
        ),
        *(install_sql("foundation", "history_stays", table=table) for table in HISTORY),
        *(install_sql("foundation", "moves_the_content_version", table=table) for table in TABLES),
    ]
