"""
The concurrency drill: many agencies at once over few connections, and no answer carries another's words.

A sample lasts 25 seconds, the whole drill 60; CAIRN_DRILL_SECONDS says another time.
"""

from __future__ import annotations

import os
import random
import re
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import requests

from tests import drills
from tests.resilience.site import Site, environment_of

AGENCIES, POOL, SECONDS = (
    50,
    int(os.environ.get("CAIRN_DRILL_POOL", "4")),
    float(os.environ.get("CAIRN_DRILL_SECONDS") or drills.of(whole=60, sample=25)),
)
WORDS = re.compile(rb"Zq\d{3}xw")
OWN = ("/people/{n}/", "/people/{n}/timeline/", "/people/{n}/plan/", "/people/{n}/history/addresses/", "/")


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(
        environment_of(
            "cairn_concurrency_" + os.environ.get("PYTEST_XDIST_WORKER", "test"),
            tmp_path,
            CAIRN_DATABASE_CONNECTIONS=str(POOL),
        )
    )
    made.populate(AGENCIES)
    made.serve("--workers", "2")
    yield made
    assert made.server is not None
    made.server.terminate()
    made.server.wait(30)


class Reader(threading.Thread):
    """One officer, clicking without pause: their own pages, others', a search, and what does not exist."""

    def __init__(self, site: Site, number: int, until: float, tally: Counter[str], faults: list[str]) -> None:
        super().__init__(daemon=True)
        self.me, self.others = site.people[number], [p for p in site.people if p is not site.people[number]]
        self.site, self.until, self.tally, self.faults = site, until, tally, faults
        self.chance = random.Random(number)
        self.web = requests.Session()
        self.web.cookies.set("sessionid", self.me["session"])

    def run(self) -> None:
        try:
            while time.monotonic() < self.until:
                self.chance.choice((self.own, self.own, self.own, self.anothers, self.search, self.nothing))()
        except Exception as error:  # noqa: BLE001  a thread's fault is the drill's
            self.faults.append(f"{self.me['word']}: {type(error).__name__}: {error}")

    def check(self, kind: str, answer: requests.Response, *, status: int, mine: bool) -> None:
        self.tally[kind] += 1
        said = set(WORDS.findall(answer.content)) | set(WORDS.findall(str(answer.headers).encode()))
        own = self.me["word"].encode()
        if answer.status_code != status:
            self.faults.append(f"{kind}: {answer.status_code} for {answer.request.path_url}")
        if said - {own}:
            self.faults.append(f"{kind}: {self.me['word']} was sent {said - {own}}")
        if mine and own not in said:
            self.faults.append(f"{kind}: {self.me['word']} was not sent their own words")

    def own(self) -> None:
        path = self.chance.choice(OWN).format(n=self.me["nominal"])
        self.check("own", self.web.get(self.site.url + path, timeout=60), status=200, mine=True)

    def anothers(self) -> None:
        path = self.chance.choice(OWN[:4]).format(n=self.chance.choice(self.others)["nominal"])
        self.check("another's", self.web.get(self.site.url + path, timeout=60), status=404, mine=False)

    def search(self) -> None:
        address = self.site.url + "/people/find/"
        if "csrftoken" not in self.web.cookies:
            self.web.get(address, timeout=60)
        form = {"text": "Robin", "csrfmiddlewaretoken": self.web.cookies["csrftoken"]}
        answer = self.web.post(address, form, headers={"Referer": address}, timeout=60)
        self.check("search", answer, status=200, mine=True)

    def nothing(self) -> None:
        answer = self.web.get(self.site.url + "/people/nobody/", timeout=60)
        self.check("nothing", answer, status=404, mine=False)


def test_no_answer_carries_another_agencys_words(site: Site) -> None:
    tally: Counter[str] = Counter()
    faults: list[str] = []
    until = time.monotonic() + SECONDS
    readers = [Reader(site, number, until, tally, faults) for number in range(AGENCIES)]
    for reader in readers:
        reader.start()
    most = 0
    with psycopg.connect(site.environment["DATABASE_OWNER_URL"], autocommit=True) as watch:
        while any(reader.is_alive() for reader in readers):
            count = watch.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE usename = 'cairn_app' AND datname = current_database()"
            ).fetchone()
            most = max(most, int(count[0]) if count else 0)
            time.sleep(0.2)
    print(dict(tally), f"over at most {most} connections")
    assert faults == []
    assert min(tally[kind] for kind in ("own", "another's", "search", "nothing")) > AGENCIES
    # Two processes, each with its pool; far fewer connections than people.
    assert 1 <= most <= 2 * POOL
