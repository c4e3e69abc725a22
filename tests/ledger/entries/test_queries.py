"""Entries narrowed, a page at a time, and by whom they are read."""

from __future__ import annotations

import os
import re
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime
from time import perf_counter
from uuid import UUID

import psycopg
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.errors import BadInput
from cairn.ledger.audit.reviews import ANOMALY_REVIEWED, reviews_since
from cairn.ledger.entries.looks import AccessBasis, enter_look
from cairn.ledger.entries.queries import EntryFilter, between, day_begins, entries, every_entry, looks_of
from cairn.ledger.models import Entry
from cairn.ledger.request_context import current_request
from cairn.ledger.services import enter
from cairn.web.person.reasons import REASONS_OPENED
from tests.factories.access import make_user
from tests.factories.operations import OVERVIEW_OPENED, VISIT_RECORDED, WORKLIST_OPENED
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def looks(officer: User, number: int, nominal_id: UUID | None = None) -> list[int]:
    with acting_as(officer):
        return [enter(officer, OVERVIEW_OPENED, nominal_id=nominal_id).pk for _ in range(number)]


def test_the_newest_come_first_and_each_page_goes_on_where_the_last_ended() -> None:
    officer = make_user()
    made = looks(officer, 5)
    with acting_as(officer):
        first = entries(EntryFilter(actor_id=officer.pk), size=2)
        second = entries(EntryFilter(actor_id=officer.pk), before=first.older, size=2)
        third = entries(EntryFilter(actor_id=officer.pk), before=second.older, size=2)
    assert [[row.pk for row in part.entries] for part in (first, second, third)] == [
        made[4:2:-1],
        made[2:0:-1],
        made[:1],
    ]
    assert third.older is None


def test_a_page_that_is_just_full_has_nothing_older() -> None:
    officer = make_user()
    looks(officer, 2)
    with acting_as(officer):
        assert entries(EntryFilter(actor_id=officer.pk), size=2).older is None


def test_each_narrowing_narrows() -> None:
    officer, nominal_id = make_user(), uuid.uuid4()
    with acting_as(officer):
        read = enter(officer, OVERVIEW_OPENED, nominal_id=nominal_id)
        wrote = enter(officer, VISIT_RECORDED, nominal_id=nominal_id)
        listed = enter(officer, WORKLIST_OPENED, detail={"nominals": [str(nominal_id)]})

        def found(**wanted: object) -> list[int]:
            return [row.pk for row in entries(EntryFilter(**wanted)).entries]  # type: ignore[arg-type]

        assert found(nominal_id=nominal_id) == [wrote.pk, read.pk]
        assert found(nominal_id=nominal_id, listed=True) == [listed.pk, wrote.pk, read.pk]
        assert found(act="collection") == [wrote.pk]
        assert found(operation=WORKLIST_OPENED) == [listed.pk]
        assert found(request="00000000") == []
        assert found(agency_id=uuid.uuid4()) == []
        day = today()
        assert len(found(since=day, until=day)) == 3
        assert found(since=date(2200, 1, 1)) == []
        assert found(until=date(2000, 1, 1)) == []


@pytest.mark.parametrize("asked", ["e550e08c", "e550e08c-9f", "e550e08c-9f00-4000-8000-000000000001"])
def test_a_request_is_found_by_its_beginning_and_no_other_is(asked: str) -> None:
    officer = make_user()
    for request in (
        "e550e08c-9f00-4000-8000-000000000001",
        "e550e08d-0000-4000-8000-000000000002",
        "e550e08b-f",
    ):
        token = current_request.set(request)
        looks(officer, 1)
        current_request.reset(token)
    with acting_as(officer):
        found = [row.request for row in entries(EntryFilter(request=asked)).entries]
    assert found == ["e550e08c-9f00-4000-8000-000000000001"]


@pytest.mark.parametrize(
    ("day", "begins"),
    [
        (date(2026, 1, 15), datetime(2026, 1, 15, tzinfo=UTC)),
        (date(2026, 7, 15), datetime(2026, 7, 14, 23, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, tzinfo=UTC)),  # the clocks go forward at 1am
        (date(2026, 3, 30), datetime(2026, 3, 29, 23, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 24, 23, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 26, tzinfo=UTC)),
    ],
)
def test_a_day_begins_at_midnight_in_london(day: date, begins: datetime) -> None:
    assert day_begins(day) == begins


def test_all_of_them_or_none() -> None:
    officer = make_user()
    looks(officer, 3)
    with acting_as(officer):
        assert len(every_entry(EntryFilter(actor_id=officer.pk), most=3)) == 3
        with pytest.raises(BadInput, match="more than 2 entries"):
            every_entry(EntryFilter(actor_id=officer.pk), most=2)


def test_an_auditor_is_given_their_agencys_looks_oldest_first_and_told_when_some_are_left_out() -> None:
    officer, stranger = make_user(), make_user()
    auditor = make_user(Role.AUDITOR, agency=officer.agency)
    made = looks(officer, 3)
    looks(stranger, 1)
    with acting_as(auditor):
        found, whole = looks_of(officer.agency_id, since=today(), until=today(), most=10)
        assert ([look.id for look in found], whole) == (made, True)
        found, whole = looks_of(officer.agency_id, since=today(), until=today(), most=2)
        assert ([look.id for look in found], whole) == (made[1:], False)


# --- a year of a large force's ledger, read under row security ------------------------------------------
YEAR = 200_000
RECORDS, STAFF = 4_000, 200


@pytest.fixture
def year(transactional_db: None) -> tuple[User, User, UUID]:
    """An auditor, a supervisor and one record of theirs, among the entries of twelve months."""
    officer = make_user()
    auditor = make_user(Role.AUDITOR, agency=officer.agency)
    supervisor = make_user(Role.SUPERVISOR, agency=officer.agency)
    with acting_as(officer):
        nominal = make_person(officer)
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(
            """
            INSERT INTO ledger_entry (at, act, what, actor_id, agency_id, nominal_id, detail, why, request)
            SELECT now() - interval '1 year' * (1 - n::float / %(year)s),
                   CASE WHEN n %% 20 = 0 THEN 'alteration' ELSE 'consultation' END, 'person page',
                   md5('staff' || n %% %(staff)s)::uuid,
                   CASE WHEN n %% 5 = 0 THEN md5('another agency')::uuid ELSE %(agency)s END,
                   CASE WHEN n %% %(records)s = 0 THEN %(nominal)s ELSE md5('record' || n %% %(records)s)::uuid END,
                   '{"sight": "own-team", "role": "offender-manager"}', '', md5('request' || n / 3)
            FROM generate_series(1, %(year)s) n
            """,
            {
                "year": YEAR,
                "records": RECORDS,
                "staff": STAFF,
                "agency": officer.agency_id,
                "nominal": nominal.pk,
            },
        )
        owner.execute("ANALYZE ledger_entry")
    return auditor, supervisor, nominal.pk


def _plans(ask: Callable[[], object]) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        ask()
    plans = []
    for query in asked.captured_queries:
        if "ledger_entry" in query["sql"] and query["sql"].startswith("SELECT"):
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS) {query['sql']}")
                plans.append("\n".join(row[0] for row in cursor.fetchall()))
    return plans


def _milliseconds(plan: str) -> float:
    return float(re.findall(r"Execution Time: ([\d.]+) ms", plan)[0])


def _read_whole() -> int:
    """How often this transaction has read the ledger from one end to the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq_scan FROM pg_stat_xact_user_tables WHERE relname = 'ledger_entry'")
        (times,) = cursor.fetchone() or (0,)
    return int(times)


def test_a_years_entries_are_read_by_their_indexes(year: tuple[User, User, UUID]) -> None:
    """With `-s` it prints what each takes."""
    auditor, supervisor, nominal_id = year
    agency_id, day = auditor.agency_id, today()
    month_ago = date.fromordinal(day.toordinal() - 30)
    half_a_year_ago = date.fromordinal(day.toordinal() - 180)
    theirs = {"agency_id": agency_id}
    with acting_as(auditor):
        someone = Entry.objects.filter(agency_id=agency_id).latest("pk")
        asked_by_the_auditor: dict[str, Callable[[], object]] = {
            "console": lambda: entries(EntryFilter(**theirs)),
            "console, an older page": lambda: entries(EntryFilter(**theirs), before=someone.pk - 90_000),
            "console, one member of staff": lambda: entries(EntryFilter(**theirs, actor_id=someone.actor_id)),
            "console, one record": lambda: entries(EntryFilter(**theirs, nominal_id=nominal_id)),
            "console, one request": lambda: entries(EntryFilter(**theirs, request=someone.request)),
            "console, a request's beginning": lambda: entries(
                EntryFilter(**theirs, request=someone.request[:8])
            ),
            "console, an act": lambda: entries(EntryFilter(**theirs, act="alteration")),
            "console, an act that there is none of": lambda: entries(EntryFilter(**theirs, act="erasure")),
            "console, a rare kind": lambda: entries(EntryFilter(**theirs, operation=ANOMALY_REVIEWED)),
            "console, a day half a year ago": lambda: entries(
                EntryFilter(**theirs, since=half_a_year_ago, until=half_a_year_ago)
            ),
            "console, lists that showed a record": lambda: entries(
                EntryFilter(**theirs, nominal_id=nominal_id, listed=True)
            ),
            "questions, a month": lambda: looks_of(agency_id, since=month_ago, until=day, most=50_000),
            "reviews, a month": lambda: reviews_since(agency_id, month_ago),
            "what lies behind one": lambda: list(
                between(someone.pk - 1000, someone.pk, actor_id=someone.actor_id)[:51]
            ),
        }
        plans = {name: _plans(ask) for name, ask in asked_by_the_auditor.items()}
    with acting_as(supervisor):
        plans["supervisor, one record"] = _plans(lambda: entries(EntryFilter(nominal_id=nominal_id)))
        plans["supervisor, one record, one act"] = _plans(
            lambda: entries(EntryFilter(nominal_id=nominal_id, act="alteration"))
        )
        plans["supervisor, their own"] = _plans(lambda: entries(EntryFilter(actor_id=supervisor.pk)))
        assert len(entries(EntryFilter(nominal_id=nominal_id)).entries) == 50
        asked = {"nominal_id": nominal_id, "detail": {"role": "supervisor"}, "why": "", "most": 120}
        before, began = _read_whole(), perf_counter()
        for page in (OVERVIEW_OPENED, REASONS_OPENED, OVERVIEW_OPENED):
            enter_look(supervisor, page, basis=AccessBasis.OWN_TEAM, **asked)  # type: ignore[arg-type]
        print(f"three pages looked at: {(perf_counter() - began) * 1000:.1f} ms")
        assert _read_whole() == before
    for name, its in plans.items():
        print(f"{name}: {', '.join(f'{_milliseconds(plan):.1f} ms' for plan in its)}")
        assert its, name
        for plan in its:
            assert "Seq Scan on ledger_entry" not in plan, f"{name}\n{plan}"
