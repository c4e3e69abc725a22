"""An interrupted job is queued again, a few times, and never beside its own next run."""

from __future__ import annotations

import pytest

from cairn.worker.interrupted import MOST_ATTEMPTS, take_up
from tests.worker.queue import job, managed, states, worker

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_job_of_a_worker_that_is_silent_or_unknown_is_queued_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    of_a_dead_one = job("a.dead", "doing", of=worker(silent=60), lock="a")
    of_an_unknown_one = job("b.unknown", "doing", lock="b")
    of_a_live_one = job("c.live", "doing", of=worker(silent=5), lock="c")
    assert sorted(managed(take_up)) == [of_a_dead_one, of_an_unknown_one]
    assert states() == {of_a_dead_one: "todo", of_an_unknown_one: "todo", of_a_live_one: "doing"}
    assert f"job a.dead ({of_a_dead_one}) was interrupted and is taken up again" in caplog.messages


def test_one_whose_next_run_waits_already_only_frees_its_lock(caplog: pytest.LogCaptureFixture) -> None:
    interrupted = job("a.dead", "doing", lock="a")
    waiting = job("a.dead", "todo", lock="a")
    assert managed(take_up) == []
    assert states() == {interrupted: "failed", waiting: "todo"}
    assert caplog.messages == [f"job a.dead ({interrupted}) was interrupted; its next run does its work"]


def test_one_that_stops_its_worker_each_time_waits_for_its_next_time(
    caplog: pytest.LogCaptureFixture,
) -> None:
    again = job("a.dead", "doing", attempts=MOST_ATTEMPTS - 2)
    given_up = job("b.dead", "doing", attempts=MOST_ATTEMPTS - 1)
    assert managed(take_up) == [again]
    assert states() == {again: "todo", given_up: "failed"}
    assert (
        f"job b.dead ({given_up}) was interrupted {MOST_ATTEMPTS} times: it waits for its next scheduled time"
        in caplog.messages
    )
