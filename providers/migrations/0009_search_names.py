"""Two refinements of the search.

A typed word that no name is like, such as "Jr", does not stand in the way of those that are. Entries that are not
on the map have their terms indexed on their own: they are few, and asked for with every question.
"""

from importlib import import_module

from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models

MEANINGS = r"""
-- What a typed word may stand for, as the text of a tsquery: a beginning, a slip away, or (widely) anything like it.
-- NULL when it stands for nothing.
CREATE OR REPLACE FUNCTION name_meanings(typed text, widely boolean) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT '(' || string_agg(meaning, '|') || ')' FROM (
        SELECT quote_literal(typed) || ':*' WHERE length(typed) > 1 AND EXISTS (
            SELECT FROM providers_searchname WHERE word >= typed AND word < typed || U&'\+10FFFF')
        UNION ALL
        SELECT quote_literal(word) FROM providers_searchname WHERE slips && name_slips(typed)
        UNION ALL
        (SELECT quote_literal(word) FROM providers_searchname WHERE widely AND word % typed
         ORDER BY similarity(word, typed) DESC, word LIMIT 8)) meanings (meaning)
$$;
"""

before = import_module("providers.migrations.0006_search_filters").FUNCTIONS
BEFORE = "CREATE OR REPLACE FUNCTION name_meanings" + before.split("CREATE FUNCTION name_meanings")[1].split("-- Whose")[0]


class Migration(migrations.Migration):
    dependencies = [("providers", "0008_report")]

    operations = [
        migrations.RunSQL(MEANINGS, BEFORE),
        migrations.AddIndex(
            "searchentry",
            GinIndex(
                condition=models.Q(("pos__isnull", True)), fields=["terms"], name="search_entry_unplaced_by_terms"
            ),
        ),
    ]
