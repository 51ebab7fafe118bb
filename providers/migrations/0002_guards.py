"""The database keeps real and made-up doctors apart, and the search index true, whoever writes.

Every statement that touches what the index is made of ends by computing the entries of the doctors it touched,
in the same transaction. Two such transactions must not compute from each other's unfinished work, so the rows of
the doctors are locked first, in one order. Waiting helps only where each statement sees what was committed before
it, hence READ COMMITTED.
"""

from django.db import migrations

from drez_site.foundation.sql import install_sql

DEMONSTRABLE = [
    "providers_provider",
    "providers_location",
    "providers_historicalprovider",
    "providers_historicallocation",
]
# Every version stays as it was written.
HISTORY = [
    "providers_historicalspecialty",
    "providers_historicallanguage",
    "providers_historicalprovider",
    "providers_historicalprovider_specialties",
    "providers_historicalprovider_languages",
    "providers_historicalprovider_publications",
    "providers_historicalboardcertification",
    "providers_historicalstatelicense",
    "providers_historicallocation",
    "providers_historicaloffering",
    "providers_historicalphoto",
    "providers_historicalpractice",
]
# Whoever changes what patients read here makes a new version of the content.
PUBLIC = [
    "providers_boardcertification",
    "providers_language",
    "providers_location",
    "providers_offering",
    "providers_photo",
    "providers_place",
    "providers_practice",
    "providers_provider",
    "providers_provider_languages",
    "providers_provider_publications",
    "providers_provider_specialties",
    "providers_searchentry",
    "providers_searchname",
    "providers_specialty",
    "providers_statelicense",
]
# What the index is made of, besides the locations, and the column that names the doctor.
INDEXED = {
    "providers_provider": "id",
    "providers_practice": "provider_id",
    "providers_offering": "provider_id",
    "providers_provider_specialties": "provider_id",
    "providers_provider_languages": "provider_id",
}


class Migration(migrations.Migration):
    dependencies = [("providers", "0001_initial"), ("foundation", "0001_initial")]

    operations = [
        *(install_sql("foundation", "demonstration_only", table=table) for table in DEMONSTRABLE),
        install_sql("providers", "folded_name", "name_words"),
        install_sql(
            "providers",
            "true_search_entries",
            "write_search_entries",
            "refresh_search_entries",
            "rebuild_search_entries",
            "wrong_search_entries",
            "missing_search_names",
        ),
        install_sql("providers", "typed_name_words", "name_meanings", "names_meant"),
        install_sql(
            "providers", "search_entries_start_again", "search_entries_follow", "search_entries_follow_locations"
        ),
        *(
            install_sql("providers", "part_of_the_search_index", table=table, doctor_column=column)
            for table, column in INDEXED.items()
        ),
        *(install_sql("foundation", "history_stays", table=table) for table in HISTORY),
        *(install_sql("foundation", "moves_the_content_version", table=table) for table in PUBLIC),
    ]
