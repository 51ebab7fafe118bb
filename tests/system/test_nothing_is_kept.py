"""Personal data in every part of a request, and then a look at everything that the site wrote down."""

import json
import re
import time
import urllib.error
import urllib.parse
import urllib.request

import pytest

from drez_site.embedded_postgres.server import Server

SEEDS = {
    "zip": "82190",
    "name": "Quentin Zaphirelli",
    "email": "q.zaphirelli@example.net",
    "latitude": "44.427963",
    "longitude": "110.588455",
    "phone": "+14065550177",
    "token": "5eedc0ffee5eedc0ffee",
    "network": "203.0.113.77",
}
QUERY = {
    "near": SEEDS["zip"],
    "q": SEEDS["name"],
    "email": SEEDS["email"],
    "lat": SEEDS["latitude"],
    "lon": f"-{SEEDS['longitude']}",
    "phone": SEEDS["phone"],
    "token": SEEDS["token"],
}
PATHS = ["/", "/es/", "/doctors/", "/doctors/alex-example/", "/procedures/drez-lesioning/", "/contact/"]
PATHS += ["/glossary/", "/privacy/", "/nowhere/", "/sitemap.xml", "/admin/login/", "/doctors/locate/"]
PATHS += ["/doctors/alex-example/report/", "/static/none.css", "/.well-known/security.txt"]
PATHS_THAT_SAY_IT = [
    f"/doctors/{SEEDS['zip']}/",
    f"/doctors/{SEEDS['email']}/",
    f"/{SEEDS['latitude']},-{SEEDS['longitude']}/",
    f"/admin/once/1/abc-{SEEDS['token']}/",
    f"/admin/set-up/1/abc-{SEEDS['token']}/",
    f"/reports/{SEEDS['token']}/",
    f"/es/reports/{SEEDS['token']}/",
]
HEADERS = {
    "User-Agent": f"{SEEDS['name']} Phone/1.0",
    "Referer": f"https://search.example/?near={SEEDS['zip']}&q={SEEDS['email']}",
    "Authorization": f"Bearer {SEEDS['token']}",
    "Cookie": f"sessionid={SEEDS['token']}; csrftoken={SEEDS['token']}",
    "X-Forwarded-For": SEEDS["network"],
    "X-Request-ID": SEEDS["token"],
    "From": SEEDS["email"],
}
FORM = urllib.parse.urlencode(QUERY | {"note": SEEDS["name"], "password": SEEDS["token"]}).encode()
JSON = json.dumps({"latitude": SEEDS["latitude"], "longitude": SEEDS["longitude"]} | QUERY).encode()

# Every column that can hold words, asked for every seed. All ZIP codes of the country stand in one table, and
# the digits of one may stand within a longer number.
LOOK = """
import re
from django.db import connection
with connection.cursor() as cursor:
    cursor.execute(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND "
        "data_type IN ('text', 'character varying', 'jsonb', 'json', 'tsvector', 'inet', 'ARRAY', 'bytea')"
    )
    columns = cursor.fetchall()
    for table, column in columns:
        zip_code, *others = SEEDS
        words = [re.escape(seed) for seed in others]
        if table != "providers_place":
            words.append(f"(^|[^0-9]){zip_code}($|[^0-9])")
        cursor.execute(
            f'SELECT "{column}"::text FROM "{table}" WHERE "{column}"::text ~* %s LIMIT 1', ["|".join(words)]
        )
        for row in cursor:
            print("FOUND in", table, column, row)
print("LOOKED", len(columns))
"""


def send(url, data=None, **headers) -> int:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data, headers), timeout=20) as response:
            return response.status
    except urllib.error.HTTPError as refused:
        return refused.code


@pytest.fixture(scope="module")
def crawled(unlimited):
    """The site after a visitor told it everything about themselves, in every way there is."""
    site, log = unlimited
    before = len(log.read_text())  # another test may have thrown things at the same site
    statuses = []
    query = urllib.parse.urlencode(QUERY)
    for path in PATHS:
        statuses.append(send(f"{site.url}{path}?{query}", **HEADERS))
        for kind, body in {"application/x-www-form-urlencoded": FORM, "application/json": JSON}.items():
            statuses.append(send(f"{site.url}{path}?{query}", body, **HEADERS | {"Content-Type": kind}))
    statuses += [
        send(site.url + urllib.parse.quote(path, safe="/,@"), **HEADERS) for path in PATHS_THAT_SAY_IT
    ]
    assert len(statuses) == 3 * len(PATHS) + len(PATHS_THAT_SAY_IT)
    assert {200, 404, 405} <= set(statuses) and max(statuses) < 500
    # An answer is written down after it is sent.
    deadline = time.monotonic() + 10
    while log.read_text()[before:].count("gunicorn.access") < len(statuses) and time.monotonic() < deadline:
        time.sleep(0.05)
    return site, log.read_text()[before:], len(statuses)


def test_the_logs_know_nothing(crawled):
    _, log, requests = crawled
    assert [name for name, seed in SEEDS.items() if seed.lower() in log.lower()] == []
    assert [line for line in log.splitlines() if "Zaphirelli" in line] == []
    assert [line for line in log.splitlines() if "127.0.0.1" in line] == []
    lines = [json.loads(line) for line in log.splitlines()]
    access = [line for line in lines if line["logger"] == "gunicorn.access"]
    assert len(access) >= requests
    known = {"time", "level", "logger", "request", "method", "path", "status", "bytes", "ms"}
    assert {name for line in access for name in line} == known
    assert all(re.fullmatch("[0-9a-f]{12}", line["request"]) for line in access)


def test_the_database_knows_nothing(crawled):
    site, _, _ = crawled
    said = site.manage("shell", "--no-imports", "-c", f"SEEDS = {list(SEEDS.values())!r}\n{LOOK}")
    assert "FOUND" not in said
    assert int(re.search(r"LOOKED (\d+)", said)[1]) > 100


def test_the_log_of_the_database_server_knows_nothing(crawled, settings):
    log = Server.at(settings.DATABASES["default"]["OPTIONS"]["root"]).log.read_text(errors="replace")
    assert [name for name, seed in SEEDS.items() if seed.lower() in log.lower()] == []
