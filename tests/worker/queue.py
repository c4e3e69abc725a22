"""Jobs as they lie in the queue's tables, and a manager of them as the worker has it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.manager import JobManager

T = TypeVar("T")


def managed(act: Callable[[JobManager], Awaitable[T]]) -> T:
    """What comes of an act on the queue, over the worker's own kind of connection."""

    async def acted() -> T:
        with app.replace_connector(app.connector.get_worker_connector()) as working:
            async with working.open_async():
                return await act(working.job_manager)

    return asyncio.run(acted())


def worker(silent: int) -> int:
    """A worker that has said nothing for so many seconds."""
    return _one(
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - make_interval(secs => %s)) RETURNING id",
        silent,
    )


def job(
    name: str, status: str, *, of: int | None = None, attempts: int = 0, lock: str | None = None, ago: int = 0
) -> int:
    """A job in that state, being done or done by a worker; it was started or ended so many seconds ago."""
    made = _one(
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status, worker_id, attempts, lock, queueing_lock) "
        "VALUES ('a', %s, %s, %s, %s, %s, %s) RETURNING id",
        name,
        status,
        of,
        attempts,
        lock,
        lock,
    )
    _one(
        "INSERT INTO procrastinate_events (job_id, type, at) "
        "VALUES (%s, %s, now() - make_interval(secs => %s)) RETURNING id",
        made,
        "started" if status == "doing" else "deferred" if status == "todo" else status,
        ago,
    )
    return made


def states() -> dict[int, str]:
    """Every job's state."""
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT id, status::text FROM procrastinate_jobs")
        return dict(cursor.fetchall())


def _one(statement: str, *values: object) -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.fetchone()[0])
