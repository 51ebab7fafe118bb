"""A translation goes live no sooner than the English edition that it names, and is called off with it."""

from django.db import migrations, models

from drez_site.foundation.sql import install_sql, reinstall_sql


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0011_pictures'),
    ]

    operations = [
        migrations.AlterField(
            model_name='calledoff',
            name='why',
            field=models.CharField(choices=[('reviewer', 'a reviewer called it off'), ('newer', 'a newer edition was signed'), ('withdrawn', 'the page was taken down'), ('marked', 'a source that it cites was marked as retracted'), ('signer', 'whoever signed it is no clinical reviewer any more'), ('original', 'the English edition that it translates was called off')], default='reviewer', max_length=9, verbose_name='why'),
        ),
        install_sql("procedures", "edition_translated"),
        reinstall_sql(
            "procedures", "call_off", "edition_is_called_off", "what_calls_editions_off", "edition_is_signed"
        ),
    ]
