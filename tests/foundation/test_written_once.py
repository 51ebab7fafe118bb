"""Querysets whose SQL is written once answer like those that are written at each use."""

import threading
from datetime import date, datetime, timedelta

import pytest
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import BigIntegerField, F, Func, Q, Value
from django.utils import timezone, translation

from drez_site.foundation.sql.written_once import NotWrittenOnce, written_once
from procedures.models import Edition, Procedure
from tests.kit.documents import make_procedure, make_signed_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def procedures():
    return [make_procedure(slug, name=f"Name {slug}", position=n) for n, slug in enumerate(["a", "b", "c"])]


def test_each_use_has_its_own_answer_by_the_same_statement(procedures, django_assert_num_queries):
    made = []

    @written_once
    def named(slug: str, position: int):
        made.append(slug)
        return Procedure.objects.filter(Q(slug=slug) | Q(position=position)).annotate(twice=F("position") * 2)

    with django_assert_num_queries(3) as asked:
        assert named(slug="a", position=2) == [procedures[0], procedures[2]]
        assert named(slug="b", position=2) == [procedures[1], procedures[2]]
        assert [each.twice for each in named(slug="' OR true --", position=2)] == [4]
    assert len(made) == 1
    assert {each["sql"].split("WHERE")[0] for each in asked.captured_queries} == {
        asked.captured_queries[0]["sql"].split("WHERE")[0]
    }


def test_the_rows_are_those_of_django_with_what_belongs_to_them(procedures, django_assert_num_queries):
    document = make_signed_article(procedures[0], language="es")

    @written_once
    def editions(language: str, since: datetime, today: date):
        found = Edition.objects.filter(document__language=language, published_at__gt=since)
        return found.filter(review_due__gt=today).select_related("document__procedure").defer("content")

    since, today = timezone.now() - timedelta(days=1), timezone.localdate()
    (found,) = editions(language="es", since=since, today=today)
    assert found == Edition.objects.get(document=document)
    assert found.get_deferred_fields() == {"content"}
    with django_assert_num_queries(0):
        assert found.document.procedure.name == "Name a"
    assert editions(language="en", since=since, today=today) == []
    assert editions(language="es", since=timezone.now(), today=today) == []
    assert editions(language="es", since=since, today=found.review_due) == []


def test_the_rows_of_a_list_of_numbers_may_be_none(procedures):
    @written_once
    def numbered(numbers: list[int]):
        listed = Value(numbers, ArrayField(BigIntegerField()))
        wanted = Func(listed, template="(SELECT unnest(%(expressions)s))", output_field=BigIntegerField())
        return Procedure.objects.filter(pk__in=wanted)

    assert numbered(numbers=[procedures[1].pk, procedures[2].pk]) == procedures[1:]
    assert numbered(numbers=[]) == []


@pytest.mark.parametrize(
    ("what", "make", "asked"),
    [
        ("the clock", lambda: Edition.objects.filter(review_due__gt=timezone.localdate()), {}),
        ("the clock", lambda: Edition.objects.filter(published_at__lt=timezone.now()), {}),
        ("what is lost", lambda slug: Procedure.objects.all(), {"slug": "a"}),
        ("what is changed", lambda slug: Procedure.objects.filter(slug__icontains=slug), {"slug": "a"}),
        ("no value", lambda slug: Procedure.objects.filter(slug=slug), {"slug": None}),
        ("more queries", lambda: Procedure.objects.prefetch_related("addresses"), {}),
    ],
)
def test_what_would_be_kept_for_ever_is_refused(what, make, asked):
    with pytest.raises(NotWrittenOnce):
        written_once(make)(**asked)


def test_the_language_of_the_page_is_not_there_to_be_kept():
    seen = []

    @written_once
    def procedures():
        seen.append(translation.get_language())
        return Procedure.objects.all()

    with translation.override("es"):
        procedures()
        assert translation.get_language() == "es"
    assert seen == [None]


def test_each_thread_asks_by_its_own_connection(procedures):
    @written_once
    def all_of_them():
        return Procedure.objects.all()

    assert all_of_them() == procedures
    answers = []

    def ask():
        answers.append(all_of_them())
        connection.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert answers == [[]], "another connection does not see what this test has not committed"
