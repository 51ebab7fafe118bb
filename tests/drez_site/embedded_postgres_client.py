"""One user of an embedded server, as a process of its own: python -m tests.drez_site.embedded_postgres_client

It answers each line of SQL on its input through a new connection; the line "fork" makes a child that does
nothing but live. With arguments it is manage.py instead. ROOT names the server's directory; BEFORE is Python
to run first.
"""

import os
import signal
import sys
import time

import django
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connection

SECONDS_TO_LIVE = 50


def answer(line):
    if line == "fork":
        if child := os.fork():
            return child
        time.sleep(SECONDS_TO_LIVE)
        os._exit(0)
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(line)
        return cursor.fetchone()[0] if cursor.description else "done"


def main(command):
    exec(os.environ.get("BEFORE", ""))
    options = {"root": os.environ["ROOT"]}
    database = {
        "ENGINE": "drez_site.embedded_postgres",
        "NAME": "postgres",
        "USER": "postgres",
        "OPTIONS": options,
    }
    settings.configure(DATABASES={"default": database}, USE_TZ=True)
    django.setup()
    if command:
        return execute_from_command_line(["manage.py", *command])
    signal.alarm(SECONDS_TO_LIVE)
    for line in sys.stdin:
        try:
            reply = answer(line.strip())
        except Exception as error:
            reply = f"{type(error).__name__}: {error}"
        sys.stdout.write(" ".join(str(reply).split()) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
