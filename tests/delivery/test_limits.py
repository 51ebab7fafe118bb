"""Forms are limited for each network, on all processes together; reading never is."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve

from drez_site.clinic.models import ClinicProfile
from drez_site.delivery.limits import network_hash, seconds_to_wait
from drez_site.delivery.models import RequestCount

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def strict(settings):
    settings.RATE_LIMITS = {"admin:login": (2, 300)}


def sign_in(client, address="203.0.113.9", **headers):
    return client.post("/admin/login/", {"username": "x"}, REMOTE_ADDR=address, headers=headers)


@pytest.mark.django_db
def test_one_too_many_is_told_in_plain_words_when_to_come_back(client, strict, clock):
    clock(NOON + timedelta(seconds=60))
    ClinicProfile(name="Test Clinic", phone="+19195550100").save()
    assert [sign_in(client).status_code for _ in range(2)] == [200, 200]
    refused = sign_in(client)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "240"
    assert refused.headers["Cache-Control"] == "no-store"
    assert "Please try again in 4 minutes." in refused.text
    assert "Inténtelo de nuevo en 4 minutos." in refused.text
    assert sign_in(client, "203.0.113.10").status_code == 200, "somebody else is not held up"
    clock(NOON + timedelta(seconds=301))
    assert sign_in(client).status_code == 200


@pytest.mark.django_db
def test_other_sites_cannot_use_up_what_our_visitors_may_send(settings):
    """What the check of the origin refuses is not counted."""
    settings.RATE_LIMITS = {"admin:login": (1, 300), "providers:locate": (1, 300)}
    browser = Client(enforce_csrf_checks=True, headers={"sec-fetch-site": "cross-site"})
    foreign = {"origin": "https://evil.example"}
    assert [sign_in(browser, **foreign).status_code for _ in range(3)] == [403] * 3
    assert [browser.post("/doctors/locate/", headers=foreign).status_code for _ in range(3)] == [403] * 3
    assert RequestCount.objects.count() == 0
    ours = Client(headers={"sec-fetch-site": "same-origin"})
    assert [sign_in(ours).status_code for _ in range(2)] == [200, 429]
    assert [ours.post("/doctors/locate/").status_code for _ in range(2)] == [400, 429]


@pytest.mark.django_db
def test_reading_is_never_limited_and_never_counted(client, strict, django_assert_num_queries):
    for _ in range(2):
        sign_in(client)
    assert sign_in(client).status_code == 429
    for path in ("/", "/doctors/?near=27710", "/admin/login/", "/privacy/"):
        assert client.get(path).status_code == 200
    assert RequestCount.objects.get().times == 3


def test_every_limit_is_of_a_page_that_exists(settings):
    names = {resolve(path).view_name for path in ("/admin/login/", "/doctors/x/report/", "/doctors/locate/")}
    assert len(names) == 3
    assert names == set(settings.RATE_LIMITS)


@pytest.mark.django_db
def test_a_count_holds_no_address_and_means_nothing_tomorrow(client, strict, clock):
    clock(NOON)
    sign_in(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(c)::text FROM delivery_requestcount c")
        assert "203.0.113.9" not in cursor.fetchone()[0]
    today = network_hash("203.0.113.9")
    assert today == RequestCount.objects.get().network
    clock(NOON + timedelta(days=1))
    assert network_hash("203.0.113.9") != today


def test_the_key_is_secret(settings):
    one = network_hash("203.0.113.9")
    settings.SECRET_KEY = "another"
    assert network_hash("203.0.113.9") != one


def test_a_customer_with_many_addresses_is_one_network():
    assert network_hash("2001:db8:1:2::1") == network_hash("2001:db8:1:2:ffff::9")
    assert network_hash("2001:db8:1:2::1") != network_hash("2001:db8:1:3::1")
    assert network_hash("203.0.113.9") != network_hash("203.0.113.10")
    assert network_hash(None) == network_hash("")


@pytest.mark.django_db
@pytest.mark.parametrize("depth", [1, 2])
def test_behind_proxies_the_address_is_the_one_that_our_outermost_proxy_saw(client, strict, settings, depth):
    settings.PROXY_DEPTH = depth
    ours = ["198.51.100.7"][: depth - 1]

    def through_proxies(visitor, forged):
        return sign_in(
            client, "192.0.2.1", **{"x-forwarded-for": ", ".join([forged, visitor, *ours])}
        ).status_code

    assert [through_proxies("203.0.113.9", f"10.0.0.{n}") for n in range(3)] == [200, 200, 429]
    assert through_proxies("203.0.113.10", "203.0.113.9") == 200


@pytest.mark.django_db
def test_without_proxies_nobody_chooses_an_address(client, strict):
    forged = [sign_in(client, **{"x-forwarded-for": f"10.0.0.{n}"}).status_code for n in range(3)]
    assert forged == [200, 200, 429]


@pytest.mark.django_db
def test_old_counts_go_with_the_next_attempt(client, strict, clock):
    clock(NOON)
    sign_in(client)
    clock(NOON + timedelta(hours=1))
    sign_in(client, "203.0.113.10")
    assert RequestCount.objects.get().starts_at == NOON + timedelta(hours=1)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_all_counted():
    def one(_):
        try:
            return seconds_to_wait("form", "203.0.113.9", times=25, seconds=86_400)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(one, range(40)))
    assert sum(wait == 0 for wait in waits) == 25
    assert RequestCount.objects.get().times == 40


@pytest.mark.django_db
def test_the_table_is_not_written_twice():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'delivery_requestcount'")
        assert cursor.fetchone()[0] == "u"
