"""Use my location: a coarse point in, a ZIP code out, and nothing of it anywhere else."""

import json
import logging
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from providers.places import nearest_zip_code

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]

HERE = {"latitude": 36.02, "longitude": -78.94}
OURS = {"sec-fetch-site": "same-origin"}


def ask(position, headers=OURS, address="/doctors/locate/"):
    body = position if isinstance(position, str | bytes) else json.dumps(position)
    return Client(enforce_csrf_checks=True).post(
        address, body, content_type="application/json", headers=headers
    )


@pytest.mark.parametrize("address", ["/doctors/locate/", "/es/doctors/locate/"])
def test_the_nearest_zip_code(address):
    response = ask(HERE, address=address)
    assert (response.status_code, response.json()) == (200, {"near": "27705"})
    assert response.headers["Cache-Control"] == "no-store"
    assert not response.cookies


@pytest.mark.parametrize(
    ("position", "zip_code"),
    [
        ((36.06, -78.86), "27710"),
        ((35.60, -82.56), "28801"),
        ((61.20, -149.90), "99501"),
        ((18.46, -66.10), "00901"),
        ((7.10, 171.38), "96960"),
        ((7.10, -188.62), "96960"),
    ],
)
def test_everywhere(position, zip_code):
    assert nearest_zip_code(*position).zip_code == zip_code


@pytest.mark.parametrize(
    "position", [(51.5, -0.12), (0, 0), (90, 0), (-90, 180), (7.1, -171.4), (48.85, 2.35)]
)
def test_far_from_every_zip_code(position):
    assert nearest_zip_code(*position) is None
    response = ask(dict(zip(HERE, position, strict=True)))
    assert (response.status_code, response.json()) == (404, {"reason": "abroad"})


def test_past_the_180th_meridian():
    from providers.models import Place

    Place.objects.filter(zip_code="99501").update(latitude=52.0, longitude=179.9)
    assert nearest_zip_code(52.0, -179.9).zip_code == "99501"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "null",
        "{}",
        '{"latitude": 36}',
        '{"latitude": "36", "longitude": "-78"}',
        "\x00",
        b"\xff\xfe",
    ]
    + ['{"latitude": true, "longitude": false}', '{"latitude": NaN, "longitude": 1}', "[" * 190]
    + [
        '{"latitude": 91, "longitude": 0}',
        '{"latitude": 0, "longitude": -180.1}',
        '{"latitude": 1e999, "longitude": 0}',
    ]
    + ['{"latitude": [36], "longitude": {}}', "latitude=36&longitude=-78"],
)
def test_anything_else_is_refused(body):
    response = ask(body)
    assert (response.status_code, response.json()) == (400, {"reason": "format"})
    assert response.headers["Cache-Control"] == "no-store"


def test_a_long_question_is_refused_unread():
    assert ask(json.dumps(HERE) + " " * 200).status_code == 413


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"origin": "http://testserver"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "none"}, 403),
        ({"sec-fetch-site": "cross-site", "origin": "http://testserver"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "http://["}, 403),
        ({"origin": "http://a\u2100b"}, 403),
        ({}, 403),
    ],
)
def test_only_our_own_pages_may_ask(headers, status):
    assert ask(HERE, headers).status_code == status


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_by_post(client, method):
    response = getattr(client, method)("/doctors/locate/", headers=OURS)
    assert response.status_code == 405


def test_the_database_and_the_log_never_hear_the_position(caplog):
    position = {"latitude": 36.0234567, "longitude": -78.9456789}
    with CaptureQueriesContext(connection) as queries, caplog.at_level(logging.DEBUG):
        assert ask(position).status_code == 200
        assert ask(position, {"origin": "https://evil.example"}).status_code == 403
        assert ask({"latitude": 51.5074, "longitude": -0.1278}).status_code == 404
    asked = " ".join(query["sql"] for query in queries)
    assert asked.count('FROM "providers_place"') == 2
    for words in (asked, caplog.text):
        assert not re.search(r"36\.0|78\.9|51\.5|0\.12", words), words
