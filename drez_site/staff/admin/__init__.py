"""The admin of staff: accounts, and who becomes a clinical reviewer."""

from . import accounts, names, nominations, resets  # noqa: F401 - register themselves
