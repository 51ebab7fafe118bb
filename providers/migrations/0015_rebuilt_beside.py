from django.db import migrations, models

from drez_site.foundation.sql import reinstall_sql


class Migration(migrations.Migration):

    dependencies = [
        ('providers', '0014_texts_in_other_languages'),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedMeanwhile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('provider_id', models.BigIntegerField(verbose_name='doctor')),
            ],
            options={
                'verbose_name': 'doctor saved during a rebuild',
                'verbose_name_plural': 'doctors saved during a rebuild',
            },
        ),
        reinstall_sql("providers", "true_search_entries", "write_search_entries", "names_meant"),
        # The terms of an operation together with other facts
        migrations.RunSQL("SELECT rebuild_search_entries()", migrations.RunSQL.noop),
    ]
