"""What the tests of search ask for."""

from __future__ import annotations

import os

import pytest


@pytest.fixture
def owner_url() -> str:
    """Where the owner role connects."""
    return os.environ["DATABASE_OWNER_URL"]
