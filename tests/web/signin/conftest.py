"""Signing in is tested as on a live site: the other pages' exemption from the second factor ends here."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _without_second_factor() -> None:
    """In place of the fixture of the same name one folder up: the second factor is asked for."""
