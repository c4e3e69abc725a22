"""The nightly run is scheduled, and brings the register to today."""

from __future__ import annotations

import pytest
from procrastinate.contrib.django import app

from cairn.clock.tasks import nightly


def test_the_worker_knows_the_nightly_run_and_when_it_is_due() -> None:
    scheduled = {
        periodic.task.name: periodic.cron for periodic in app.periodic_registry.periodic_tasks.values()
    }
    assert scheduled["clock.nightly"] == "10 0,1 * * *"


@pytest.mark.django_db(transaction=True)
def test_a_night_with_nothing_to_change_changes_nothing() -> None:
    nightly(0)
    nightly(3600)
