"""The promise in the database: nothing medical is public without a clinician's signature.

Every function fixes its search path with pg_temp last, so that a temporary table cannot stand in for ours.
"""

from django.db import migrations

from drez_site.foundation.sql import install_sql

DRAFTS = [
    "procedures_document",
    "procedures_abstract",
    "procedures_answer",
    "procedures_disagreement",
    "procedures_figure",
    "procedures_finding",
    "procedures_glancefact",
    "procedures_gridrow",
    "procedures_option",
    "procedures_phrase",
    "procedures_question",
    "procedures_saying",
    "procedures_section",
    "procedures_standing",
    "procedures_step",
    "procedures_strengthrule",
    "procedures_urgentsign",
]
NUMBERED = ["procedures_document", "procedures_procedure", "procedures_publication"]
DEMONSTRABLE = ["procedures_document", "procedures_edition"]
# Every version stays as it was written.
HISTORY = [
    "procedures_historicalprocedure",
    "procedures_historicalpublication",
    "procedures_historicalpublication_procedures",
    "procedures_historicalglossaryterm",
]
# Whoever changes what patients read here makes a new version of the content.
PUBLIC = [
    "procedures_edition",
    "procedures_procedure",
    "procedures_procedureaddress",
    "procedures_publication",
    "procedures_publication_procedures",
    "procedures_retraction",
    "procedures_withdrawal",
]


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial"), ("foundation", "0001_initial")]

    operations = [
        install_sql("procedures", "refuse_signature", "words_hash", "words_by_place"),
        install_sql(
            "procedures",
            "named_rows",
            "says_of_row",
            "typed_words",
            "base_of_changes",
            "writers_of_typed_words",
            "writers_of_named_rows",
            "writers_of_words",
        ),
        install_sql(
            "procedures", "submission_is_hashed", "draft_change_ends_submission", "emptied_drafts_end_submissions"
        ),
        *(install_sql("procedures", "part_of_a_draft", table=table) for table in DRAFTS),
        install_sql("procedures", "cited_keys", "draft_keeps_its_citations", "edition_keeps_its_citations"),
        *(install_sql("procedures", "citations_of_a_draft", table=table) for table in DRAFTS),
        install_sql("procedures", "citations_are_derived"),
        install_sql(
            "procedures",
            "revision_follows_the_last",
            "revisions_never_change",
            "revisions_go_with_their_document",
            "row_revisions_never_change",
        ),
        install_sql(
            "procedures",
            "signed_document_stays_what_it_is",
            "edition_is_signed",
            "editions_never_change",
            "demonstration_history_goes_whole",
            "withdrawal_is_signed",
            "withdrawals_never_change",
            "demonstration_withdrawal_goes_with_its_edition",
        ),
        install_sql(
            "procedures",
            "retraction_is_marked",
            "retractions_are_never_deleted",
            "edition_rests_on_no_marked_source",
        ),
        install_sql("procedures", "number_never_changes"),
        *(install_sql("procedures", "keeps_its_number", table=table) for table in NUMBERED),
        install_sql(
            "procedures",
            "procedure_keeps_its_addresses",
            "addresses_never_change",
            "signed_source_keeps_its_key",
        ),
        install_sql(
            "procedures",
            "signed_document_is_never_deleted",
            "signed_procedure_is_never_deleted",
            "signed_source_is_never_deleted",
        ),
        *(install_sql("foundation", "demonstration_only", table=table) for table in DEMONSTRABLE),
        *(install_sql("foundation", "history_stays", table=table) for table in HISTORY),
        *(install_sql("foundation", "moves_the_content_version", table=table) for table in PUBLIC),
    ]
