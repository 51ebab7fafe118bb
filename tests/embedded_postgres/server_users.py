"""Users of embedded servers, as processes of their own: python -m tests.embedded_postgres.server_users

With arguments it is manage.py for the server in ROOT. Without, it forks a user for each request on the socket
that is its standard input: what they share is imported once. A request brings the user's input and output.
"""

import json
import os
import signal
import socket
import sys
import time

import django
import django.urls
from django.conf import settings
from django.core.management import execute_from_command_line
from django.db import connection

import drez_site.embedded_postgres.base  # noqa: F401  (imported once for every user, and named in `before`)

SECONDS_TO_LIVE = 100


def set_up(root):
    options = {"root": root}
    database = {
        "ENGINE": "drez_site.embedded_postgres",
        "NAME": "postgres",
        "USER": "postgres",
        "OPTIONS": options,
    }
    settings.configure(DATABASES={"default": database}, USE_TZ=True)
    django.setup()


def answer(line):
    """What one line of SQL gives over a new connection; "fork" makes a child that does nothing but live."""
    if line == "fork":
        if child := os.fork():
            return child
        time.sleep(SECONDS_TO_LIVE)
        os._exit(0)
    connection.close()
    with connection.cursor() as cursor:
        cursor.execute(line)
        return cursor.fetchone()[0] if cursor.description else "done"


def live(root, environment, before):
    """A user's life: `before` is Python that changes the world as this user sees it."""
    signal.alarm(SECONDS_TO_LIVE)
    os.environ.update(environment)
    exec(before, globals())
    set_up(root)
    for line in sys.stdin:
        try:
            reply = answer(line.strip())
        except Exception as error:
            reply = f"{type(error).__name__}: {error}"
        sys.stdout.write(" ".join(str(reply).split()) + "\n")
        sys.stdout.flush()


def fork_users():
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    requests = socket.socket(fileno=os.dup(0))
    while True:
        request, descriptors, *_ = socket.recv_fds(requests, 10_000, 2)
        if not request:
            return
        if user := os.fork():
            requests.send(str(user).encode())
            for descriptor in descriptors:
                os.close(descriptor)
        else:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell's background jobs ignore it
            os.setsid()
            for standard, descriptor in enumerate(descriptors):
                os.dup2(descriptor, standard)
                os.close(descriptor)
            requests.close()
            live(**json.loads(request))
            os._exit(0)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        set_up(os.environ["ROOT"])
        execute_from_command_line(sys.argv)
    else:
        fork_users()
