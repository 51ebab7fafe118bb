"""Stored or not, a request is answered alike: the site behind the store, compared with the site itself."""

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext

from drez_site.delivery import compression, content_watch, page_store
from drez_site.delivery.content_watch import ContentWatch
from drez_site.delivery.page_store import PageStore
from drez_site.foundation.content_version import Version, as_of, read_version
from procedures.models import Publication
from procedures.publishing import retractions
from providers.models import Location, Offering, Practice, Provider
from tests.kit.database_faults import database_away
from tests.kit.directory import make_doctor, make_location
from tests.kit.documents import (
    author,
    make_draft_article,
    make_edition,
    make_paper,
    make_procedure,
    make_signed_article,
    make_signed_summary,
)
from tests.kit.staff_accounts import make_staff
from tests.kit.turns import part_of_today
from tests.kit.wsgi import ask
from tests.system.public_pages import EXAMPLES, public_routes

commits = pytest.mark.django_db(transaction=True)
VERSION = Version("one", datetime(2100, 1, 1, tzinfo=ZoneInfo("UTC")))


class Standing:
    """A watch that always sees the same version."""

    def current(self):
        return VERSION.name


class Counted:
    """An application, and how often it was asked."""

    def __init__(self, application):
        self.application, self.asked = application, 0

    def __call__(self, environ, start_response):
        self.asked += 1
        return self.application(environ, start_response)


@pytest.fixture(autouse=True)
def connection_of_the_test(monkeypatch):
    """A request must not close it: it is in the middle of the test's transaction."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)


@pytest.fixture
def site():
    return Counted(WSGIHandler())


@contextmanager
def store_in_front_of(site):
    """With the version given, because a test's transaction has no snapshot of its own."""
    with as_of(VERSION):
        yield PageStore(site, Standing(), 32_000_000)


FILES = [
    "/evidence/Deer2017.bib",
    "/evidence/Deer2017.ris",
    "/sitemap.xml",
    "/robots.txt",
    "/site.webmanifest",
    "/favicon.ico",
    "/.well-known/security.txt",
    "/nowhere/",
    "/privacy",
    "/doctors/?near=27710",
    "/evidence/?q=pain",
    "/search/?q=pain",
    "/?gclid=abc",
]
WAYS = {
    "plain": {},
    "brotli": {"accept_encoding": "gzip, deflate, br"},
    "gzip": {"accept_encoding": "gzip"},
    "head": {"method": "HEAD", "accept_encoding": "br"},
    "cookies": {"cookie": f"sessionid={'x' * 32}; csrftoken={'y' * 32}", "accept_language": "es"},
}


def addresses(nightly: bool) -> list[str]:
    """One of every second route, tomorrow of the others, a few of them in Spanish; at night all in all."""
    doctor, location = Provider.objects.public().first(), Location.objects.public().first()
    marks = {"@doctor": f"/doctors/{doctor.slug}/", "@location": f"/locations/{location.slug}/"}
    marks["@report"] = f"{marks['@doctor']}report/"
    assert public_routes() <= EXAMPLES.keys()
    examples = [[marks.get(path, path) for path in paths] for paths in EXAMPLES.values()]
    examples = [[path for path in paths if path.startswith("/")] for paths in examples]
    chosen = part_of_today([paths for paths in examples if paths], 2, nightly)
    pages = [path for paths in chosen for path in (paths if nightly else paths[:1])]
    spanish = [f"/es{path}" for path in (pages if nightly else pages[:3])]
    return [*pages, *spanish, *FILES]


NEW_IN_A_FORM = ("Set-Cookie", "ETag", "Expires")


def compared(heard, method):
    """Everything but what a form has anew in each answer, and the body of a HEAD, which no server sends."""
    if "Set-Cookie" in heard.named:
        return heard.status, [pair for pair in heard.headers if pair[0] not in NEW_IN_A_FORM]
    return heard._replace(body=b"") if method == "HEAD" else heard


def test_every_address_is_answered_to_the_byte_as_without_a_store(loaded, site, nightly, monkeypatch):
    for module in (compression, page_store):  # what is kept is worth more than a hurry
        monkeypatch.setattr(module, "quickest", compression.packed)
    plain, unlike, kept = WSGIHandler(), [], 0
    swept = addresses(nightly)
    with store_in_front_of(site) as store:
        for address in swept:
            etag = ask(plain, address).named.get("ETag", '"none"')
            ways = WAYS | {"known": {"if_none_match": etag, "accept_encoding": "br"}}
            before = site.asked
            for way, asked in ways.items():
                method = asked.get("method", "GET")
                expected = compared(ask(plain, address, **asked), method)
                for _ in range(2):
                    if compared(ask(store, address, **asked), method) != expected:
                        unlike.append((address, way))
            kept += site.asked == before + 1
    assert unlike == []
    assert len(swept) > (130 if nightly else 28)
    assert kept > (75 if nightly else 12), "one question for a dozen answers"


LINKS_OF_OURS = {
    "/procedures/drez-lesioning/?sheet=doctor",
    "/evidence/?procedure=drg-stimulation&level=2",
    "/evidence/?page=2",
    "/procedures/compare/?option=drez&option=drg&show=chosen",
    "/doctors/?procedure=drez-lesioning",
    "/doctors/?page=2",
    "/doctors/map/?procedure=drez-lesioning",
    "/es/doctors/map/nc/?procedure=drez-lesioning",
}
LIKE_THEM = [
    *(f"/procedures/drez-lesioning/?sheet={rest}" for rest in ("other", "doctor&sheet=doctor")),
    *(f"/evidence/?{query}" for query in ("level=2&procedure=drg-stimulation", "level=9", "page=02")),
    *(f"/procedures/compare/?option={rest}" for rest in ("other", "drg&option=drez&show=chosen")),
    "/procedures/compare/?option=drez&option=drg&show=other",
    *(f"/doctors/{path}?procedure=other" for path in ("", "map/")),
    "/doctors/map/?procedure=drez-lesioning&procedure=drez-lesioning",
]


def test_the_store_has_no_room_for_what_only_looks_like_a_link_of_ours(loaded, site):
    """Of which a stranger could ask for more than it holds, until no reader finds a page there."""
    with store_in_front_of(site) as store:
        answers = {ask(store, address).status for address in [*LINKS_OF_OURS, *LIKE_THEM]}
        answers |= {
            ask(store, environ={"HTTP_HOST": host}).status for host in ("TESTSERVER", "testserver:81")
        }
    assert answers == {"200 OK"}
    assert {f"{path}?{query}" for *_, path, query in store._pages} == LINKS_OF_OURS


@commits
@pytest.mark.parametrize("address", ["/", "/procedures/drez-lesioning/", "/es/contact/"])
def test_of_a_stored_page_the_database_is_asked_nothing(site, address):
    make_signed_article()
    store = PageStore(site, ContentWatch(60, 3600), 32_000_000)
    page = ask(store, address)
    with CaptureQueriesContext(connection) as questions:
        assert ask(store, address) == page
    assert (len(questions), site.asked) == (0, 1)


def test_a_host_that_is_not_ours_is_refused_as_ever(db, site):
    with store_in_front_of(site) as store:
        assert ask(store).status == "200 OK"
        for _ in range(2):
            heard = ask(store, environ={"HTTP_HOST": "evil.example"})
            assert heard == ask(WSGIHandler(), environ={"HTTP_HOST": "evil.example"})
            assert heard.status == "400 Bad Request"
        assert ask(store, environ={"HTTP_HOST": "localhost"}).status == "200 OK"


def test_without_tls_every_page_leads_to_tls(db, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    with store_in_front_of(Counted(WSGIHandler())) as store:
        for _ in range(2):
            page = ask(store, environ={"HTTP_X_FORWARDED_PROTO": "https"})
            assert page.status == "200 OK"
            assert page.named["Strict-Transport-Security"]
            for proto in ({}, {"HTTP_X_FORWARDED_PROTO": "http"}, {"HTTP_X_FORWARDED_PROTO": "http, https"}):
                heard = ask(store, environ=proto)
                assert heard.status == "301 Moved Permanently"
                assert heard.named["Location"] == "https://testserver/"


def test_who_is_signed_in_reads_what_everybody_reads_and_their_own_pages_are_not_kept(db, site, client):
    make_signed_article()
    client.force_login(make_staff(is_superuser=True))
    cookie = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    draft = make_draft_article(language="es")
    preview = f"/admin/procedures/document/{draft.pk}/preview/"
    with store_in_front_of(site) as store:
        assert ask(store, cookie=cookie) == ask(store) == ask(WSGIHandler())
        assert site.asked == 1
        for address in (preview, "/admin/"):
            assert ask(store, address, cookie=cookie).status == "200 OK"
            assert ask(store, address).status == "302 Found"
        assert site.asked == 5
        assert len(store._pages) == 1


@commits
def test_while_the_database_is_away_stored_pages_go_on_for_an_hour(site, monkeypatch, settings):
    settings.CLINIC_PHONE = "+19195550123"
    seconds = [1000.0]
    monkeypatch.setattr(content_watch, "monotonic", lambda: seconds[0])
    store = PageStore(site, ContentWatch(1, 3600), 32_000_000)
    page = ask(store)
    assert page.status == "200 OK"
    with database_away():
        seconds[0] += 3600
        assert ask(store) == page
        seconds[0] += 1
        for address in ("/", "/contact/"):
            heard = ask(store, address)
            assert heard.status == "503 Service Unavailable"
            assert b"911" in heard.body and b"tel:+19195550123" in heard.body
    seconds[0] += 1
    assert ask(store) == page


# Words that change by the clock alone

NEW_YORK = ZoneInfo("America/New_York")
START = datetime(2026, 11, 20, 12, tzinfo=NEW_YORK)


def midnight(year, month, day):
    return datetime(year, month, day, tzinfo=NEW_YORK)


def doctor_who_was_checked():
    doctor = make_doctor("Fresh", make_location())
    Practice.objects.update(accepting_new_patients=True, checked_on=START.date())
    return f"/doctors/{doctor.slug}/", midnight(2027, 2, 19)


def doctor_whose_operation_was_confirmed():
    doctor = make_doctor("Sure", make_location(), does=[make_procedure()])
    Offering.objects.update(confirmed_on=START.date())
    return f"/doctors/{doctor.slug}/", midnight(2027, 2, 19)


def doctor_whose_operation_was_confirmed_long_ago():
    address, _ = doctor_whose_operation_was_confirmed()
    return address, midnight(2027, 5, 20)


def doctor_whose_website_has_the_operation():
    address, moment = doctor_whose_operation_was_confirmed()
    Offering.objects.update(confirmed_on=None, on_website_on=START.date())
    return address, moment


def doctor_on_leave():
    doctor = make_doctor("Away", make_location(), on_leave_until=date(2026, 12, 4))
    Practice.objects.update(accepting_new_patients=True, checked_on=START.date())
    return f"/doctors/{doctor.slug}/", midnight(2026, 12, 5)


def doctor_who_leaves():
    doctor = make_doctor("Leaver", make_location(), left_on=date(2026, 12, 4))
    return f"/doctors/{doctor.slug}/", midnight(2026, 12, 5)


def list_with_a_doctor_who_comes():
    make_doctor("Newcomer", make_location())
    Practice.objects.update(begins_on=date(2026, 12, 5))
    return "/doctors/", midnight(2026, 12, 5)


def list_with_a_doctor_who_was_checked():
    _, moment = doctor_who_was_checked()
    return "/doctors/", moment


def list_with_a_doctor_whose_operation_was_confirmed():
    _, moment = doctor_whose_operation_was_confirmed()
    return "/doctors/?procedure=drez-lesioning", moment


def article_of_an_operation_that_was_confirmed():
    make_edition(make_signed_article(), reviewed_on=START.date(), review_due=date(2027, 12, 31))
    _, moment = doctor_whose_operation_was_confirmed()
    return "/procedures/drez-lesioning/", moment


def article_due():
    make_edition(make_signed_article(), reviewed_on=START.date(), review_due=date(2027, 3, 1))
    return "/procedures/drez-lesioning/", midnight(2027, 3, 2)


def article_two_years_late():
    address, due = article_due()
    return address, due.replace(year=2029)


def paper_under_embargo():
    make_paper(access=Publication.Access.EMBARGOED, embargo_until=date(2026, 12, 5))
    make_signed_summary()
    return "/evidence/Paper2020/", midnight(2026, 12, 5)


def paper_marked_by_one():
    make_signed_summary()
    notice = "https://doi.org/10.1000/x"
    mark = retractions.mark(make_paper(), author(), retracted_on=START.date(), notice=notice)
    return "/evidence/Paper2020/", mark.marked_at + timedelta(hours=24)


# How it is made, and of the words before and after its moment what the other lacks
DATED = {
    "an answer about new patients, after 90 days": (doctor_who_was_checked, "Accepting new patients", None),
    "a confirmed operation, after 90 days": (
        doctor_whose_operation_was_confirmed,
        "Confirmed with",
        "Confirmed November 2026, call to check",
    ),
    "a confirmed operation, after 180 days": (
        doctor_whose_operation_was_confirmed_long_ago,
        "Confirmed November 2026, call to check",
        "Not confirmed since November 2026, call to check",
    ),
    "an operation on a website, after 90 days": (
        doctor_whose_website_has_the_operation,
        "From the office’s website, November 2026, call to check",
        "Call to check",
    ),
    "a leave": (doctor_on_leave, "On leave until", "Accepting new patients"),
    "the last day of a doctor": (doctor_who_leaves, "Sees patients until", "no longer sees patients"),
    "the first day of a doctor, in the list": (list_with_a_doctor_who_comes, None, "Terry Newcomer"),
    "an answer about new patients, in the list": (
        list_with_a_doctor_who_was_checked,
        "Accepting new patients</span>",
        "New patients: ask the clinic",
    ),
    "a confirmed operation, in the list": (
        list_with_a_doctor_whose_operation_was_confirmed,
        "Performs",
        "Confirmed November 2026, call to check",
    ),
    "a confirmed operation, on the page of the operation": (
        article_of_an_operation_that_was_confirmed,
        "told us so",
        "but not confirmed: call to check",
    ),
    "a review that is due": (article_due, None, "Review was due on"),
    "a review two years late": (article_two_years_late, "Review was due on", "took this page down"),
    "an embargo": (paper_under_embargo, "Free to read from", None),
    "a mark of retraction, after a day": (paper_marked_by_one, None, "may have been retracted"),
}


@commits
@pytest.mark.parametrize("fact", DATED)
def test_what_is_dated_changes_on_its_moment_without_any_write(site, clock, fact):
    make, before, after = DATED[fact]
    clock(START)
    address, moment = make()
    store = PageStore(site, ContentWatch(0, 3600), 32_000_000)
    version = read_version()
    ask(store, address)
    clock(moment - timedelta(seconds=1))
    early = [ask(store, address) for _ in range(2)]
    asked = site.asked
    clock(moment)
    late = [ask(store, address) for _ in range(2)]
    assert early[0] == early[1] and late[0] == late[1]
    assert site.asked > asked, "the page from before was not served again"
    said_early, said_late = early[0].body.decode(), late[0].body.decode()
    if before:
        assert before in said_early and before not in said_late
    if after:
        assert after not in said_early and after in said_late
    assert read_version() == version
