"""A small sealed log in a database of its own: two keys, several heads, two erasures, and notes not yet sealed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.server import clone

# In a process of its own, because it commits: rows, seals and notes as a site would have them.
MAKE = """
import django
django.setup()
from django.db import transaction
from cairn.accounts.database_user import acting_as
from cairn.ledger.log.connecting import keeper
from cairn.ledger.log.key_rotation import rotate_key
from cairn.ledger.log.sealing import seal
from cairn.ledger.services import enter
from cairn.record.models import Nominal
from tests.factories.operations import OVERVIEW_OPENED
from tests.ledger.erasing import erase
from tests.security.world import make_world

worlds = [make_world(pnc=f"1979/016300{number}B") for number in range(4)]
with keeper() as connection:
    seal(connection, batch=16)
rotate_key(why="yearly")
for gone in worlds[2:]:
    with transaction.atomic(using="owner"):
        erase(gone.nominal.pk, why="retention review")
with keeper() as connection:
    seal(connection)
for world in worlds[:2]:
    with acting_as(world.officer) as officer:
        enter(officer, OVERVIEW_OPENED, nominal_id=world.nominal.pk, why="due today")
        Nominal.objects.filter(pk=world.nominal.pk).update(gender="not said")
print(worlds[0].nominal.pk)
"""


def environment_of(name: str, keys: Path) -> dict[str, str]:
    """A database of its own, and how a command finds it and its keys."""
    application, owner = clone(f"cairn_{name}_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}")
    return {
        **os.environ,
        "DATABASE_URL": application,
        "DATABASE_OWNER_URL": owner,
        "CAIRN_LEDGER_KEYS": str(keys),
        "DJANGO_SETTINGS_MODULE": "cairn.project.settings",
    }


def make_log(name: str, keys: Path) -> tuple[dict[str, str], str]:
    """The log's environment, and the id of a person with entries in it."""
    environment = environment_of(name, keys)
    root = str(Path(__file__).parents[2])
    made = subprocess.run(
        [sys.executable, "-c", MAKE],
        env={**environment, "PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    return environment, made.stdout.strip()
