"""What an operator is told of the worker."""

from __future__ import annotations

import pytest

from cairn.worker.state import worker_state
from tests.worker.queue import job, worker

pytestmark = pytest.mark.django_db


def test_before_the_first_start_it_is_told_and_no_fault() -> None:
    state = worker_state()
    assert state.is_well
    assert state.sentences() == ["No worker is running: start `cairn worker`."]


def test_a_running_worker_with_nothing_amiss_is_nothing_to_tell() -> None:
    job("a.done", "succeeded", of=worker(silent=5))
    state = worker_state()
    assert (state.running, state.is_well, state.sentences()) == (True, True, [])


def test_an_interrupted_job_and_who_takes_it_up() -> None:
    job("a.dead", "doing", of=worker(silent=3600), ago=3700)
    (interrupted, nobody) = worker_state().sentences()
    assert interrupted.startswith("Job a.dead was interrupted: its worker stopped while doing it (started 2")
    assert interrupted.endswith(" UTC). Start `cairn worker`.")
    assert nobody.startswith("No worker is running: start `cairn worker`. The last was heard of at 2")
    worker(silent=5)
    (interrupted,) = worker_state().sentences()
    assert interrupted.endswith("It is taken up again within two minutes.")


def test_a_job_counts_as_failed_until_it_has_succeeded_again() -> None:
    worker(silent=5)
    job("a.ill", "failed", ago=60)
    job("b.well", "succeeded", ago=90)
    state = worker_state()
    assert not state.is_well
    assert [failed.name for failed in state.failed] == ["a.ill"]
    assert state.sentences("b.well") == []
    (told,) = state.sentences("a.ill")
    assert told.startswith("Job a.ill failed when it last ran (2")
    job("a.ill", "succeeded", ago=30)
    assert worker_state().is_well


def test_a_worker_that_is_busy_is_not_called_gone() -> None:
    worker(silent=45)
    assert worker_state().running
