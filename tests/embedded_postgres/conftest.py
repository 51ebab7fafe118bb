"""Each test has servers and users of its own, all real processes; afterwards none of them may be left."""

import socket
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

import pytest

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
    with tempfile.TemporaryDirectory() as directory:
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
