"""A secret key for a demonstration on one machine: made once, readable by its owner only."""

import os
from pathlib import Path

from django.core.management.utils import get_random_secret_key


def local_secret(path: Path) -> str:
    """Return the key kept in `path`; the first caller makes it, and racing callers agree on one."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    if not path.exists():
        draft.touch(mode=0o600)
        draft.write_text(get_random_secret_key())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass  # another process was first; its key counts
        finally:
            draft.unlink()
    return path.read_text()
