"""Whatever comes after the question mark, the search answers, says that there is no such page, or refuses."""

from collections import Counter
from urllib.parse import quote_from_bytes

import pytest
from django.test import RequestFactory
from django.test.client import ClientHandler
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from providers.forms import FindADoctorForm
from tests.kit.directory import make_doctor, make_language, make_location, make_specialty

pytestmark = pytest.mark.django_db

SITE = ClientHandler()  # every middleware, but no record of templates, which would take most of the time
ECHO = "\"'><x-echo a=1>&lt;"
NASTY = [
    ECHO,
    "\x00",
    "27710\x00",
    "' OR 1=1 --",
    "a & !b | (c <-> d):*",
    "!!!",
    "((((",
    "':*",
    "\\",
    "%s %(name)s {0}",
    "{{ 7 }}{% now %}",
    "NaN",
    "-1",
    "1e309",
    "9" * 400,
    "x" * 20_000,
    "é" * 3_000,
    "\ud7ff\U0010ffff\u202e\ufeff",
    "Ünïcödé ß ﬁ 李",
    "../../etc/passwd",
    "27710, 27705; Durham",
]
GOOD = [
    "27710",
    "Durham, NC",
    "Durham",
    "Springfield",
    "drez-lesioning",
    "25",
    "any",
    "yes",
    "confirmed",
    "on",
    "1",
    "2",
]
KEYS = [*FindADoctorForm.base_fields, "name", "q", "size", "specialty", "language", "accepting"]
KEYS += ["telehealth", "wheelchair", "", "near[]", "csrfmiddlewaretoken"]

texts = st.one_of(
    st.sampled_from(GOOD), st.sampled_from(NASTY), st.text(max_size=40), st.text().map(ECHO.__add__)
)
as_bytes = st.one_of(texts.map(lambda text: text.encode("utf-8", "replace")), st.binary(max_size=12))
keys = st.one_of(st.sampled_from(KEYS).map(str.encode), as_bytes)
pairs = st.tuples(keys, as_bytes).map(
    lambda pair: b"=".join(quote_from_bytes(part).encode() for part in pair)
)
query_strings = st.one_of(
    st.lists(pairs, max_size=8).map(b"&".join),
    st.tuples(pairs, st.sampled_from([2, 50, 2_100])).map(
        lambda repeated: b"&".join([repeated[0]] * repeated[1])
    ),
    st.text(st.characters(codec="latin-1"), max_size=80).map(lambda text: text.encode("latin-1")),
)


@pytest.fixture
def asked(country, drez):
    make_doctor("Osei", make_location(), does=[drez], speaks=[make_language()])
    make_doctor("Elsewhere", make_location(at=None), specialties=[make_specialty()])
    return Counter()


@given(query_string=query_strings)
@example(query_string=b"page=99")  # no such page
@example(query_string=b"near=27710&" * 2_100)  # too many
def ask(asked, query_string):
    environ = RequestFactory().get("/doctors/", QUERY_STRING=query_string.decode("latin-1")).environ
    response = SITE(environ)
    asked[response.status_code] += 1
    assert response.status_code in (200, 400, 404, 414)
    page = response.content.decode()
    assert "<x-echo" not in page and "\"'>" not in page and "\x00" not in page
    assert not response.cookies


def test_hundreds_of_query_strings(asked, nightly):
    examples = 2_000 if nightly else 100
    settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )(ask)(asked)
    assert sum(asked.values()) >= examples
    assert asked[200] > examples / 2 and asked[404] and asked[400]
