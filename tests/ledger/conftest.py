"""A sealed log of its own for the tests that read one, and an empty one for those that seal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from pytest_django.fixtures import Settings

from tests.ledger.a_log import environment_of, make_log


@dataclass(frozen=True)
class SealedLog:
    """Its commands' environment, a connection as the owner, and a person with entries in it."""

    environment: dict[str, str]
    owner: psycopg.Connection
    nominal: str


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], str]:
    return make_log("ledger", tmp_path_factory.mktemp("keys"))


@pytest.fixture
def sealed_log(_made: tuple[dict[str, str], str], settings: Settings) -> Iterator[SealedLog]:
    """What a test changes in it over `owner` is rolled back."""
    environment, nominal = _made
    settings.CAIRN = settings.CAIRN.model_copy(update={"ledger_keys": Path(environment["CAIRN_LEDGER_KEYS"])})
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as owner:
        owner.execute("SET TIME ZONE 'UTC'")
        yield SealedLog(environment, owner, nominal)
        owner.rollback()


@pytest.fixture
def empty_log(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> Iterator[psycopg.Connection]:
    """A database with nothing in it, as its owner; rolled back."""
    keys = tmp_path_factory.mktemp("keys")
    settings.CAIRN = settings.CAIRN.model_copy(update={"ledger_keys": keys})
    with psycopg.connect(environment_of("sealing", keys)["DATABASE_OWNER_URL"]) as owner:
        owner.execute("SET TIME ZONE 'UTC'")
        yield owner
        owner.rollback()
