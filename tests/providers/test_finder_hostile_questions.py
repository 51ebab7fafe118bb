"""No question breaks the finder, and no page that is not there is made up."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.kit.finder import get

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country", "drez", "drg")]


@pytest.mark.parametrize("page", ["0", "-1", "x", "2", "51", "1e3", "9" * 5_000, "%00", "１２"])
def test_a_page_that_is_not_there(client, three_doctors, page):
    for question in ("", "near=&", "near=%20&", "procedure=drez-lesioning&"):
        get(client, f"/doctors/?{question}page={page}", status=404)


@given(
    st.fixed_dictionaries(
        {"near": st.text()},
        optional={
            name: st.text(max_size=20)
            for name in (
                "procedure",
                "within",
                "specialty",
                "language",
                "accepting",
                "telehealth",
                "q",
                "page",
                "size",
            )
        },
    )
)
def ask(client, answers, question):
    try:
        response = client.get("/doctors/", question)
    except UnicodeEncodeError:
        return  # half a character: no browser can send it
    answers.append(response.status_code)
    assert response.status_code in (200, 404)


def test_no_question_breaks_it(client, nightly):
    examples, answers = 200 if nightly else 20, []
    health = [HealthCheck.function_scoped_fixture]
    settings(max_examples=examples, deadline=None, suppress_health_check=health)(ask)(client, answers)
    assert len(answers) > examples / 2


@pytest.mark.parametrize(
    "near", ["27710%00", "%00", "%F0%9F%92%8A", "x" * 10_000, "%FF%FE", "27710&near=62701"]
)
def test_strange_questions(client, near):
    response = get(client, f"/doctors/?near={near}")
    assert "\x00" not in response.content.decode()
