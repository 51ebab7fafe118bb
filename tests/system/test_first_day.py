"""From an empty database to two signed articles and a listed doctor, by what docs/your-clinic.md says."""

import re
from pathlib import Path

import pytest

from tests.kit.clinic_database import clinic_database
from tests.kit.small_country import LOAD_PLACES

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def clinic(django_db_setup, django_db_blocker, nightly):
    """By night from nothing, by day from a copy of what migrations make."""
    with (
        django_db_blocker.unblock(),
        clinic_database("first_day", template="template1" if nightly else "") as made,
    ):
        made.make_roles()
        if nightly:
            made.manage("owner", "migrate", "--verbosity=0")
            made.manage("owner", "load_places")
            made.make_roles()
        else:
            made.run("owner", "manage.py", "shell", "--no-imports", "-c", LOAD_PLACES)
        yield made


def test_a_clinic_begins_with_the_shipped_words_and_signs_them(clinic, nightly):
    said = clinic.run("web", "-m", "tests.system.first_day", *(["all"] if nightly else []))
    counted = re.search(r"2 articles signed, 1 doctor listed, (\d+) more submitted", said)
    assert int(counted[1]) > (150 if nightly else 15)


def test_the_guide_names_the_same_steps():
    guide = (ROOT / "docs/your-clinic.md").read_text()
    steps = re.findall(r"roles\.sql|manage\.py (\w+)", guide.partition("gunicorn")[0])
    assert steps == ["", "migrate", "load_places", "", "collectstatic", "write_proxy_pages"] + [
        "start_clinic",
        "create_staff",
    ]
