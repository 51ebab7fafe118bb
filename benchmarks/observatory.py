"""`make observatory`: MDN HTTP Observatory's score of four kinds of page, over TLS on this machine.

Needs Node, npm and openssl. The scanner comes from npm at the version below and looks at this machine alone.
It looks up the host in the preload list of browsers; that list is empty here, which can only lower the score.
"""

import json
import os
import shutil
import ssl
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from tests.system.running import ROOT, free_port, run_command

SCANNER = "@mdn/mdn-http-observatory@1.4.8"
HOME = ROOT / ".observatory"
PAGES = {
    "home": "/",
    "article": "/procedures/drez-lesioning/",
    "results": "/doctors/?near=27710",
    "admin sign-in": "/admin/login/",
}
LEAST = 130  # of 100 and its extra points; A+ begins at 100


def install() -> Path:
    """The folder of the scanner. Its own installation step would download lists, so it is left out."""
    folder = HOME / "node_modules/@mdn/mdn-http-observatory"
    if not folder.exists():
        HOME.mkdir(exist_ok=True)
        quiet = ["--no-audit", "--no-fund", "--loglevel=error"]
        command = ["npm", "install", "--ignore-scripts", *quiet, "--prefix", str(HOME), SCANNER]
        subprocess.run(command, check=True)
    (folder / "conf/hsts-preload.json").write_text("{}")
    return folder


def make_certificate(folder: Path):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        + ["-addext", "subjectAltName=DNS:localhost", "-keyout", "key.pem", "-out", "cert.pem"],
        cwd=folder,
        check=True,
        capture_output=True,
    )


@contextmanager
def site_over_tls(folder: Path):
    """The demonstration behind gunicorn's own TLS; gives its host and port."""
    port = free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "benchmarks.observatory_settings",
        "WEB_CONCURRENCY": "1",
        "PUBLIC_ORIGIN": f"https://localhost:{port}",
        "CLINIC_PHONE": "+19195550100",
        "CLINIC_URGENT_PHONE": "+19195550101",
    }
    run_command(environment, "collectstatic", "--noinput", "--verbosity", "0")
    run_command(environment, "migrate", "--verbosity", "0")
    run_command(environment, "load_demonstration")
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"]
    command += ["--certfile", str(folder / "cert.pem"), "--keyfile", str(folder / "key.pem")]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [*command, "drez_site.wsgi"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        _wait_for(f"https://localhost:{port}/healthz", folder / "cert.pem")
        yield f"localhost:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(url: str, certificate: Path):
    trust = ssl.create_default_context(cafile=certificate)
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=5, context=trust).close()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The site did not start.")


def scan(scanner: Path, address: str, certificate: Path) -> dict:
    done = subprocess.run(
        ["node", str(scanner / "src/scan.js"), address],
        env=os.environ | {"NODE_EXTRA_CA_CERTS": str(certificate)},
        capture_output=True,
        text=True,
        timeout=120,
    )
    found = json.loads(done.stdout)
    if "scan" not in found:
        raise SystemExit(f"{address}: {found.get('error', done.stderr)}")
    return found


def main() -> int:
    if not all(map(shutil.which, ("node", "npm", "openssl"))):
        print("Needs Node, npm and openssl (Debian: apt install npm openssl).", file=sys.stderr)
        return 1
    scanner = install()
    low = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_certificate(folder)
        with site_over_tls(folder) as host:
            print("| page | grade | score | tests passed |\n|---|---|---|---|")
            for kind, path in PAGES.items():
                found = scan(scanner, host + path, folder / "cert.pem")
                result = found["scan"]
                passed = f"{result['testsPassed']} of {result['testsQuantity']}"
                print(f"| {kind} | {result['grade']} | {result['score']} | {passed} |")
                for test, told in found["tests"].items():
                    if not told["pass"]:
                        print(f"{kind}: {test}: {told['result']}", file=sys.stderr)
                if result["grade"] != "A+" or result["score"] < LEAST:
                    low.append(kind)
    if low:
        print(f"Below A+ and {LEAST}: {', '.join(low)}", file=sys.stderr)
    return bool(low)


if __name__ == "__main__":
    raise SystemExit(main())
