"""
The worker is killed (SIGKILL) in the middle of each scheduled job: a new one finishes what it left, and it is told.

Each job is held up by a lock, or by a mail server that does not answer, where part of its work is done; the worker is
killed there. That half a minute of silence and the next minute have passed is said to the queue, not waited for.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import connections
from procrastinate.contrib.django import app

from cairn.accounts.database_user import acting_as
from cairn.dates import today
from cairn.ledger.log.connecting import application_role, keeper
from cairn.ledger.log.publishing import read_heads
from cairn.ledger.verifying.verify import steady, verify
from cairn.record.models import Nominal, SentForm
from cairn.worker.state import worker_state
from tests.accounts.messages.mailroom import FROM, SITE, MailRoom, mail_room
from tests.accounts.messages.test_sending import age, everything, told
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.factories.retention import confirmed, long_ago
from tests.resilience.site import CAIRN, ROOT

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


class Drill:
    """One job, held up and killed; `room` takes the mail, and does not answer while `stalling`."""

    def __init__(self, stack: ExitStack, home: Path) -> None:
        superuser = os.environ["CAIRN_TEST_SUPERUSER"].format(connections["owner"].settings_dict["NAME"])
        self.watch = stack.enter_context(psycopg.connect(superuser, autocommit=True))
        self.holding = stack.enter_context(psycopg.connect(superuser))
        self.room = _SlowRoom()
        port = stack.enter_context(mail_room(handler=self.room))[1]
        self.witness = home / "heads"
        self.environment = {
            **os.environ,
            "CAIRN_MAIL": f"smtp://127.0.0.1:{port}",
            "CAIRN_MAIL_FROM": FROM,
            "CAIRN_ADDRESS": SITE,
            "CAIRN_LEDGER_WITNESS_FILE": str(self.witness),
        }
        self.log = home / "worker.log"
        self.running: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.running = subprocess.Popen(
                [*CAIRN, "worker"], env=self.environment, cwd=ROOT, start_new_session=True, stderr=log
            )

    def kill(self) -> None:
        if self.running:
            os.killpg(self.running.pid, signal.SIGKILL)
            self.running.wait()
            self.running = None

    def cairn(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*CAIRN, *words], env=self.environment, cwd=ROOT, check=False, capture_output=True, text=True
        )

    def hold(self, statement: str, *values: object) -> None:
        """Hold up whoever comes to what this statement locks, until `release`."""
        self.holding.execute(statement, values)

    def release(self) -> None:
        self.room.stalling = False
        self.holding.rollback()

    def job(self, task: str) -> tuple[int, str] | None:
        return self.watch.execute(
            "SELECT id, status FROM procrastinate_jobs WHERE task_name = %s ORDER BY id DESC LIMIT 1", [task]
        ).fetchone()

    def is_inside(self, task: str) -> bool:
        """Whether the worker has queued every job, does that one and waits there for what is held."""
        job = self.job(task)
        if job is None or job[1] != "doing" or not all(self.job(name) for name in HELD_UP):
            return False
        waiting = self.watch.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
        return bool(waiting and waiting[0]) or bool(self.room.taken and self.room.stalling)

    def is_quiet(self) -> bool:
        """Whether no job waits or is being done."""
        return self.watch.execute(
            "SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
        ).fetchone() == (0,)

    def let_time_pass(self) -> None:
        """The dead worker has been silent for long, the next minute has begun, and the mail's next try has come."""
        self.watch.execute("UPDATE procrastinate_workers SET last_heartbeat = now() - interval '5 minutes'")
        self.watch.execute("DELETE FROM procrastinate_periodic_defers WHERE task_name LIKE 'worker.%'")
        age(minutes=5)

    def said(self) -> str:
        return self.log.read_text()


class _SlowRoom(MailRoom):
    """Takes the mail, and does not say so while it is stalling."""

    stalling = False

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  the library's name
        answer = await super().handle_DATA(server, session, envelope)
        while self.stalling:  # noqa: ASYNC110  said from another thread
            await asyncio.sleep(0.02)
        return answer


@pytest.fixture
def drill(tmp_path: Path) -> Iterator[Drill]:
    with ExitStack() as stack:
        made = Drill(stack, tmp_path)
        stack.callback(made.kill)
        yield made


def _until(what: Callable[[], bool], drill: Drill) -> None:
    deadline = time.monotonic() + 60
    while not what():
        assert time.monotonic() < deadline, drill.said()
        time.sleep(0.05)


Check = Callable[[], None]


def _sealing(drill: Drill) -> Check:
    with acting_as(make_user()) as officer:
        make_person(officer)
    drill.hold("LOCK TABLE ledger_node IN SHARE MODE")

    def sealed_and_published() -> None:
        with keeper() as connection, steady(connection):
            report = verify(connection, application=application_role())
        assert (report.findings, report.unsealed) == ([], 0)
        assert read_heads(drill.witness)[-1].size == report.size

    return sealed_and_published


def _nightly(drill: Drill) -> Check:
    with acting_as(make_user()) as officer:
        long_ago(officer, make_person(officer).pk)
    yesterday = today() - timedelta(days=1)
    drill.watch.execute("UPDATE clock_standing SET changes_on = %s", [yesterday])
    drill.hold("LOCK TABLE clock_duty IN SHARE MODE")

    def brought_to_today() -> None:
        rows = drill.watch.execute("SELECT changes_on FROM clock_standing").fetchall()
        assert len(rows) == 1
        assert all(day is None or day > today() for (day,) in rows)

    return brought_to_today


def _disposing(drill: Drill) -> Check:
    """The first of two is gone for good when the worker dies over the second."""
    with acting_as(make_user()) as officer:
        people = [make_person(officer).pk for _ in range(2)]
        for person in people:
            long_ago(officer, person)
    for days, person in zip((40, 30), people, strict=True):
        confirmed(officer.agency, person, on=today() - timedelta(days=days))
    drill.hold("SELECT 1 FROM record_nominal WHERE id = %s FOR UPDATE", people[1])

    def both_are_gone() -> None:
        assert not Nominal.objects.using("owner").exists()
        for person in people:
            assert f"record {person} was disposed of" in drill.said()
        tombstones = drill.watch.execute(
            "SELECT count(*) FROM ledger_entry WHERE what = 'record disposed of'"
        ).fetchone()
        assert tombstones == (2,)

    return both_are_gone


def _mailing(drill: Drill) -> Check:
    """Killed after the server had the message and before it said so: it goes again, rather than never."""
    told()
    drill.room.stalling = True

    def sent() -> None:
        assert [message.outcome for message in everything()] == ["sent"]
        assert drill.room.addresses == ["someone@force.example"] * 2

    return sent


def _taking_up(drill: Drill) -> Check:
    """Killed while it takes up another: of which the next run waits already, so that it is ended."""
    drill.watch.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status, lock, queueing_lock, args) "
        "VALUES ('ledger', 'ledger.seal', 'doing', 'ledger', 'ledger', '{\"timestamp\": 0}')"
    )
    drill.hold("SELECT 1 FROM procrastinate_jobs FOR UPDATE")

    def nothing_is_left() -> None:
        assert drill.watch.execute(
            "SELECT status FROM procrastinate_jobs WHERE task_name = 'ledger.seal' ORDER BY id"
        ).fetchall() == [("failed",), ("succeeded",)]

    return nothing_is_left


def _forgetting(drill: Drill) -> Check:
    old = drill.watch.execute(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('mail', 'old', 'succeeded') RETURNING id"
    ).fetchone()
    drill.watch.execute(
        "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'succeeded', now() - interval '40 days')",
        old,
    )
    drill.hold("SELECT 1 FROM procrastinate_jobs WHERE id = %s FOR UPDATE", *old)

    def forgotten() -> None:
        assert drill.job("old") is None

    return forgotten


def _sweeping(drill: Drill) -> Check:
    with acting_as(make_user()) as officer:
        sent = SentForm.objects.create(token=uuid4(), user=officer)
    drill.watch.execute("UPDATE record_sentform SET sent_at = now() - interval '3 days'")
    drill.hold("SELECT 1 FROM record_sentform WHERE token = %s FOR UPDATE", sent.token)

    def swept() -> None:
        assert drill.watch.execute("SELECT count(*) FROM record_sentform").fetchone() == (0,)

    return swept


HELD_UP: dict[str, Callable[[Drill], Check]] = {
    "ledger.seal": _sealing,
    "clock.nightly": _nightly,
    "retention.dispose": _disposing,
    "drafts.sweep": _sweeping,
    "messages.send": _mailing,
    "worker.take-up": _taking_up,
    "worker.forget": _forgetting,
}


def test_every_scheduled_job_is_drilled() -> None:
    assert {periodic.task.name for periodic in app.periodic_registry.periodic_tasks.values()} == set(HELD_UP)


@pytest.mark.parametrize("task", HELD_UP)
def test_a_job_whose_worker_is_killed_is_finished_by_a_new_one(task: str, drill: Drill) -> None:
    check = HELD_UP[task](drill)
    drill.start()
    _until(lambda: drill.is_inside(task), drill)
    number = drill.job(task)[0]
    drill.kill()
    drill.release()
    drill.let_time_pass()
    assert task in [job.name for job in worker_state().interrupted]

    drill.start()
    _until(lambda: (drill.job(task) or (0, ""))[1] == "succeeded", drill)
    _until(drill.is_quiet, drill)
    assert f"job {task} ({number}) was interrupted" in drill.said()
    assert worker_state().running
    assert worker_state().is_well
    check()


def test_check_and_verify_say_that_a_job_was_interrupted_until_it_is_taken_up(drill: Drill) -> None:
    _sealing(drill)
    drill.start()
    _until(lambda: drill.is_inside("ledger.seal"), drill)
    drill.kill()
    drill.release()
    drill.let_time_pass()
    told_by_check = drill.cairn("check")
    assert told_by_check.returncode == 1
    assert "Job ledger.seal was interrupted: its worker stopped while doing it" in told_by_check.stderr
    assert "Start `cairn worker`." in told_by_check.stderr
    assert "Job ledger.seal was interrupted" in drill.cairn("ledger", "verify").stderr

    drill.start()
    _until(lambda: (drill.job("worker.forget") or (0, ""))[1] == "succeeded" and drill.is_quiet(), drill)
    well = drill.cairn("check")
    assert (well.returncode, well.stderr.count("\n")) == (0, 1)
    assert well.stderr.startswith("Database: ")
    assert well.stdout.endswith("A worker is running, and no job has failed.\n")
    assert drill.cairn("ledger", "verify").stderr.strip() == ""
