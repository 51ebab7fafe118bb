"""Which database a page is read from: a replica while it is new enough, and while the primary is away."""

import pytest
from django.db import router

from drez_site.foundation import reading_database
from drez_site.foundation.reading_database import PRIMARY, REPLAYED, ReadingRouter, ReplicaWatch
from procedures.models import Edition


class Servers:
    """A primary that writes a byte each millisecond, and replicas so many seconds behind; None: away."""

    def __init__(self, **behind):
        self.seconds = 1000.0
        self.behind = {PRIMARY: 0.0} | behind
        self.looks = []

    def position(self, alias, question):
        assert (question == REPLAYED) == (alias != PRIMARY)
        self.looks.append(alias)
        behind = self.behind[alias]
        return None if behind is None else round((self.seconds - behind) * 1000)

    def watch(self, longest_away=3600):
        replicas = [alias for alias in self.behind if alias != PRIMARY]
        return ReplicaWatch(replicas, longest_away, self.position, lambda: self.seconds)

    def pass_seconds(self, watch, seconds, step=0.1):
        """Somebody reads every tenth of a second; what the last of them read from."""
        for _turn in range(round(seconds / step)):
            self.seconds += step
            order = watch.in_order()
        return order


def test_a_replica_without_lag_is_read_first():
    servers = Servers(one=0.0)
    assert servers.watch().in_order() == ["one", PRIMARY]


def test_replicas_take_turns():
    servers = Servers(one=0.0, two=0.0)
    watch = servers.watch()
    first, second = watch.in_order(), watch.in_order()
    assert {first[0], second[0]} == {"one", "two"}
    assert first[-1] == second[-1] == PRIMARY and len(first) == 3


@pytest.mark.parametrize(
    ("lag", "is_read"), [(0.0, True), (0.3, True), (0.6, True), (1.1, False), (30, False)]
)
def test_the_lag_decides_while_the_primary_writes_on(lag, is_read):
    """A replica is never at the end of a log that grows, and need not be."""
    servers = Servers(one=lag)
    order = servers.pass_seconds(servers.watch(), 5)
    assert order == (["one", PRIMARY] if is_read else [PRIMARY])


def test_a_replica_that_lost_its_primary_is_left_within_a_second():
    servers = Servers(one=0.0)
    watch = servers.watch()
    servers.pass_seconds(watch, 3)
    read = []
    for tenth in range(1, 16):  # it stands still: what it shows gets older as time passes
        servers.behind["one"] = tenth / 10
        read.append(servers.pass_seconds(watch, 0.1)[0])
    assert read[0] == "one" and read[10:] == [PRIMARY] * 5


def test_a_replica_that_is_away_is_not_tried():
    servers = Servers(one=None, two=0.2)
    assert servers.pass_seconds(servers.watch(), 3) == ["two", PRIMARY]


def test_looks_are_few():
    servers = Servers(one=0.0)
    servers.pass_seconds(servers.watch(), 10, step=0.01)
    assert servers.looks.count(PRIMARY) <= 41


def test_the_newest_replica_goes_on_while_the_primary_is_away_and_no_longer_than_an_hour():
    servers = Servers(one=40.0, two=0.2)
    watch = servers.watch(longest_away=3600)
    servers.pass_seconds(watch, 3)
    servers.behind[PRIMARY] = None
    assert servers.pass_seconds(watch, 1)[0] == "two"
    servers.behind["one"] = servers.behind["two"] = None  # whether they answer says the one who reads
    assert servers.pass_seconds(watch, 3590, step=10)[0] == "two"
    assert servers.pass_seconds(watch, 30, step=10) == [PRIMARY]
    servers.behind |= {PRIMARY: 0.0, "one": 0.0, "two": None}
    assert servers.pass_seconds(watch, 3) == ["one", PRIMARY]


def test_a_process_that_never_saw_the_primary_reads_a_replica():
    servers = Servers(one=0.0)
    servers.behind[PRIMARY] = None
    assert servers.watch().in_order() == ["one", PRIMARY]


def test_a_primary_that_comes_back_with_another_log_is_measured_anew():
    servers = Servers(one=0.0)
    watch = servers.watch()
    servers.pass_seconds(watch, 2)
    servers.behind[PRIMARY] = None
    servers.pass_seconds(watch, 3)
    servers.behind |= {PRIMARY: -500.0, "one": 0.0}  # further than the replica will ever be
    assert servers.pass_seconds(watch, 5) == [PRIMARY]


def test_what_is_written_goes_to_the_primary_and_so_does_all_reading_besides_pages(settings):
    settings.DATABASE_ROUTERS = [ReadingRouter()]
    assert router.db_for_write(Edition) == router.db_for_read(Edition) == PRIMARY
    assert router.allow_migrate(PRIMARY, "procedures") is True
    assert router.allow_migrate("replica_1", "procedures") is False


def test_without_replicas_there_is_nothing_to_look_at():
    assert reading_database.replica_watch() is None
