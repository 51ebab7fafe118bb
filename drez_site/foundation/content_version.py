"""What patients read as of one version, and what need be worked out only once for each version.

**The version.** Every transaction that changes a public row also moves the content version: triggers see to
it (`sql/moves_the_content_version.sql`), whichever way the row is written. A snapshot that shows the change
shows the new version, and the other way round. `read_version` asks for it. It is a name to compare, not a
number.

**A snapshot.** `@reading_page` (`reading_page.py`) runs a view inside `snapshot()`: one REPEATABLE READ,
READ ONLY transaction that has read the version first, on the primary or a replica
(`reading_database.py`). All that such a view reads is true as of that version, and nothing in it is torn.
Inside, `version_here()` says which version that is.

**Once per version.** What is the same for every reader, and costs something, goes into a function:

    @once_per_content_version
    def navigation(language: str) -> Navigation: ...

Within a snapshot it is computed once for each version, process, active language and set of arguments, and
then kept. Nothing can be older than the request: the version was read in the request's own transaction. So:

- Arguments are hashable and few (an address, a hash, a kind): never a request, never words that somebody
  typed.
- What comes back is shared between threads. It is whole (no queryset, no generator, nothing lazy that would
  ask the database later) and nobody changes it.
- It may depend on the database, on the language, on settings, and on today's date: a version ends at the
  next moment at which the clock changes public words (`clock_changes.py`), at midnight in the clinic at the
  latest.
- Outside of a snapshot it is computed anew each time and not kept: in the admin, in commands, with DEBUG,
  and inside a transaction that somebody else began, which may hold changes of its own. That is where most
  tests are. A test of what is kept says `with as_of(a_version):` or commits; each test starts with nothing
  kept.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from functools import partial, wraps
from typing import Any, NamedTuple, ParamSpec, TypeVar, cast

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

from .clock_changes import next_change
from .reading_database import reading_transaction

Parameters = ParamSpec("Parameters")
Answer = TypeVar("Answer")
Name = TypeVar("Name", bound=Hashable)

MOST_ANSWERS = 2_000  # kept for one version; the least recently used go first
MOST_VERSIONS = 2  # a request that began before a change may still end after others began with the new one

READ = """
SELECT coalesce(string_agg(transaction || '@' || extract(epoch FROM moved_at), ' ' ORDER BY transaction), '')
FROM foundation_contentversion
"""


class Version(NamedTuple):
    """Words as they are in the database, until the clock changes them."""

    name: str
    fresh_until: datetime


_NOTHING = object()  # None is an answer
_here: ContextVar[Version | None] = ContextVar("content_version", default=None)
_lock = threading.Lock()
_kept: OrderedDict[Version, OrderedDict[Hashable, Any]] = OrderedDict()
_clock: tuple[str, datetime, datetime] | None = None  # version, from when, until when


def read_version() -> str:
    """The committed version, or that of the transaction this stands in. One small statement."""
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return _only_value(cursor.fetchone())


def version_here() -> Version | None:
    """Of the snapshot that this code runs in; None outside of one."""
    return _here.get()


@contextmanager
def snapshot() -> Iterator[Version | None]:
    """Read everything inside as of one version, which it gives. Writing inside is an error of the database.

    Inside another snapshot it is that one. Inside another transaction it does nothing and gives None.
    """
    if version_here() or connection.in_atomic_block:
        yield version_here()
        return
    with reading_transaction(READ) as row:
        name = _only_value(row)
        with as_of(Version(name, _fresh_until(name))) as version:
            yield version


@contextmanager
def as_of(version: Version) -> Iterator[Version]:
    """Let `once_per_content_version` keep answers under this version. The caller vouches for what is read."""
    token = _here.set(version)
    try:
        yield version
    finally:
        _here.reset(token)


def kept(name: Hashable, compute: Callable[[], Answer]) -> Answer:
    """What `compute` answers, kept under this name for as long as the page's version lasts."""
    version = _here.get()
    if version is None or settings.DEBUG:
        return compute()
    key = (name, get_language())
    with _lock:
        answers = _answers_of(version)
        found: Answer | object = answers.get(key, _NOTHING)
        if found is not _NOTHING:
            answers.move_to_end(key)
            return cast(Answer, found)
    # Without the lock: two threads may both compute it, and neither waits for a third.
    computed = compute()
    with _lock:
        _keep(answers, {key: computed})
    return computed


def once_per_content_version(compute: Callable[Parameters, Answer]) -> Callable[Parameters, Answer]:
    """Keep what the function answers for as long as the page's version lasts; see the head of this module."""

    @wraps(compute)
    def answer(*args: Parameters.args, **kwargs: Parameters.kwargs) -> Answer:
        name = (compute, args, tuple(sorted(kwargs.items())) if kwargs else ())
        return kept(name, partial(compute, *args, **kwargs))

    return answer


def each_once_per_content_version(
    compute: Callable[[Collection[Name]], dict[Name, Answer]],
) -> Callable[[Collection[Name]], dict[Name, Answer]]:
    """The same for many names at once: the function is asked for those alone whose answer is not kept."""

    @wraps(compute)
    def answer(names: Collection[Name]) -> dict[Name, Answer]:
        version = version_here()
        if version is None or settings.DEBUG:
            return compute(names)
        language = get_language()
        keys = {name: ((compute, name), language) for name in names}
        with _lock:
            answers = _answers_of(version)
            found: dict[Name, Answer] = {name: answers[key] for name, key in keys.items() if key in answers}
            for name in found:
                answers.move_to_end(keys[name])
        if missing := [name for name in names if name not in found]:
            computed = compute(missing)
            with _lock:
                _keep(answers, {keys[name]: each for name, each in computed.items()})
            found |= computed
        return found

    return answer


def forget_everything() -> None:
    """As after a start of the process."""
    global _clock
    with _lock:
        _kept.clear()
        _clock = None


def _answers_of(version: Version) -> OrderedDict[Hashable, Any]:
    answers = _kept.get(version)
    if answers is None:
        answers = _kept[version] = OrderedDict()
        if len(_kept) > MOST_VERSIONS:
            _kept.popitem(last=False)
    return answers


def _keep(answers: OrderedDict[Hashable, Any], computed: dict[Any, Any]) -> None:
    """The lock is held."""
    answers.update(computed)
    while len(answers) > MOST_ANSWERS:
        answers.popitem(last=False)


def _fresh_until(name: str) -> datetime:
    """When the clock next changes what this version says; asked once for each version and span of time."""
    global _clock
    now, known = timezone.now(), _clock
    if known and known[0] == name and known[1] <= now < known[2]:
        return known[2]
    until = next_change(now)
    _clock = name, now, until
    return until


def _only_value(row: tuple[Any, ...] | None) -> str:
    return str(row[0]) if row else ""
