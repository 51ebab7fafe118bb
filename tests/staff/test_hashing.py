"""However many sign in at once, two passwords are hashed at a time, and readers keep threads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.test import Client

from drez_site.foundation.heavy_work import HEAVY_WORK, TooMuchAtOnce, Turns
from drez_site.settings import base
from drez_site.staff import hashing
from drez_site.staff.hashing import BoundedArgon2PasswordHasher
from tests.kit.staff_accounts import make_staff


@pytest.fixture
def argon2(settings):
    settings.PASSWORD_HASHERS = base.PASSWORD_HASHERS


class Crowd:
    """Work that waits until it is let go, and knows how much of it went on at once."""

    def __init__(self):
        self.now, self.most, self.lock, self.go = 0, 0, Lock(), Event()

    def work(self):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        self.go.wait(20)
        with self.lock:
            self.now -= 1


def test_two_work_two_wait_and_the_others_are_told_at_once():
    turns, crowd, refused = Turns(at_once=2, waiting=2, seconds=20), Crowd(), []

    def one(_):
        try:
            with turns.one():
                crowd.work()
            return True
        except TooMuchAtOnce:
            refused.append(True)
            if len(refused) == 6:
                crowd.go.set()  # the six were refused while nobody had finished
            return False

    with ThreadPoolExecutor(10) as pool:
        done = list(pool.map(one, range(10)))
    assert (sum(done), len(refused), crowd.most) == (4, 6, 2)


def test_who_waits_in_vain_is_told_and_leaves_the_place_to_others():
    turns = Turns(at_once=1, waiting=1, seconds=0.01)
    with turns.one():
        for _ in range(3):
            with pytest.raises(TooMuchAtOnce, match="in vain"), turns.one():
                pass
    with turns.one():
        pass


def test_work_that_fails_gives_its_turn_back():
    turns = Turns(at_once=1, waiting=0, seconds=0)
    for _ in range(3):
        with pytest.raises(ZeroDivisionError), turns.one():
            1 / 0  # noqa: B018


def test_the_site_hashes_in_turns(argon2, monkeypatch):
    """Every way to the hash: a new password, a right one, a wrong one."""
    taken = []
    turns = Turns(at_once=2, waiting=2, seconds=20)
    one = turns.one
    monkeypatch.setattr(turns, "one", lambda: taken.append(True) or one())
    monkeypatch.setattr(hashing, "HEAVY_WORK", turns)
    encoded = make_password("correct horse battery")
    assert encoded.startswith("argon2$argon2id$")
    assert check_password("correct horse battery", encoded) and not check_password("wrong", encoded)
    assert len(taken) == 3


def test_a_process_of_eight_threads_keeps_some_for_readers():
    entered, left = [], []
    for _ in range(8):
        turn = HEAVY_WORK._places.acquire(blocking=False)
        (entered if turn else left).append(turn)
    for _ in entered:
        HEAVY_WORK._places.release()
    assert (len(entered), len(left)) == (4, 4)


def test_the_memory_of_one_hash_is_what_the_documents_say():
    assert BoundedArgon2PasswordHasher.memory_cost == Argon2PasswordHasher.memory_cost == 100 * 1024


@pytest.mark.django_db
def test_one_sign_in_too_many_gets_503_and_counts_as_no_wrong_answer(argon2, monkeypatch):
    make_staff()
    full = Turns(at_once=1, waiting=0, seconds=0)
    monkeypatch.setattr(hashing, "HEAVY_WORK", full)
    visitor = Client(raise_request_exception=False)
    with full.one():
        answers = [
            visitor.post("/admin/login/", {"username": name, "password": "correct horse battery"})
            for name in ["pat", "nobody"] * 4
        ]
    assert [answer.status_code for answer in answers] == [503] * 8
    assert 'href="tel:911"' in answers[0].text
    answer = visitor.post("/admin/login/", {"username": "pat", "password": "correct horse battery"})
    assert answer.status_code == 302
