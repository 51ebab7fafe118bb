"""Threads of one process share connections; when there is none to be had a reader hears soon whom to call."""

import os
import runpy
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.utils import OperationalError
from django.test import Client

from drez_site.embedded_postgres.server import SETTINGS, Server
from tests.kit.documents import make_signed_article

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db(transaction=True)  # other threads see only what is committed
PAGE = "/procedures/drez-lesioning/"
# Seconds to wait for a connection: where there will be one, and where there is none.
PATIENT, IMPATIENT = 20, 0.5


@pytest.fixture(autouse=True)
def numbers_of_the_environment(settings, fresh_process):
    settings.CLINIC_PHONE, settings.CLINIC_URGENT_PHONE = "+19195550100", "+19195550101"


@pytest.fixture
def thread(monkeypatch):
    """Another thread, whose connection comes from a pool of one."""
    of_all_threads = connections.settings["default"]
    ours = connection.settings_dict  # that of this thread stays as it is
    pooled = of_all_threads | {
        "NAME": ours["NAME"],
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": ours["OPTIONS"] | {"pool": {"min_size": 1, "max_size": 1, "timeout": PATIENT}},
    }
    monkeypatch.setitem(connections.settings, "default", pooled)
    with ThreadPoolExecutor(1) as thread:
        yield thread
        thread.submit(close).result()


def close():
    connection.close()
    connection.close_pool()


def lose():
    """The connection of this thread, as when the server is killed."""
    connection.ensure_connection()
    connection.connection.pgconn.finish()
    connection.close()


def ask(path=PAGE):
    """As gunicorn's threads do: the signals around a request give the connection back."""
    response = Client(raise_request_exception=False).get(path)
    connection.close_if_unusable_or_obsolete()
    return response


def says_whom_to_call(response) -> bool:
    assert (response.status_code, response.headers["Retry-After"]) == (503, "30")
    return 'href="tel:+19195550100"' in response.text and 'href="tel:911"' in response.text


def test_a_connection_that_is_lent_again_asks_for_no_server(thread, monkeypatch):
    make_signed_article()
    asked, ensure_running = [], Server.ensure_running
    monkeypatch.setattr(Server, "ensure_running", lambda self: asked.append(1) or ensure_running(self))
    thread.submit(ask).result()
    made = len(asked)
    assert made, "the pool made its connection"
    assert [thread.submit(ask).result().status_code for _ in range(3)] == [200] * 3
    assert len(asked) == made


def test_a_connection_that_the_pool_makes_anew_asks_for_the_server(thread, monkeypatch):
    make_signed_article()
    thread.submit(ask).result()
    asked, ensure_running = [], Server.ensure_running
    monkeypatch.setattr(Server, "ensure_running", lambda self: asked.append(1) or ensure_running(self))
    thread.submit(lose).result()
    assert thread.submit(ask).result().status_code == 200
    assert len(asked) == 1


@pytest.fixture
def held(thread):
    """The only connection, held by somebody else until `held()` gives it back."""
    taken, given_back = threading.Event(), threading.Event()

    def hold():
        connection.ensure_connection()
        connection.pool.timeout = IMPATIENT
        taken.set()
        given_back.wait(20)
        connection.pool.timeout = PATIENT
        connection.close()

    def give_back():
        given_back.set()
        done.result()

    with ThreadPoolExecutor(1) as other:
        done = other.submit(hold)
        assert taken.wait(20)
        yield give_back
        give_back()


def test_after_a_page_its_connection_is_there_for_others(thread):
    make_signed_article()
    assert [thread.submit(ask).result().status_code for _ in range(3)] == [200] * 3
    with ThreadPoolExecutor(1) as other:
        assert other.submit(ask).result().status_code == 200, "of the same pool of one"


def test_whoever_finds_none_hears_whom_to_call_and_the_next_is_answered(thread, held):
    make_signed_article()
    assert says_whom_to_call(thread.submit(ask).result())
    held()
    assert thread.submit(ask).result().status_code == 200


def test_while_the_database_is_away_it_is_503_and_then_it_goes_on(thread, monkeypatch, tmp_path):
    make_signed_article()
    with monkeypatch.context() as away:
        away.setitem(connections.settings["default"]["OPTIONS"]["pool"], "timeout", IMPATIENT)
        away.setattr(Server, "ensure_running", lambda self: str(tmp_path))  # nobody listens there
        assert says_whom_to_call(thread.submit(ask).result())
        assert says_whom_to_call(thread.submit(ask, "/contact/").result())
        thread.submit(close).result()
    assert thread.submit(ask).result().status_code == 200


def test_the_fault_is_one_that_passes(thread, held):
    with pytest.raises(OperationalError, match=r"after 0\.50 sec"):
        thread.submit(lambda: connection.ensure_connection()).result()


def test_no_thread_of_the_server_waits_for_a_connection_and_postgresql_has_enough(monkeypatch):
    monkeypatch.setattr(os, "environ", {})
    server = runpy.run_path(str(ROOT / "gunicorn.conf.py"))
    size = int(os.environ["DATABASE_POOL_SIZE"])
    assert size == server["threads"]
    assert 4 * size <= SETTINGS["max_connections"] / 2, "and half of them for commands and tests"
    assert server["graceful_timeout"] < server["timeout"]
