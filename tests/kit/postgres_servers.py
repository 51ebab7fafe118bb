"""PostgreSQL servers of a test or a drill, on loopback: a primary, and a standby that streams from it."""

import subprocess
from pathlib import Path

import psycopg

from drez_site.embedded_postgres.server import as_another_user, program

FAST = ["fsync=off", "full_page_writes=off", "shared_buffers=32MB", "max_connections=120", "jit=off"]


class PostgresServer:
    """One server in a folder, at a port of 127.0.0.1; whoever starts it ends it."""

    def __init__(self, folder: Path, port: int):
        self.folder, self.port = folder, port
        self.data = folder / "data"
        folder.mkdir(parents=True)

    def initialize(self):
        self._run(
            "initdb",
            "--pgdata=data",
            "--username=postgres",
            "--auth=trust",
            "--no-sync",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--locale=C.UTF-8",
            *(f"-c{each}" for each in FAST),
        )

    def copy_of(self, primary: "PostgresServer"):
        """A standby that goes on streaming when it starts."""
        self._run(
            "pg_basebackup",
            "--pgdata=data",
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--no-sync",
            "--host=127.0.0.1",
            f"--port={primary.port}",
            "--username=postgres",
        )

    def start(self):
        listen = f"-c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=''"
        self._run("pg_ctl", "--pgdata=data", "--log=log", f"--options={listen}", "--wait", "start")

    def stop(self, mode="fast"):
        """`immediate` is as if the power went."""
        self._run("pg_ctl", "--pgdata=data", f"--mode={mode}", "--wait", "stop")

    def is_running(self) -> bool:
        return (self.data / "postmaster.pid").exists()

    def promote(self):
        self._run("pg_ctl", "--pgdata=data", "--wait", "promote")

    def url(self, database: str) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/{database}"

    def ask(self, question: str, database="postgres"):
        """The first value of the answer."""
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            cursor = connection.execute(question)
            return cursor.fetchone()[0] if cursor.description else None

    def _run(self, name, *arguments):
        command = [*as_another_user(), program(name), *arguments]
        with (self.folder / "said").open("ab") as said:  # a pipe would stay open as long as the server
            done = subprocess.run(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=said, stderr=said
            )
        assert done.returncode == 0, f"{name}: {(self.folder / 'said').read_text()[-2000:]}"
