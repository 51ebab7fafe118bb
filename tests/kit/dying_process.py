"""Work in a process that kills itself before or after one of its statements, as if the power had gone.

Each statement has two moments: an odd one before it is sent, an even one after it was answered.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import django
from django.conf import settings
from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Done:
    """How many statements the work sent, and how many megabytes it took."""

    statements: int
    megabytes: int


def run(function: str, *arguments: str, moment: int = 0, timeout: float = 3600) -> Done | None:
    """Call a function, by its dotted name, on the database of this test; None if the process died.

    It dies at its moment, counted from 1; at 0 it lives. Raises AssertionError when the work fails.
    """
    from django.db import connection

    given = [connection.settings_dict["NAME"], str(moment), function, *arguments]
    done = subprocess.run(
        [sys.executable, "-m", "tests.kit.dying_process", *given],
        cwd=ROOT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "drez_site.settings.test"},
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    if done.returncode == -signal.SIGKILL:
        return None
    assert done.returncode == 0, done.stderr
    return Done(**json.loads(done.stdout.splitlines()[-1]))


def main(database: str, moment: str, function: str, *arguments: str):
    settings.DATABASES["default"]["NAME"] = database
    django.setup()
    from django.db import connection

    passed = 0

    def pass_a_moment():
        nonlocal passed
        passed += 1
        if passed == int(moment):
            os.kill(os.getpid(), signal.SIGKILL)

    def execute_between_moments(execute, *statement):
        pass_a_moment()
        result = execute(*statement)
        pass_a_moment()
        return result

    with connection.execute_wrapper(execute_between_moments):
        import_string(function)(*arguments)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps(asdict(Done(passed // 2, megabytes))) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
