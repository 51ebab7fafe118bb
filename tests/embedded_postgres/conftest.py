"""Each test has servers and users of its own, all real processes; afterwards none of them may be left."""

import shutil
import socket
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import pytest

from tests.kit.memory import in_memory
from tests.kit.server_processes import (
    REPOSITORY,
    USERS,
    User,
    nobody_works_in,
    wait_until,
)


@pytest.fixture(scope="module")
def nursery():
    """Where users are born; see server_users."""
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = subprocess.Popen([sys.executable, "-m", USERS], cwd=REPOSITORY, stdin=theirs)
        theirs.close()
        yield ours
    process.wait()


@pytest.fixture
def tmp_path():
    """Removed after the test, unlike pytest's, because a server fills forty megabytes; and a short path."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as directory:
        yield Path(directory).resolve()


@pytest.fixture
def root(tmp_path):
    return tmp_path / "postgres"


@pytest.fixture
def new_user(nursery, root):
    """Makes users; in the end all of them are gone, and so must be the servers and guardians."""
    users = []

    def make(at=root, **options):
        users.append(User(nursery, at, **options))
        return users[-1]

    yield make
    for user in users:
        user.dispose()
    for user in users:
        wait_until(partial(nobody_works_in, user.root))


@pytest.fixture(scope="module")
def used_once(nursery):
    """What a server leaves in its directory, made as any first connection makes it."""
    with tempfile.TemporaryDirectory(dir=in_memory()) as directory:
        root = Path(directory).resolve() / "postgres"
        user = User(nursery, root)
        assert user.ask() == "42"
        user.leave()
        wait_until(partial(nobody_works_in, root))
        user.dispose()
        yield root / "data"


@pytest.fixture
def initialized(root, used_once):
    """For tests that begin after the first start: initdb takes longer than all that they do."""
    root.mkdir(mode=0o700)
    shutil.copytree(used_once, root / "data")
