"""A table into the directory, all of it or nothing, and the same table again changes nothing."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from drez_site.foundation.batches import batches
from drez_site.foundation.dates import not_in_the_future
from drez_site.foundation.write_lock import one_writer_at_a_time

from .columns import BY_FIELD, LISTS, WAIT, About
from .comparison import Comparison, Difference, Earlier
from .files import Line, Table, UnreadableFile
from .lines import Said, read_line
from .problems import Problem
from .writing import Vocabulary

DATED = ("operations", "on_website")
LINES_AT_ONCE = 2000
LINES_A_STEP = 200  # after so many it says how far it is
LONGEST_REASON = 100  # characters, in the history
MOST_PROBLEMS = 200  # more are counted, not kept


@dataclass(slots=True)
class Outcome:
    """How many lines the table has, and how many of them add or change something; or what is wrong.

    `waiting` are the columns of which patients read nothing new before a reviewer approves it.
    """

    lines: int = 0
    adding: int = 0
    changing: int = 0
    problems: list[Problem] = field(default_factory=list)
    more_problems: int = 0
    fingerprint: str = ""
    waiting: set[str] = field(default_factory=set)

    def count(self, difference: Difference) -> None:
        if difference.is_new:
            self.adding += 1
        else:
            self.changing += 1
        self.waiting |= {each.column for each in difference.changes if each.after and each.column in WAIT}

    def add_problems(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            if len(self.problems) < MOST_PROBLEMS:
                self.problems.append(problem)
            else:
                self.more_problems += 1


def import_table(
    table: Table,
    *,
    staff: Any,
    reason: str,
    is_trial: bool,
    tell: Callable[[Difference], None] = lambda difference: None,
    expected: str = "",
) -> Outcome:
    """All of `DirectoryImport.run` at once."""
    work = DirectoryImport(staff, reason, tell)
    for _lines in work.run(table, is_trial=is_trial, expected=expected):
        pass
    return work.outcome


class DirectoryImport:
    """One table on its way into the directory. `outcome` is true once `run` has ended."""

    def __init__(self, staff: Any, reason: str, tell: Callable[[Difference], None]) -> None:
        """`tell` hears of each line that changes something."""
        self.outcome = Outcome()
        self._fingerprint = hashlib.sha256()
        self._staff, self._reason, self._tell = staff, reason[:LONGEST_REASON], tell

    def run(self, table: Table, *, is_trial: bool, expected: str = "") -> Iterator[int]:
        """Read the table to its end, saying now and then how many lines are done.

        What it changes stays, unless it is a trial or a line has a mistake. `expected` is the fingerprint of
        a trial: if the directory changed since, so that the table would do something else now, nothing stays,
        and the outcome's own fingerprint differs.
        """
        with one_writer_at_a_time():
            self._vocabulary, self._earlier = Vocabulary.now(), Earlier()
            try:
                for batch in batches(table.lines, LINES_AT_ONCE):
                    yield from self._take(batch)
                if not self.outcome.problems:
                    self.outcome.add_problems(self._earlier.followers.write(self._staff, self._reason))
            except UnreadableFile as error:
                self.outcome.add_problems([error.problem])
            self.outcome.fingerprint = self._fingerprint.hexdigest()
            is_other = bool(expected) and self.outcome.fingerprint != expected
            if is_trial or self.outcome.problems or is_other:
                transaction.set_rollback(True)

    def _take(self, batch: list[Line]) -> Iterator[int]:
        """Once a line had a mistake, later batches are only read: nothing of the file will stay."""
        was_good = not self.outcome.problems
        lines = []
        for number, texts in batch:
            said, problems = read_line(number, texts)
            problems += self._unknown_words(said)
            self.outcome.add_problems(problems)
            if not problems:
                lines.append(said)
        if was_good:
            yield from self._compare_and_write(lines)
        self.outcome.lines += len(batch)
        yield self.outcome.lines

    def _unknown_words(self, said: Said) -> Iterator[Problem]:
        for name in LISTS:
            for word in self._vocabulary.unknown(name, said.doctor.get(name, ())):
                known = ", ".join(self._vocabulary.known(name))
                text = _("“%(word)s” is not in the list. Known: %(known)s.") % {"word": word, "known": known}
                yield Problem(said.line, BY_FIELD[About.DOCTOR, name], text)
        for name in DATED:
            for day in filter(None, said.doctor.get(name, {}).values()):
                try:
                    not_in_the_future(day)
                except ValidationError as error:
                    yield Problem(said.line, BY_FIELD[About.DOCTOR, name], error.messages[0])

    def _compare_and_write(self, lines: list[Said]) -> Iterator[int]:
        comparison = Comparison(lines, self._earlier)
        for number, said in enumerate(lines):
            if number % LINES_A_STEP == 0:
                yield self.outcome.lines + number
            difference, problems = comparison.of(said)
            self.outcome.add_problems(problems)
            if difference and not problems:
                self.outcome.count(difference)
                self._fingerprint.update(repr(difference).encode())
                self._tell(difference)
        if not self.outcome.problems:
            comparison.batch.write(self._vocabulary, self._staff, self._reason)
