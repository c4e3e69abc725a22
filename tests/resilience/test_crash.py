"""
The crash drill: kill -9 of web, worker, sealer and database at random moments, while people record visits.

After each crash: every write that was acknowledged is there; every other is wholly there or wholly absent (an
answer may be lost after its commit); acts, their history and their entries agree in number. After every fifth, and
at the end, the whole ledger verifies. A sample has five, the whole drill 40; CAIRN_CRASHES says another number.
"""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import psycopg
import pytest
import requests

from cairn.cli.database import APPLICATION
from cairn.ledger.verifying.verify import steady, verify
from tests import drills
from tests.resilience.database import Database
from tests.resilience.site import CAIRN, ROOT, Site

CRASHES = int(os.environ.get("CAIRN_CRASHES") or drills.of(whole=40, sample=5))
AGENCIES, WRITERS = 3, 4
VERIFY_EVERY = 5
PARTS = ("database", "web", "sealer", "worker")
TOKEN = re.compile(r"visit-\d+-\d+")


@dataclass
class House:
    """Everything that runs, each in a process group of its own."""

    database: Database
    site: Site
    jobs: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start_job(self, name: str) -> None:
        command = {
            "sealer": [sys.executable, "-m", "tests.resilience.sealer"],
            "worker": [*CAIRN, "worker"],
        }[name]
        self.jobs[name] = subprocess.Popen(
            command,
            env=self.site.environment,
            cwd=ROOT,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def crash(self, what: str) -> None:
        """Kill one of them with no warning, and start it again."""
        if what == "database":
            self.database.kill()
            self.database.start()
        elif what == "web":
            assert self.site.server is not None
            os.killpg(self.site.server.pid, signal.SIGKILL)
            self.site.server.wait()
            self.site.serve()
        else:
            os.killpg(self.jobs[what].pid, signal.SIGKILL)
            self.jobs[what].wait()
            self.start_job(what)

    def mend(self) -> None:
        """Whatever stopped because something else was killed is started again, as an operator's service would."""
        for name, job in list(self.jobs.items()):
            if job.poll() is not None:
                self.start_job(name)

    def stop(self) -> None:
        for process in (self.site.server, *self.jobs.values()):
            if process is not None and process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.database.stop()


@pytest.fixture
def home() -> Iterator[Path]:
    """
    A directory that the database's own user can reach for as long as the drill lasts.

    Not pytest's: each of its sessions shuts the directory above all of theirs to everybody else when it begins.
    """
    with tempfile.TemporaryDirectory(prefix="cairn-drill-") as made:
        yield Path(made)


@pytest.fixture
def house(home: Path) -> Iterator[House]:
    database = Database(home)
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("CAIRN_", "DATABASE_"))},
        "DATABASE_URL": database.urls.application,
        "DATABASE_OWNER_URL": database.urls.owner,
        "CAIRN_HOME": str(home),
        "CAIRN_DEMO": "true",
        "CAIRN_HTTPS": "false",
        "DJANGO_SETTINGS_MODULE": "cairn.project.settings",
        "PYTHONPATH": str(ROOT),
    }
    subprocess.run([*CAIRN, "migrate"], env=environment, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    made = House(database, Site(environment))
    made.site.populate(AGENCIES)
    made.site.serve()
    for name in ("sealer", "worker"):
        made.start_job(name)
    yield made
    made.stop()


# The signed note that the page carries; with it, it may be sent once.
NOTE = re.compile(r'name="page_note" value="([^"]+)"')


class Writer(threading.Thread):
    """One officer recording visits, each with words of its own, whatever becomes of the site meanwhile."""

    def __init__(self, site: Site, number: int) -> None:
        super().__init__(daemon=True)
        self.site, self.number, self.me = site, number, site.people[number % AGENCIES]
        self.going = True
        self.sent: set[str] = set()
        self.acknowledged: set[str] = set()

    def run(self) -> None:
        address = f"{self.site.url}/people/{self.me['nominal']}/visit/"
        today = date.today()
        count = 0
        while self.going:
            web = requests.Session()
            web.cookies.set("sessionid", self.me["session"])
            try:
                while self.going:
                    note = NOTE.search(web.get(address, timeout=20).text)
                    count += 1
                    token = f"visit-{self.number}-{count}"
                    self.sent.add(token)
                    answer = web.post(
                        address,
                        {
                            "outcome": "seen",
                            "observations": token,
                            "visited_on-day": str(today.day),
                            "visited_on-month": str(today.month),
                            "visited_on-year": str(today.year),
                            "page_note": note[1] if note else "",
                        },
                        headers={"Referer": address},
                        timeout=20,
                        allow_redirects=False,
                    )
                    if (
                        answer.status_code != 302
                        or f"/people/{self.me['nominal']}/" not in answer.headers.get("Location", "")
                    ):
                        break
                    self.acknowledged.add(token)
                    time.sleep(0.05)
            except requests.RequestException:
                time.sleep(0.05)


def look(house: House, writers: list[Writer], *, proving: bool) -> Counter[str]:
    """
    What the database holds, held against what was sent and acknowledged.

    Parameters
        proving: whether the whole ledger is verified too: its cost grows with all that was ever written.
    """
    acknowledged = set().union(*(set(writer.acknowledged) for writer in writers))
    with psycopg.connect(house.database.urls.owner) as owner, steady(owner):
        visits = dict(
            owner.execute(
                "SELECT observations, id::text FROM supervision_visit WHERE observations LIKE 'visit-%'"
            )
        )
        past = Counter(
            text
            for (text,) in owner.execute(
                "SELECT observations FROM supervision_visithistory WHERE observations LIKE 'visit-%'"
            )
        )
        entered = Counter(
            key
            for (key,) in owner.execute("SELECT detail ->> 'visit' FROM ledger_entry WHERE what = 'visit'")
        )
        report = verify(owner, application=APPLICATION) if proving else None
    # What was acknowledged before that look must be in it; what it holds was sent before now.
    sent = set().union(*(set(writer.sent) for writer in writers))
    assert acknowledged <= set(visits), sorted(acknowledged - set(visits))
    assert set(visits) <= sent
    assert past == Counter(dict.fromkeys(visits, 1))
    assert Counter(dict.fromkeys(visits.values(), 1)) == Counter(
        {key: many for key, many in entered.items() if key in set(visits.values())}
    )
    if report is not None:
        assert report.findings == [], json.dumps([str(finding) for finding in report.findings[:5]])
    return Counter(
        acknowledged=len(acknowledged),
        answers_lost_after_their_commit=len(set(visits) - acknowledged),
        wholly_absent=len(sent - set(visits)),
        sealed=report.size if report else 0,
    )


def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(house: House) -> None:
    chance = random.Random(drills.setting())
    writers = [Writer(house.site, number) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    killed: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for number in range(CRASHES):
        time.sleep(chance.uniform(0.05, 0.6))
        what = PARTS[number] if number < len(PARTS) else chance.choice(PARTS)
        house.crash(what)
        killed[what] += 1
        house.mend()
        found = look(house, writers, proving=number % VERIFY_EVERY == 0)
        if number % 20 == 0:
            print(number + 1, dict(killed), dict(found), flush=True)
    time.sleep(1)
    for writer in writers:
        writer.going = False
    for writer in writers:
        writer.join(30)
    found = look(house, writers, proving=True)
    print(dict(killed), dict(found))
    assert found["acknowledged"] > CRASHES
    assert found["sealed"] > 0
