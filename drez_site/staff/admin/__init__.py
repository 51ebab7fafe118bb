"""The admin of staff: accounts, and who becomes a clinical reviewer."""

from . import accounts, nominations  # noqa: F401 - register themselves
