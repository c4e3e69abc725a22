"""
A register made by the version before, brought to this one: the same people, the same duties, a ledger that verifies.

tests/upgrade/register is remade when a version is out: `python -m tests.upgrade.make CHECKOUT`.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import psycopg
import pytest

from tests.server import empty
from tests.upgrade.make import DUMP, HEADS, KEYS, MANIFEST
from tests.upgrade.manifest import Manifest, taken
from tests.upgrade.server import restore

BEFORE = msgspec.json.decode(MANIFEST.read_bytes(), type=Manifest)
# Kinds of duty that this version works out and the one before did not.
ADDED: frozenset[str] = frozenset({"level-1-review", "mappa-meeting"})
# The last day of registration of each person who has one.
_UNTIL = {person: until for person, _, until, _ in BEFORE.standing if until}
OPEN_EVERY_PAGE = """
import json, sys
from collections import Counter
import django
django.setup()
from django.conf import settings
from django.test import Client, override_settings
from cairn.accounts.models import User

plain = {**settings.STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
with override_settings(STORAGES=plain, ALLOWED_HOSTS=["testserver"]):
    client = Client()
    client.force_login(User.objects.get(username="supervisor"), backend="allauth.account.auth_backends.AuthenticationBackend")
    addresses = ["/", *(f"/people/{person}/" for person in sys.argv[1:])]
    print(json.dumps(Counter(client.get(address).status_code for address in addresses)))
"""


@dataclass(frozen=True)
class Upgraded:
    """The register after `cairn migrate`, and how its commands find it."""

    environment: dict[str, str]
    connection: psycopg.Connection
    found: Manifest
    meanwhile: Any

    def cairn(self, *words: str) -> subprocess.CompletedProcess[str]:
        return _run(self.environment, "-m", "cairn.cli.main", *words)


# Rows that say no; those of them that say it for certain; and all that the clock's next run makes anew.
MEANWHILE = """
    SELECT count(*) FILTER (WHERE NOT registrable),
           count(*) FILTER (WHERE NOT registrable AND NOT undecided),
           count(*) FILTER (WHERE changes_on <= (now() AT TIME ZONE 'Europe/London')::date)
    FROM clock_standing WHERE NOT stands_in
"""


def _run(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, *words], env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    application, owner, superuser = empty("cairn_upgrade_" + os.environ.get("PYTEST_XDIST_WORKER", "one"))
    restore(DUMP, superuser)
    keys = tmp_path_factory.mktemp("keys") / "ledger-keys"
    shutil.copytree(KEYS, keys)
    for key in keys.iterdir():
        key.chmod(0o600)
    environment = {
        **os.environ,
        "DATABASE_URL": application,
        "DATABASE_OWNER_URL": owner,
        "CAIRN_LEDGER_KEYS": str(keys),
        "CAIRN_DEMO": "true",
        "DJANGO_SETTINGS_MODULE": "cairn.project.settings",
    }
    _run(environment, "-m", "cairn.cli.main", "migrate")
    with psycopg.connect(superuser) as connection:
        meanwhile = connection.execute(MEANWHILE).fetchone()
    _run(environment, "-m", "cairn.cli.main", "clock", "run", "--rebuild", "--on", BEFORE.day)
    with psycopg.connect(superuser) as connection:
        found = taken(connection, version="this", day=BEFORE.day)
        yield Upgraded(environment, connection, found, meanwhile)


def test_the_same_people_with_everything_that_was_recorded_of_them(upgraded: Upgraded) -> None:
    assert len(BEFORE.people) == 40
    assert upgraded.found.people == BEFORE.people
    assert upgraded.found.rows == BEFORE.rows


def test_until_the_clock_has_run_no_answer_of_the_version_before_is_a_certain_no(upgraded: Upgraded) -> None:
    no, certain, waiting = upgraded.meanwhile
    assert no > 0
    assert certain == 0
    # The next run of the clock makes every row anew, whoever forgets to ask for a rebuild.
    assert waiting == len(BEFORE.standing)


def test_the_law_says_the_same_of_them(upgraded: Upgraded) -> None:
    assert upgraded.found.standing == BEFORE.standing


def test_every_duty_that_stood_stands_and_only_new_kinds_are_new(upgraded: Upgraded) -> None:
    before, after = (Counter(map(tuple, manifest.duties)) for manifest in (BEFORE, upgraded.found))
    assert len(BEFORE.duties) > 100
    # A yearly notification that fell after the last day of registration was never owed (SOA 2003 s.85(1)).
    yearly = [duty for duty in before if duty[2] == "periodic" and duty[5]]
    beyond = Counter(duty for duty in yearly if duty[5] > _UNTIL.get(duty[0], duty[5]))
    assert 0 < len(beyond) < 5
    assert before - after == beyond
    assert {kind for _, _, kind, *_ in after - before} <= ADDED


def test_no_kind_of_duty_is_called_new_that_is_not(upgraded: Upgraded) -> None:
    before, after = ({kind for _, _, kind, *_ in manifest.duties} for manifest in (BEFORE, upgraded.found))
    assert after - before >= ADDED


def test_the_ledger_verifies_against_the_heads_that_were_published_before(upgraded: Upgraded) -> None:
    told = json.loads(upgraded.cairn("ledger", "verify", "--json", "--witness", str(HEADS)).stdout)
    assert (told["count"], told["witnessed"], told["size"]) == (0, 1, BEFORE.sealed)
    assert upgraded.found.entries >= BEFORE.entries


def test_pages_open_on_it(upgraded: Upgraded) -> None:
    people = [person for person, *_ in BEFORE.people]
    opened = _run({**upgraded.environment, "CAIRN_HTTPS": "false"}, "-c", OPEN_EVERY_PAGE, *people)
    # The one that another force owns leads to the page that asks for access.
    assert json.loads(opened.stdout) == {"200": 40, "302": 1}


def test_the_log_goes_on_under_the_key_it_had(upgraded: Upgraded) -> None:
    """Last: it adds to what the others look at."""
    # A look of its own, so that there is something to seal wherever the others ran.
    _run({**upgraded.environment, "CAIRN_HTTPS": "false"}, "-c", OPEN_EVERY_PAGE, BEFORE.people[0][0])
    upgraded.cairn("ledger", "seal")
    told = json.loads(upgraded.cairn("ledger", "verify", "--json", "--witness", str(HEADS)).stdout)
    assert (told["count"], told["witnessed"], told["unsealed"]) == (0, 1, 0)
    assert told["size"] > BEFORE.sealed
    key = Path(upgraded.environment["CAIRN_LEDGER_KEYS"])
    assert [file.stem for file in key.iterdir()] == [told["first_key"]] == [told["key"]]
