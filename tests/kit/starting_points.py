"""What the database holds when a test begins: loaded once for all workers of a run, and copied for each."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from drez_site.assembly import demonstration
from procedures import content_files
from providers.demonstration import load_directory
from tests.databases import Databases, connected_to

from .small_country import few_summaries, in_a_small_country


def load_small_demonstration():
    with pytest.MonkeyPatch.context() as patch:
        in_a_small_country(patch)
        demonstration.load()


def load_few_documents():
    with pytest.MonkeyPatch.context() as patch:
        few_summaries(patch)
        content_files.load()


def load_made_up_directory():
    content_files.load_procedures()
    load_directory()


@dataclass(frozen=True)
class StartingPoint:
    """What `load` adds to the starting point that it begins from, or to what the migrations wrote."""

    load: Callable[[], object]
    begins_from: str | None = None


# fixture: what the database holds for a test that asks for it
STARTING_POINTS = {
    "shipped": StartingPoint(content_files.load, begins_from="few_documents"),
    "few_documents": StartingPoint(load_few_documents),
    "loaded": StartingPoint(load_small_demonstration, begins_from="few_documents"),
    "made_up_directory": StartingPoint(load_made_up_directory),
}


def template_of(name: str, databases: Databases) -> str:
    """The database to copy for this starting point; made now, unless another worker has made it."""
    point = STARTING_POINTS[name]
    begin = template_of(point.begins_from, databases) if point.begins_from else databases.migrated

    def fill(database: str):
        with connected_to(database):
            point.load()

    return databases.shared(name, fill, begin)[0]
