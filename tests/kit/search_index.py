"""The search index as it stands in the database."""

from django.db import connection

from providers.models import SearchEntry


def wrong_entries() -> int:
    """How many entries differ from what a rebuild would write."""
    return sql("SELECT count(*) FROM wrong_search_entries()")


def sql(statement, *parameters):
    """Run a statement; of one that answers, the first value."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone()[0] if cursor.description else None


def terms(provider) -> set[str]:
    """Of the one entry of a doctor, without those of an operation together with another fact."""
    return {term for term in all_terms(provider) if term[1:].isdigit()}


def all_terms(provider) -> set[str]:
    (row,) = SearchEntry.objects.filter(provider=provider).values_list("terms", flat=True)
    return {term.strip("'") for term in row.split()}
