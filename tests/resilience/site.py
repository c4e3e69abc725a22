"""A site of its own, in processes of its own, on a database of its own: something to load, and to kill."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.server import clone

ROOT = Path(__file__).parents[2]
CAIRN = [sys.executable, "-m", "cairn.cli.main"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=2) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


@dataclass
class Site:
    """Where it answers, in which environment it runs, and who is signed in there."""

    environment: dict[str, str]
    port: int = field(default_factory=free_port)
    people: list[dict[str, Any]] = field(default_factory=list)
    server: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def populate(self, agencies: int) -> None:
        """Agencies, each with an officer, a person on the register, and words that are nobody else's."""
        made = subprocess.run(
            [sys.executable, "-m", "tests.resilience.populate", str(agencies)],
            env=self.environment,
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.people = json.loads(made.stdout.splitlines()[-1])

    def serve(self, *more: str) -> None:
        self.server = subprocess.Popen(
            [*CAIRN, "serve", "--port", str(self.port), *more],
            env=self.environment,
            cwd=ROOT,
            start_new_session=True,
        )
        deadline = time.monotonic() + 60
        while not answers(f"{self.url}/sign-in/"):
            assert self.server.poll() is None, "the site stopped before it answered"
            assert time.monotonic() < deadline, "the site did not answer within a minute"
            time.sleep(0.1)


def environment_of(name: str, home: Path, **more: str) -> dict[str, str]:
    """The environment of a site on a fresh database of this name."""
    application, owner = clone(name)
    return {
        **os.environ,
        "DATABASE_URL": application,
        "DATABASE_OWNER_URL": owner,
        "CAIRN_HOME": str(home),
        "CAIRN_DEMO": "true",
        "CAIRN_HTTPS": "false",
        # A drill is faster than any reader may be.
        "CAIRN_SEARCHES_A_MINUTE": "0",
        "DJANGO_SETTINGS_MODULE": "cairn.project.settings",
        "PYTHONPATH": str(ROOT),
        **more,
    }
