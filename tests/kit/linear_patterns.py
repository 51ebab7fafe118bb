"""Whether a regular expression does linear work on every text, proved from its parts: no clock, no samples.

Python's engine tries one way after another to read a text. The ways are the paths of an automaton, and the
work is their number. It grows faster than the text exactly where the automaton has two loops that read the
same word, the first leading into the second, or two ways around one loop (Weber and Seidl, 1991). A search
starts anew at each letter, so it is one more loop, which reads everything; loops in which it has matched
already do not count, because it tries nothing more. What is looked at ahead counts as read; a longer look
behind counts as no condition. Both only overstate.
"""

import re
import re._constants as op
import re._parser as parser
from collections import defaultdict

START, END = "start of the text", "end of the text"
SOMETHING = "a condition that this proof does not follow"
ALPHABET = [chr(code) for code in range(128)] + list("\xa0éÉñüſ٣‐–’“日")
MOST_COPIES = 64  # of a part that may stand a bounded number of times


class NotProvable(ValueError):
    """A part that this proof does not know, like a reference back."""


def trouble(pattern: str | bytes | re.Pattern, flags: int = 0, *, searches: bool = True) -> str:
    """Why the work is more than linear, in a few words; "" when it is linear.

    `searches`: whether an attempt starts at every letter, as in `search`, `sub`, `findall` and `split`; a
    `match` or `fullmatch` starts once.
    """
    if isinstance(pattern, re.Pattern):
        pattern, flags = pattern.pattern, pattern.flags
    if isinstance(pattern, bytes):
        pattern = pattern.decode("latin-1")
    flags &= ~re.UNICODE.value
    automaton = Automaton(parser.parse(pattern, flags), flags, searches)
    return automaton.two_ways_around() or automaton.loop_after_loop()


class Automaton:
    """The ways through a pattern. A state is a number; a letter stands for all that it treats alike."""

    def __init__(self, tree, flags: int, searches: bool):
        self.ignores_case = bool(flags & re.IGNORECASE)
        self.lines = bool(flags & re.MULTILINE)
        self.dot_takes_all = bool(flags & re.DOTALL)
        self.letters, self.silent = defaultdict(list), defaultdict(list)
        self.size = 0
        self.scan = self._new()
        begin = self._new()
        self._silent(self.scan, begin)
        self.searches = searches
        if searches:
            self.letters[self.scan].append((frozenset(ALPHABET), self.scan))
        self.accept = self._build(tree, begin)
        self._keep_one_letter_of_each_kind()
        self._walk()

    # Building

    def _new(self) -> int:
        self.size += 1
        return self.size - 1

    def _silent(self, source, target, before=None, after=None):
        """A step that reads nothing, if the letters before and after it are among these; None: any."""
        self.silent[source].append((target, before, after))

    def _build(self, tree, state: int) -> int:
        for kind, argument in tree:
            state = self._part(kind, argument, state)
        return state

    def _part(self, kind, argument, state: int) -> int:
        end = self._new()
        if kind in (op.LITERAL, op.NOT_LITERAL, op.ANY, op.IN):
            self.letters[state].append((self._letters_of(kind, argument), end))
        elif kind is op.BRANCH:
            for branch in argument[1]:
                self._silent(self._build(branch, state), end)
        elif kind is op.SUBPATTERN:
            self._silent(self._build(argument[3], state), end)
        elif kind is op.ATOMIC_GROUP:
            self._silent(self._build(argument, state), end)
        elif kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
            self._repeat(*argument, state, end)
        elif kind is op.AT:
            for before, after in self._places(argument):
                self._silent(state, end, before, after)
        elif kind in (op.ASSERT, op.ASSERT_NOT):
            self._look(kind, *argument, state, end)
        else:
            raise NotProvable(str(kind))
        return end

    def _repeat(self, least, most, part, state, end):
        for _ in range(least):
            state = self._build(part, state)
        if most is op.MAXREPEAT:
            loop = self._new()
            self._silent(state, loop)
            self._silent(self._build(part, loop), loop)
            self._silent(loop, end)
            return
        if most > MOST_COPIES:
            raise NotProvable(f"{most} copies")
        self._silent(state, end)
        for _ in range(most - least):
            state = self._build(part, state)
            self._silent(state, end)

    def _look(self, kind, direction, part, state, end):
        one = list(part)
        if len(one) == 1 and one[0][0] in (op.LITERAL, op.NOT_LITERAL, op.IN):
            seen = self._letters_of(*one[0])
            if kind is op.ASSERT_NOT:
                seen = frozenset(ALPHABET) - seen | {START, END}
            before, after = (seen, None) if direction < 0 else (None, seen)
            self._silent(state, end, before, after)
            return
        if direction > 0:
            self._build(part, state)  # read for its work, and left
        self._silent(state, end, None, {*ALPHABET, END, SOMETHING})

    def _letters_of(self, kind, argument) -> frozenset:
        return frozenset(letter for letter in ALPHABET if self._takes(kind, argument, letter))

    def _takes(self, kind, argument, letter) -> bool:
        if kind is op.ANY:
            return self.dot_takes_all or letter != "\n"
        if kind is op.NOT_LITERAL:
            return not self._takes(op.LITERAL, argument, letter)
        if kind is op.IN:
            negated = argument[0][0] is op.NEGATE
            return negated != any(self._takes(*item, letter) for item in argument if item[0] is not op.NEGATE)
        forms = {letter, letter.lower(), letter.upper()} if self.ignores_case else {letter}
        codes = {ord(form) for form in forms if len(form) == 1}
        if kind is op.LITERAL:
            return argument in codes
        if kind is op.RANGE:
            return any(argument[0] <= code <= argument[1] for code in codes)
        if kind is op.CATEGORY:
            name = str(argument).removeprefix("CATEGORY_")
            known = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}
            plain = known[name.removeprefix("NOT_")]
            return name.startswith("NOT_") != bool(re.fullmatch(plain, letter))
        raise NotProvable(str(kind))

    def _places(self, kind):
        """The pairs of letters, before and after, between which the pattern may stand here."""
        word = frozenset(letter for letter in ALPHABET if re.fullmatch(r"\w", letter))
        other = frozenset(ALPHABET) - word
        line_start = {START, "\n"} if self.lines else {START}
        line_end = {END, "\n"}
        return {
            op.AT_BEGINNING: [(line_start, None)],
            op.AT_BEGINNING_STRING: [({START}, None)],
            op.AT_END: [(None, line_end)],
            op.AT_END_STRING: [(None, {END})],
            op.AT_BOUNDARY: [(word, other | {END}), (other | {START}, word)],
            op.AT_NON_BOUNDARY: [(word, word), (other | {START}, other | {END})],
        }[kind]

    def _keep_one_letter_of_each_kind(self):
        sets = [taken for edges in self.letters.values() for taken, _ in edges]
        for edges in self.silent.values():
            sets += [seen for _, *both in edges for seen in both if seen is not None]
        kinds = {tuple(letter in taken for taken in sets): letter for letter in ALPHABET}
        self.kinds = sorted(kinds.values())

    # Walking

    def _walk(self):
        """`steps[state, last letter][letter]`: where one more letter leads, each way on its own."""
        self.steps, waiting = {}, [(self.scan, START)]
        while waiting:
            here = waiting.pop()
            if here in self.steps:
                continue
            self.steps[here] = {letter: self._targets(*here, letter) for letter in self.kinds}
            waiting += [(target, letter) for letter in self.kinds for target in self.steps[here][letter]]
        self.reached = {
            state: {last for other, last in self.steps if other == state} for state, _ in self.steps
        }
        self.after = self._reachable()
        self.ends = {here for here in self.steps if self._is_over(here[0])}

    def _targets(self, state, last, letter) -> list[int]:
        """No silent step is gone twice: the engine, too, ends a loop that reads nothing."""
        found, waiting = [], [(state, frozenset())]
        while waiting:
            here, gone = waiting.pop()
            found += [target for taken, target in self.letters[here] if letter in taken]
            for number, (target, before, after) in enumerate(self.silent[here]):
                may = (before is None or last in before) and (after is None or letter in after)
                if may and (here, number) not in gone:
                    waiting.append((target, gone | {(here, number)}))
        return found

    def _is_over(self, state) -> bool:
        """Whether the pattern has matched here, whatever follows: nothing after this can fail."""
        waiting, seen = [state], set()
        while waiting:
            here = waiting.pop()
            if here == self.accept:
                return True
            seen.add(here)
            waiting += [
                target
                for target, before, after in self.silent[here]
                if before is after is None and target not in seen
            ]
        return False

    def _loops(self) -> list[int]:
        return [state for state in self.reached if state in self.after[state]]

    def _reachable(self) -> dict[int, set[int]]:
        """For each state, the states that one or more letters lead to."""
        next_to = {
            here: {(target, letter) for letter, targets in steps.items() for target in targets}
            for here, steps in self.steps.items()
        }
        seen = dict.fromkeys(self.steps, 0)  # sets of states, as the bits of a number
        grows = True
        while grows:
            grows = False
            for here, following in next_to.items():
                bits = seen[here]
                for there in following:
                    bits |= seen[there] | 1 << there[0]
                grows |= bits != seen[here]
                seen[here] = bits
        return {
            state: {other for other in self.reached if any(seen[state, last] >> other & 1 for last in lasts)}
            for state, lasts in self.reached.items()
        }

    def two_ways_around(self) -> str:
        for state in self._loops():
            around = {other for other in self.after[state] if state in self.after[other]}
            waiting = [(state, state, last, False) for last in self.reached[state]]
            seen = set()
            while waiting:
                here = waiting.pop()
                if here in seen:
                    continue
                seen.add(here)
                one, two, last, differed = here
                if one == two == state and differed:
                    return "the same letters lead around a loop in two ways"
                for letter in self.kinds:
                    first = [t for t in self.steps[one, last][letter] if t in around]
                    second = [t for t in self.steps[two, last][letter] if t in around]
                    twice = one == two and len(first) != len(set(first))
                    waiting += [
                        (a, b, letter, differed or a != b or twice) for a in set(first) for b in set(second)
                    ]
        return ""

    def loop_after_loop(self) -> str:
        loops = self._loops()
        for first in loops:
            for second in loops:
                if first != second and second in self.after[first] and self._share_a_word(first, second):
                    what = "the search itself" if first == self.scan else "a loop"
                    return f"{what} and a later loop read the same letters"
        return ""

    def _share_a_word(self, first, second) -> bool:
        """Whether some word leads from the first loop around it, into the second, and around that one."""
        around_first = {state for state in self.after[first] if first in self.after[state]}
        around_second = {state for state in self.after[second] if second in self.after[state]}
        to_second = {state for state in self.reached if second in self.after[state]} | {second}
        waiting = [(first, first, second, last) for last in self.reached[first] & self.reached[second]]
        seen = set(waiting)
        while waiting:
            one, two, three, last = waiting.pop()
            if self.searches and (three, last) in self.ends:
                continue  # matched: no other way is tried
            for letter in self.kinds:
                for state in (
                    (a, b, c, letter)
                    for a in set(self.steps[one, last][letter]) & around_first
                    for b in set(self.steps[two, last][letter]) & to_second
                    for c in set(self.steps[three, last][letter]) & around_second
                ):
                    if state[:3] == (first, second, second):
                        return True
                    if state not in seen:
                        seen.add(state)
                        waiting.append(state)
        return False
