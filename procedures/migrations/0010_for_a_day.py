"""An edition can be signed for a day to come, and called off before it."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from drez_site.foundation.sql import install_sql, reinstall_sql


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0009_submission_ends_with_its_page'),
        ('foundation', '0006_reviewers_end'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='edition',
            name='live_from',
            field=models.DateTimeField(blank=True, null=True, verbose_name='goes live on'),
        ),
        migrations.CreateModel(
            name='CalledOff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(choices=[('reviewer', 'a reviewer called it off'), ('newer', 'a newer edition was signed'), ('withdrawn', 'the page was taken down'), ('marked', 'a source that it cites was marked as retracted'), ('signer', 'whoever signed it is no clinical reviewer any more')], default='reviewer', max_length=9, verbose_name='why')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('called_off_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='called off at')),
                ('called_off_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='called off by')),
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='called_off', to='procedures.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'edition called off',
                'verbose_name_plural': 'editions called off',
                'ordering': ['-called_off_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('why', 'reviewer'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='calling_off_by_a_reviewer_says_why')],
            },
        ),
        install_sql(
            "procedures",
            "call_off",
            "edition_is_called_off",
            "called_off_stays",
            "what_calls_editions_off",
            "reviewer_ended",
        ),
        install_sql("foundation", "moves_the_content_version", table="procedures_calledoff"),
        reinstall_sql(
            "procedures", "edition_is_signed", "base_of_changes", "writers_of_typed_words", "withdrawal_is_signed"
        ),
    ]
