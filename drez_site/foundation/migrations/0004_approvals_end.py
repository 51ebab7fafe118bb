"""An approval ends when its words are emptied, and ended where they are empty."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from drez_site.foundation.sql import reinstall_sql

END = """
DO $$
DECLARE
    of_field record;
BEGIN
    FOR of_field IN SELECT DISTINCT subject_table, field FROM foundation_approvedwords LOOP
        EXECUTE format(
            'INSERT INTO foundation_approvedwords
                 (subject_table, subject_id, field, words, reviewer_name, reviewer_credentials, approved_at)
             SELECT %2$L, id, %1$L, '''', '''', '''', statement_timestamp() FROM %2$I
             WHERE words_alone(%1$I::text) = '''' AND approved_words(%2$L, id) ? %1$L',
            of_field.field, of_field.subject_table);
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("foundation", "0003_approved_words"),
    ]

    operations = [
        migrations.AlterField(
            model_name="approvedwords",
            name="approved_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="approved by",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvedwords",
            constraint=models.CheckConstraint(
                name="words_are_approved_by_somebody",
                condition=models.Q(words="", approved_by=None) | models.Q(words__gt="", approved_by__gt=0),
            ),
        ),
        reinstall_sql("foundation", "approved_words", "words_are_approved", "write_waiting_words"),
        migrations.RunSQL(END, migrations.RunSQL.noop),
    ]
