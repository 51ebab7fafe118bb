"""An approval ends with its row, and ended where the row is gone. The number of such a row never changes."""

from django.db import migrations

from drez_site.foundation.sql import install_sql, reinstall_sql

END = """
DO $$
DECLARE
    of_field record;
BEGIN
    FOR of_field IN SELECT DISTINCT subject_table, field FROM foundation_approvedwords LOOP
        EXECUTE format(
            'INSERT INTO foundation_approvedwords
                 (subject_table, subject_id, field, words, reviewer_name, reviewer_credentials, approved_at)
             SELECT DISTINCT %2$L, subject_id, %1$L, '''', '''', '''', statement_timestamp()
             FROM foundation_approvedwords AS gone
             WHERE subject_table = %2$L AND field = %1$L AND approved_words(%2$L, subject_id) ? %1$L
                 AND NOT EXISTS (SELECT FROM %2$I WHERE id = gone.subject_id)',
            of_field.field, of_field.subject_table);
    END LOOP;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("foundation", "0009_returned_words")]

    operations = [
        install_sql("foundation", "number_of_words_never_changes"),
        reinstall_sql("foundation", "write_waiting_words"),
        migrations.RunSQL(END, migrations.RunSQL.noop),
    ]
