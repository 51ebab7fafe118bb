"""The standby drill fails for each thing that it promises, and for nothing else."""

import pytest

from benchmarks.standby import CUT, SIGN_IN, Seen, report

STEPS = [
    ("nothing", 0.0),
    ("the primary dies", 10.0),
    ("the standby is promoted", 20.0),
    ("the end", 30.0),
]


def read(came, status=200, is_as_before=True, page="/"):
    return Seen(page, came - 0.1, came, status, is_as_before)


def tried(came, status=200, is_as_said=True):
    return read(came, status, is_as_said, SIGN_IN)


SEEN = [read(moment) for moment in (1, 5, 11, 14, 21, 26, 29)]
TRIED = [tried(2), tried(12, 503), tried(22), tried(28)]


@pytest.mark.parametrize(
    ("seen", "signed_in"),
    [
        (SEEN, TRIED),
        ([*SEEN, read(12, 503)], TRIED),  # says whom to call
        ([*SEEN, read(12, CUT, False), read(12, CUT, False)], TRIED),  # one reader, one worker, twice
    ],
)
def test_what_is_promised_passes(seen, signed_in):
    assert report(STEPS, seen, signed_in, how_many=1) == 0


@pytest.mark.parametrize(
    ("seen", "signed_in", "said"),
    [
        ([*SEEN, read(12, 200, False)], TRIED, "WRONG ANSWERS: 1"),
        ([*SEEN, read(12, 503, False)], TRIED, "WRONG ANSWERS: 1"),
        ([*SEEN, read(12, 500, False)], TRIED, "WRONG ANSWERS: 1"),
        (SEEN, [*TRIED, tried(13, 500, False)], "WRONG ANSWERS: 1"),
        ([*SEEN, *[read(12, CUT, False)] * 3], TRIED, "cut off by a killed worker: 3"),
        ([*SEEN, read(6, 503)], TRIED, "before anything happened everybody got everything: NO"),
        (SEEN, [tried(3, 503), *TRIED], "before anything happened everybody got everything: NO"),
        ([*SEEN, read(27, 503)], TRIED, "after the promotion readers read: NO"),
        (SEEN[:-2], TRIED, "after the promotion readers read: NO"),
        (SEEN, TRIED[:2], "after the promotion somebody could sign in: NO"),
        ([], [], "WRONG ANSWERS: 0"),
    ],
)
def test_whatever_is_promised_and_does_not_hold_ends_with_1(seen, signed_in, said, capsys):
    assert report(STEPS, seen, signed_in, how_many=1) == 1
    assert said in capsys.readouterr().out
