"""What every test may ask for. The server itself: tests/server.py."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest
from django.conf import settings
from django.test import TransactionTestCase, override_settings
from hypothesis import settings as settings_of_hypothesis

from tests import drills

# How long one example takes says more about the machine than about the code: bench/ measures.
settings_of_hypothesis.register_profile("house", deadline=None)
settings_of_hypothesis.load_profile("house")


def pytest_configure() -> None:
    """The seed is chosen before the run's processes start, so that they try the same cases."""
    drills.setting()


def pytest_report_header() -> str:
    """How to try the same again."""
    seed = drills.setting()
    if seed == drills.WHOLE:
        return "drills: whole"
    return f"drills: a sample; {drills.SETTING}={seed} tries the same, {drills.SETTING}={drills.WHOLE} everything"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what is a drill or of the law, and leave to other runs what a sample leaves out; not what was named."""
    drills.mark(items)
    if config.option.keyword or any("::" in str(argument) for argument in config.args):
        return
    items[:], left = drills.sampled(items)
    if left:
        config.hook.pytest_deselected(items=left)


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The database is ready: tests/server.py cloned it from the migrated template."""


@pytest.fixture(scope="session", autouse=True)
def _static_files_by_their_own_names() -> Iterator[None]:
    """Pages rendered in a test need no collected, hashed files; the browser tests use the real ones."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    with override_settings(
        STORAGES={**settings.STORAGES, "staticfiles": plain},
        WHITENOISE_AUTOREFRESH=True,
        WHITENOISE_USE_FINDERS=True,
    ):
        yield


def _empty_every_table(self: TransactionTestCase) -> None:
    """After a test that committed: the application role may not truncate, so the owner does."""
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        names = owner.execute(
            "SELECT string_agg(quote_ident(tablename), ', ') FROM pg_tables "
            "WHERE schemaname = 'public' AND tablename NOT IN ('django_migrations', 'django_content_type')"
        ).fetchone()
        owner.execute(f"TRUNCATE {names[0]} CASCADE")


TransactionTestCase._fixture_teardown = _empty_every_table
