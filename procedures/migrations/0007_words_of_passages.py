"""Each word of passages belongs to its edition, so that a page that was taken down lends none any more."""

import django.db.models.deletion
from django.db import migrations, models

from drez_site.foundation.sql import install_sql, reinstall_sql, remove_sql


class Migration(migrations.Migration):

    dependencies = [
        ('procedures', '0006_passages'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='passageword', name='passage_word_stands_once'),
        migrations.AddField(
            model_name='passageword',
            name='edition',
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='procedures.edition', verbose_name='edition'
            ),
        ),
        migrations.AddConstraint(
            model_name='passageword',
            constraint=models.UniqueConstraint(fields=('edition', 'word'), name='passage_word_stands_once_in_its_edition'),
        ),
        reinstall_sql('procedures', 'plain_words', 'passages_of', 'write_passages'),
        install_sql('procedures', 'write_passage_words'),
        reinstall_sql('procedures', 'edition_keeps_its_passages'),
        # Their guard steps aside while they are written anew.
        remove_sql('procedures', 'passages_are_derived'),
        migrations.RunSQL(
            '''
            DELETE FROM procedures_passageword;
            DELETE FROM procedures_passage;
            SELECT write_passages(edition) FROM procedures_edition edition;
            SELECT write_passage_words(id) FROM procedures_edition;
            ''',
            migrations.RunSQL.noop,
        ),
        install_sql('procedures', 'passages_are_derived'),
    ]
