"""Opening the house: every command but the law's starts here."""

from __future__ import annotations

import os
from pathlib import Path


def open_house() -> None:
    """Start or find the database, then load the rooms."""
    from cairn.cli.database import connect  # noqa: PLC0415  law commands start without a database

    connect(Path(os.environ.get("CAIRN_HOME", "var")))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.project.settings")
    import django  # noqa: PLC0415  slow; law commands start without it

    django.setup()
