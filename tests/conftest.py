"""What every test may ask for. The server itself: tests/server.py."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The database is ready: tests/server.py cloned it from the migrated template."""
