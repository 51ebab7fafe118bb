"""Which documents rest on which sources, kept by the database whatever changes their words."""

import django.db.models.deletion
from django.db import migrations, models

from drez_site.foundation.sql import install_sql

DRAFTS = [
    "procedures_document",
    "procedures_abstract",
    "procedures_disagreement",
    "procedures_figure",
    "procedures_finding",
    "procedures_glancefact",
    "procedures_gridrow",
    "procedures_option",
    "procedures_question",
    "procedures_section",
    "procedures_step",
    "procedures_strengthrule",
    "procedures_urgentsign",
]
EDITIONS = """
INSERT INTO procedures_citation (document_id, edition_id, key, citing_table, citing_row)
SELECT DISTINCT edition.document_id, edition.id, source #>> '{}', 'procedures_edition', edition.id
FROM procedures_edition edition, jsonb_path_query(edition.content, '$.sources[*].key') AS source
"""
# Tables with constraints that wait for the end of the transaction take no trigger.
CHECK_NOW = "SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED"


class Migration(migrations.Migration):
    dependencies = [("procedures", "0002_guards")]

    operations = [
        migrations.CreateModel(
            name="Citation",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("citing_table", models.CharField(max_length=63, verbose_name="table")),
                ("citing_row", models.BigIntegerField(verbose_name="row of the table")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="citations",
                        to="procedures.document",
                        verbose_name="document",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        help_text="Empty for the draft.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="citations",
                        to="procedures.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "publication",
                    models.ForeignKey(
                        db_column="key",
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="citations",
                        to="procedures.publication",
                        to_field="key",
                        verbose_name="publication",
                    ),
                ),
            ],
            options={
                "verbose_name": "citation",
                "verbose_name_plural": "citations",
                "ordering": ["document", "edition", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("citing_table", "citing_row", "publication"), name="row_cites_a_source_once"
                    )
                ],
            },
        ),
        install_sql("procedures", "cited_keys", "draft_keeps_its_citations", "edition_keeps_its_citations"),
        *(install_sql("procedures", "citations_of_a_draft", table=table) for table in DRAFTS),
        # Each row is written once more as it is, for the triggers to read it.
        *(migrations.RunSQL(f"UPDATE {table} SET id = id", migrations.RunSQL.noop) for table in DRAFTS),
        migrations.RunSQL(EDITIONS, migrations.RunSQL.noop),
        migrations.RunSQL(CHECK_NOW, migrations.RunSQL.noop),
        install_sql("procedures", "citations_are_derived"),
    ]
