"""deploy/nginx.conf in a real nginx, on ports of 127.0.0.1, with a certificate of its own."""

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from tests.system.running import ROOT, free_port

NGINX = shutil.which("nginx", path=os.environ["PATH"] + ":/usr/sbin")
HOST = "www.example.org"


@dataclass(frozen=True)
class Nginx:
    """Where it answers; its certificate and its logs are in `folder`."""

    folder: Path
    plain: int
    tls: int


@contextmanager
def real_nginx(folder: Path, backend: int, changed: Mapping[str, str] = MappingProxyType({})):
    """Before what listens at the port `backend`; its pages are in `folder / "pages"`.

    Of the reference each text in `changed` becomes the other.
    """
    for name, content in _certificate().items():
        (folder / name).write_bytes(content)
    nginx = Nginx(folder, free_port(), free_port())
    (folder / "nginx.conf").write_text(_configuration(nginx, backend, changed))
    command = [NGINX, "-p", str(folder), "-c", "nginx.conf", "-e", str(folder / "start.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    server = subprocess.Popen([*command, "-g", "daemon off;"], stderr=subprocess.DEVNULL)
    try:
        _wait_for(nginx.tls)
        yield nginx
    finally:
        server.terminate()
        server.wait(timeout=20)


@cache
def _certificate() -> dict[str, bytes]:
    """One for all tests of a process, with its key, as files."""
    with TemporaryDirectory() as folder:
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}"]
            + ["-addext", f"subjectAltName=DNS:{HOST}", "-keyout", "key.pem", "-out", "cert.pem"],
            cwd=folder,
            check=True,
            capture_output=True,
        )
        return {name: (Path(folder) / name).read_bytes() for name in ("key.pem", "cert.pem")}


def _configuration(nginx: Nginx, backend: int, changed: Mapping[str, str]) -> str:
    """The reference, with this machine's ports and paths."""
    folder, config = nginx.folder, (ROOT / "deploy/nginx.conf").read_text()
    if not knows_ipv6():  # as its first lines say
        config = re.sub(r"\n *listen \[::\].*", "", config)
    config = config.replace("listen [::]:80", f"listen [::1]:{nginx.plain}").replace(
        "listen [::]:443", f"listen [::1]:{nginx.tls}"
    )
    # Whoever tests says from where a request comes, as a proxy in front would.
    config = config.replace(
        "http {\n", "http {\n    set_real_ip_from 127.0.0.1; real_ip_header X-Comes-From;\n", 1
    )
    for original, here in {
        **changed,
        "listen 80": f"listen 127.0.0.1:{nginx.plain}",
        "listen 443": f"listen 127.0.0.1:{nginx.tls}",
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{backend};",
        "/etc/ssl/clinic/fullchain.pem": str(folder / "cert.pem"),
        "/etc/ssl/clinic/key.pem": str(folder / "key.pem"),
        "/var/lib/clinic/pages": str(folder / "pages"),
        "/run/nginx.pid": str(folder / "nginx.pid"),
        "/var/log/nginx/": f"{folder}/",
    }.items():
        assert original in config
        config = config.replace(original, here)
    scratch = "".join(
        f"    {kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    # What a clinic's error log leaves out says whether anything went to a disk.
    scratch += f"    error_log {folder}/warnings warn;\n"
    if os.geteuid() == 0:  # its workers would otherwise be another user, who may not enter this folder
        config = f"user root;\n{config}"
    return config.replace("http {\n", f"http {{\n{scratch}", 1)


def knows_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


def _wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=20).close()
            return
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx did not start")
