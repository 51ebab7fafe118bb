"""Pictures in texts, named by the hash of what they show."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from drez_site.foundation.sql import install_sql, reinstall_sql


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0010_for_a_day'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Picture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(editable=False, max_length=64, unique=True, verbose_name='SHA-256 of the picture')),
                ('large', models.BinaryField(verbose_name='large')),
                ('small', models.BinaryField(verbose_name='small')),
                ('width', models.PositiveSmallIntegerField(verbose_name='width in pixels')),
                ('height', models.PositiveSmallIntegerField(verbose_name='height in pixels')),
                ('small_width', models.PositiveSmallIntegerField(verbose_name='width of the small one in pixels')),
                ('small_height', models.PositiveSmallIntegerField(verbose_name='height of the small one in pixels')),
                ('added_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='added at')),
                ('added_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='added by')),
            ],
            options={
                'verbose_name': 'picture',
                'verbose_name_plural': 'pictures',
                'ordering': ['-added_at'],
            },
        ),
        install_sql("procedures", "pictures_never_change", "edition_shows_pictures_that_are_kept"),
        reinstall_sql("procedures", "plain_words"),
    ]
