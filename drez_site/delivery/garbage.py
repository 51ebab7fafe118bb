"""What a worker holds for good is not searched for garbage again and again.

A full search of Python's collector looks at each of the 200,000 objects of a warm worker, which takes a tenth
of a second, once in about 600 pages made: longer than any page, and eight readers wait for it.
"""

import gc
import time

# So few are searched in milliseconds. More are set aside, and with them what the requests under way hold just
# then: after every search that would add up.
MOST_SEARCHED = 10_000
# A thaw lets the next search look at everything: what became garbage since, like an old edition, goes then.
SECONDS_BETWEEN_THAWS = 3600.0


class LastingObjects:
    """Sets aside what has survived a full search, for an hour; `install` makes the collector ask it."""

    def __init__(self) -> None:
        self._thaw_at = time.monotonic() + SECONDS_BETWEEN_THAWS

    def install(self) -> None:
        gc.callbacks.append(self)
        gc.collect()

    def __call__(self, phase: str, info: dict[str, int]) -> None:
        """As the collector calls it before ("start") and after ("stop") each search."""
        if info["generation"] < 2:
            return
        if phase == "stop":
            if len(gc.get_objects(generation=2)) > MOST_SEARCHED:
                gc.freeze()
        elif time.monotonic() >= self._thaw_at:
            gc.unfreeze()
            self._thaw_at = time.monotonic() + SECONDS_BETWEEN_THAWS
