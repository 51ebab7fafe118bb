"""deploy/: the units as systemd reads them, and the release script on a site that runs under a supervisor."""

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import pytest

from tests.kit.clinic_database import clinic_database

from .running import ROOT, free_port

MOST_EXPOSED = 30  # of 100, as systemd-analyze rates what a unit could do
UNITS = sorted((ROOT / "deploy/systemd").iterdir())
CODE = ["deploy", "drez_site", "locale", "procedures", "providers", "static", "templates"]
CODE += ["manage.py", "gunicorn.conf.py", "pyproject.toml", "requirements.txt"]


def unit(name: str, setting: str) -> str:
    """What a unit says."""
    text = (ROOT / "deploy/systemd" / name).read_text()
    return re.search(rf"^{setting}=(.*)$", text, re.MULTILINE)[1]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze on this machine")
def test_systemd_understands_the_units(tmp_path):
    for path in UNITS:
        text = re.sub(r"^(Exec\w+)=/srv/\S+", r"\1=/bin/true", path.read_text(), flags=re.MULTILINE)
        (tmp_path / path.name).write_text(text)
    command = ["systemd-analyze", "verify", "--man=no", *(tmp_path / path.name for path in UNITS)]
    said = subprocess.run(command, capture_output=True, text=True).stderr
    assert len(UNITS) == 7
    assert [line for line in said.splitlines() if any(path.name in line for path in UNITS)] == []
    for service in tmp_path.glob("*.service"):
        rated = ["systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", service]
        assert subprocess.run(rated, capture_output=True).returncode == 0, service.name


def test_the_environment_of_production_holds_what_production_asks_for():
    text = (ROOT / "deploy/environment.example").read_text()
    names = set(re.findall(r"^([A-Z_]+)=", text, re.MULTILINE))
    required = (ROOT / "drez_site/settings/production.py").read_text()
    assert names >= set(re.findall(r'^    "([A-Z_]+)":', required, re.MULTILINE))
    every = set(re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    assert names - every == {"OWNER_DATABASE_URL"} and not {"HOST", "PORT"} & names
    assert re.search(r'["\' ]', "".join(re.findall(r"=(.*)", text))) is None


# As systemctl: 1 when what was started ends before it said that it is ready.
RESTART = """#!/bin/sh
old=$(cat {pid})
kill -TERM $old 2>/dev/null
while new=$(cat {pid}); [ "$new" = "$old" ]; do sleep 0.1; done
sleep 2
kill -0 $new
"""


class Supervisor:
    """What clinic-web.service and its socket ask of systemd, where there is none.

    The socket stays open while one process follows another; all of a process ends together, and another comes
    after a pause, or at once where it was asked to end.
    """

    def __init__(self, folder: Path, port: int, environment: dict[str, str]):
        self.folder, self.log = folder, folder / "log"
        self.command = shlex.split(
            unit("clinic-web.service", "ExecStart").replace("/srv/clinic/", f"{folder}/")
        )
        self.environment = environment | {"LISTEN_FDS": "1"}
        self.socket = socket.create_server(("127.0.0.1", port), backlog=100)
        self.pid_file = folder / "pid"
        self.starts, self.stopped = 0, False
        assert unit("clinic-web.service", "KillMode") == "control-group"
        self.pause = float(unit("clinic-web.service", "RestartSec"))
        self.thread = threading.Thread(target=self.keep_alive, daemon=True)
        self.thread.start()

    def keep_alive(self):
        with self.log.open("w") as log:
            while not self.stopped:
                self.main = subprocess.Popen(
                    ["sh", "-c", 'export LISTEN_PID=$$; exec "$@"', "sh", *self.command],
                    cwd=self.folder / "current",
                    env=self.environment,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=lambda: os.dup2(self.socket.fileno(), 3),
                    pass_fds=[3],
                )
                self.starts += 1
                self.pid_file.write_text(str(self.main.pid))
                if self.main.wait() != 0:
                    time.sleep(self.pause)
                self.kill_group()

    def kill_group(self):
        with suppress(ProcessLookupError):  # all of it has ended
            os.killpg(self.main.pid, signal.SIGKILL)

    def stop(self):
        self.stopped = True
        self.main.terminate()
        self.thread.join(timeout=60)
        self.socket.close()


class Site:
    """A clinic's folder, with a release that runs."""

    def __init__(self, folder: Path, clinic):
        self.folder, self.port = folder, free_port()
        (folder / "releases").mkdir()
        bind = f"127.0.0.1:{self.port}"
        self.environment = {
            "DJANGO_SETTINGS_MODULE": "drez_site.settings.production",
            "SECRET_KEY": "only-for-tests-0123456789" * 3,
            "PHONE_KEYS": "only-for-tests-0123456789" * 3,
            "ALLOWED_HOSTS": "www.example.org",
            "PUBLIC_ORIGIN": "https://www.example.org",
            "CLINIC_PHONE": "+19195550100",
            "CLINIC_URGENT_PHONE": "+19195550101",
            "DATABASE_URL": clinic.url("web"),
            "BACKUP_DATABASE_URL": clinic.url("backup"),
            "OWNER_DATABASE_URL": clinic.url("owner"),
            "BACKUP_FOLDER": str(folder / "backups"),
            "BEHIND_TLS_PROXY": "true",
            "PROXY_DEPTH": "1",
            "BIND": bind,
            "WEB_CONCURRENCY": "2",
        }
        lines = [f"{name}={value}" for name, value in self.environment.items()]
        (folder / "environment").write_text("\n".join(lines) + "\n")

    def make_release(self, name: str) -> Path:
        """A copy of this code, with packages of its own beside those of this environment: `release_name`.

        Its page for what is not found begins with that name.
        """
        release = self.folder / "releases" / name
        release.mkdir()
        for each in CODE:
            source = ROOT / each
            copy = shutil.copytree if source.is_dir() else shutil.copy
            copy(source, release / each)
        words = release / "drez_site/foundation/languages/en.py"
        heading = "We could not find that page"
        assert heading in words.read_text()
        renamed = words.read_text().replace(f'"{heading}"', "__import__('release_name').NAME")
        words.write_text(renamed)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", release / ".venv"], check=True)
        packages = next(release.glob(".venv/lib/python*/site-packages"))
        (packages / "release_name.py").write_text(f"NAME = 'Release {name}'\n")
        (packages / "shared.pth").write_text(f"{next(ROOT.glob('.venv/lib/python*/site-packages'))}\n")
        gunicorn = release / ".venv/bin/gunicorn"
        gunicorn.write_text(f"#!{release}/.venv/bin/python\nfrom gunicorn.app.wsgiapp import run\nrun()\n")
        gunicorn.chmod(0o755)
        return release

    def release(self, folder: Path, seconds=90) -> "subprocess.CompletedProcess[str]":
        environment = {name: value for name, value in os.environ.items() if name not in self.environment}
        environment |= {
            "SITE": str(self.folder),
            "ENVIRONMENT": str(self.folder / "environment"),
            "PAGES": str(self.folder / "pages"),
            # A unit that is just being started again is left to that.
            "RESTART": f"{self.folder}/restart",
            "SECONDS_TO_ANSWER": str(seconds),
        }
        (self.folder / "restart").write_text(RESTART.format(pid=self.folder / "pid"))
        (self.folder / "restart").chmod(0o755)
        command = [str(ROOT / "deploy/release.sh"), str(folder)]
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=300)

    def current(self) -> str:
        return (self.folder / "current").readlink().name

    def get(self, path: str) -> int:
        return self.read(path)[0]

    def read(self, path: str) -> tuple[int, str]:
        """The status, or 0 of a connection that was closed; and the page."""
        headers = {"Host": "www.example.org", "X-Forwarded-Proto": "https"}
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def comes_up(self) -> bool:
        deadline = time.monotonic() + 90
        while time.monotonic() < deadline:
            if self.get("/readyz") == 200 and self.get("/") == 200:
                return True
            time.sleep(0.3)
        return False


@pytest.fixture
def site(tmp_path, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), clinic_database("release") as clinic:
        clinic.make_roles()
        site = Site(tmp_path, clinic)
        first = site.make_release("one")
        (tmp_path / "current").symlink_to(first)
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        collect = [first / ".venv/bin/python", "manage.py", "collectstatic", "--no-input", "--verbosity=0"]
        subprocess.run(collect, cwd=first, env=environment | site.environment, check=True)
        supervisor = Supervisor(tmp_path, site.port, environment | site.environment)
        try:
            assert site.comes_up(), (tmp_path / "log").read_text()[-3000:]
            site.supervisor = supervisor
            yield site
        finally:
            supervisor.stop()


@contextmanager
def readers(site: Site):
    """Four who read without a pause; gives the list of statuses that they get."""
    met, gone = [], threading.Event()

    def read():
        while not gone.is_set():
            met.append(site.get("/"))

    with ThreadPoolExecutor(4) as pool:
        reading = [pool.submit(read) for _ in range(4)]
        try:
            yield met
        finally:
            gone.set()
        for each in reading:
            each.result(60)


@pytest.mark.nightly
def test_a_release_comes_up_and_a_broken_one_goes_back(site):
    assert "Release one" in site.read("/nowhere/")[1]
    with readers(site) as met:
        done = site.release(site.make_release("two"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert site.current() == "two"
    assert len(met) > 20 and set(met) == {200}, "who comes while one process follows the other waits"
    for _ in range(8):  # whichever process answers
        assert "Release two" in site.read("/nowhere/")[1], "its code and its packages"
    assert len(list((site.folder / "backups").glob("*.dump"))) == 1
    assert 'href="tel:+19195550100"' in (site.folder / "pages/unavailable.html").read_text()

    refused = site.make_release("refused")
    (refused / "drez_site/urls.py").write_text("raise RuntimeError('broken')\n")
    done = site.release(refused)
    assert done.returncode != 0 and site.current() == "two", "nobody was sent there at all"
    assert site.get("/") == 200

    unready = site.make_release("unready")
    (unready / "gunicorn.conf.py").write_text("raise RuntimeError('broken')\n")
    done = site.release(unready, seconds=15)
    assert done.returncode == 1 and "It does not start." in done.stderr and "Back: " in done.stderr
    assert site.current() == "two"
    assert site.comes_up()

    broken = site.make_release("broken")
    with (broken / "drez_site/wsgi.py").open("a") as code:
        code.write("raise RuntimeError('broken')\n")
    done = site.release(broken, seconds=15)
    assert done.returncode == 1 and "It does not answer." in done.stderr
    assert site.current() == "two"
    assert site.comes_up()


@pytest.mark.nightly
def test_a_killed_master_takes_its_workers_along_and_comes_back(site):
    master = psutil.Process(site.supervisor.main.pid)
    workers = master.children()
    assert len(workers) == 2
    master.kill()
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert alive == []
    assert site.comes_up() and site.supervisor.starts == 2
