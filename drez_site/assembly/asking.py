"""Whether a page is still at an address.

Only public servers are asked: staff type addresses, and the network behind this site is none of theirs.
"""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from http.client import HTTPConnection, HTTPException
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Timer
from urllib.parse import quote, urljoin, urlsplit

from django.conf import settings

SECONDS = 10  # for a connection, and for each piece of an answer
SECONDS_OF_AN_ANSWER = 20  # for all of its pieces
MOST_REDIRECTS = 5
GONE = {404, 410}
TAKES_NO_HEAD = {400, 403, 405, 501, *GONE}  # some servers say so of HEAD alone
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
# Python calls these global, and behind them may stand anything: IPv4 in IPv6, and what is long out of use.
NOT_THE_INTERNET = [
    ip_network(net) for net in ("::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "2002::/16", "fec0::/10")
]
AS_WRITTEN = "/?:@!$&'()*+,;=%[]~"  # what an address is made of besides letters and digits


class Found(Enum):
    """`THERE` is also a page that is not for machines, or a server that is busy: a reader may get it."""

    THERE = "there"
    GONE = "gone"
    NO_ANSWER = "no answer"


def is_public(host: str) -> bool:
    """Whether an address of the network, like 203.0.113.7, is one of the open internet."""
    address = ip_address(host.partition("%")[0])
    if isinstance(address, IPv6Address):
        if any(address in net for net in NOT_THE_INTERNET):
            return False
        address = address.ipv4_mapped or address
    return address.is_global and not address.is_multicast


def ask(address: str, may_ask: Callable[[str], bool] = is_public) -> tuple[Found, str]:
    """What is there, and for staff how that was said, like “404” or “No server has this name”."""
    try:
        status = _status(address, may_ask)
    except socket.gaierror:
        return Found.NO_ANSWER, "No server has this name."
    except ssl.SSLCertVerificationError as error:
        return Found.NO_ANSWER, f"Its certificate is wrong: {error.verify_message}"[:60]
    except (OSError, HTTPException, ValueError) as error:
        return Found.NO_ANSWER, _printable(str(error)) or type(error).__name__
    return (Found.GONE if status in GONE else Found.THERE), str(status)


def _printable(said: str) -> str:
    """A server can say anything at all, and errors quote it."""
    return "".join(letter for letter in said if letter.isprintable())[:60]


def _status(address: str, may_ask: Callable[[str], bool]) -> int:
    """Of the page at the end of all redirects. Raises OSError, HTTPException and ValueError."""
    for _hop in range(MOST_REDIRECTS + 1):
        status, leads_to = _asked("HEAD", address, may_ask)
        if status in TAKES_NO_HEAD:
            status, leads_to = _asked("GET", address, may_ask)
        if status not in REDIRECTS or not leads_to:
            return status
        address = urljoin(address, leads_to)
    raise ValueError("It leads from one address to the next without end.")


def _asked(method: str, address: str, may_ask: Callable[[str], bool]) -> tuple[int, str]:
    """The status, and where it leads. The body is never read."""
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("It is no address of the web.")
    port = parts.port or PORTS[parts.scheme]
    connection = HTTPConnection(parts.hostname, port, timeout=SECONDS)
    connection.default_port = PORTS[parts.scheme]  # and so it is not said in the name of the host
    try:
        connection.sock = _connected(parts.hostname, port, may_ask)
        if parts.scheme == "https":
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=parts.hostname)
        path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=AS_WRITTEN)
        with _cut_off(connection.sock):
            connection.request(method, path, headers={"User-Agent": _who(), "Accept": "*/*"})
            answer = connection.getresponse()
        answer.close()
        return answer.status, answer.headers.get("Location", "").encode("latin-1").decode("utf-8", "replace")
    finally:
        connection.close()


@contextmanager
def _cut_off(connection: socket.socket) -> Iterator[None]:
    """However slowly the other side speaks."""
    timer = Timer(SECONDS_OF_AN_ANSWER, connection.shutdown, [socket.SHUT_RDWR])
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _connected(host: str, port: int, may_ask: Callable[[str], bool]) -> socket.socket:
    """To the very address that was allowed: a name that changes meanwhile leads nowhere else."""
    refused: OSError | ValueError = ValueError("It is not on the open internet.")
    for family, kind, protocol, _name, to in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
        if not may_ask(str(to[0])):
            continue
        connection = socket.socket(family, kind, protocol)
        connection.settimeout(SECONDS)
        try:
            connection.connect(to)
        except OSError as error:
            connection.close()
            refused = error
        else:
            return connection
    raise refused


def _who() -> str:
    return f"drez-site/{settings.VERSION} (link check; {settings.PUBLIC_ORIGIN})"
