"""One question over HTTP to a server on this machine, on a connection of its own."""

import http.client
from contextlib import closing
from itertools import count

TOKEN = "x" * 32  # the cookie and the field of a form agree
_nobody = count()


def ask(port: int, path: str, form: str = "") -> tuple[int, bytes]:
    """Status and body; with a form it is sent as one of ours."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        if form:
            kind = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"csrftoken={TOKEN}"}
            connection.request("POST", path, f"csrfmiddlewaretoken={TOKEN}&{form}", kind)
        else:
            connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()


def try_to_sign_in(port: int) -> tuple[int, bytes]:
    """With a wrong password, each time as somebody else: 200 says so once it is counted, which writes."""
    return ask(port, "/admin/login/", f"username=nobody-{next(_nobody)}&password=wrong")
