"""Disposal: every byte about the person is gone from every table, and the ledger says that it happened."""

from __future__ import annotations

import base64
import zlib
from datetime import timedelta

import pytest
from django.db import connections

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.ledger.log.connecting import application_role, keeper
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.ledger.services import enter
from cairn.ledger.verifying.verify import steady, verify
from cairn.record.models import Nominal, RetentionReview
from cairn.record.retention.disposal import dispose, ready
from cairn.record.retention.services import set_hold, withdraw_disposal
from cairn.record.retention.tables import places
from tests.factories.access import make_user
from tests.factories.operations import OVERVIEW_OPENED, WORKLIST_OPENED
from tests.factories.record import make_person
from tests.factories.retention import confirmed, deciders, long_ago
from tests.security.world import make_world

both = pytest.mark.django_db(transaction=True, databases=["default", "owner"])
TODAY = today()
BEFORE = TODAY - timedelta(days=30)


def _every_table() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        return [name for (name,) in cursor.fetchall()]


def _found(*canaries: str) -> dict[str, list[str]]:
    """In which tables one of the words still is: any column, as text, as bytes in hex, or packed (sessions)."""
    found: dict[str, list[str]] = {}
    for table in _every_table():
        with connections["owner"].cursor() as cursor:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{table}" t')
            text = "\n".join(row[0] for row in cursor.fetchall())
        if table == "django_session":
            text += _sessions()
        words = [word for word in canaries if word in text or word.encode().hex() in text]
        if words:
            found[table] = words
    return found


def _sessions() -> str:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
        packed = [row[0].split(":", 1)[0] for row in cursor.fetchall()]
    text = ""
    for one in packed:
        raw = base64.urlsafe_b64decode(one.lstrip(".") + "=" * (-len(one.lstrip(".")) % 4))
        text += (zlib.decompress(raw) if one.startswith(".") else raw).decode()
    return text


def _of_the_owner(query: str) -> list[tuple[object, ...]]:
    with connections["owner"].cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())


@pytest.fixture
def ripe() -> tuple[User, Nominal, RetentionReview]:
    """A person whose registration is long over, and a decision to dispose that has waited long enough."""
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, forenames="Canarynaught", surname="Featherbyte")
        long_ago(officer, nominal.pk)
    return officer, nominal, confirmed(officer.agency, nominal.pk, on=BEFORE)


@both
def test_no_byte_of_the_person_remains_in_any_table() -> None:
    """The world has a row in every guarded table, so a new table is tried here the day it is born."""
    world = make_world()
    nominal_id = world.nominal.pk
    first, second = deciders(world.officer.agency)
    with connections["owner"].cursor() as cursor:
        # What stands in the way goes first: this is about what disposal erases, not when.
        cursor.execute(
            "DELETE FROM record_disposal; DELETE FROM record_conviction; DELETE FROM record_courtorder"
        )
        cursor.execute(
            "UPDATE plan_managementlevel SET level = 1; UPDATE plan_action SET state = 'withdrawn'"
        )
        cursor.execute(
            "UPDATE record_legalhold SET lifted_on = set_on, lifted_by_id = set_by_id, lifted_why = 'x'"
        )
        cursor.execute(
            "UPDATE record_subjectrequest SET outcome = 'full', decided_on = received_on, decided_by_id = %s, "
            "released_on = received_on, released_by_id = %s",
            [first.pk, second.pk],
        )
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ('clock', 'some.task', %s)",
            [f'{{"nominal_id": "{nominal_id}"}}'],
        )
    with acting_as(world.officer):
        enter(world.officer, WORKLIST_OPENED, detail={"nominals": [str(nominal_id), "x"]})
        enter(world.officer, OVERVIEW_OPENED, nominal_id=nominal_id, why="CANARY why")
    with connections["owner"].cursor() as cursor:
        guarded = {place.table for place in places(cursor)}
    canaries = ("CANARY", "Canary", "Featherstone", "163001B")
    before = _found(*canaries, str(nominal_id))
    review = confirmed(world.officer.agency, nominal_id, on=BEFORE)
    assert set(before) >= guarded - {
        "record_conviction",
        "record_disposal",
        "record_courtorder",
    }

    result = dispose(on=TODAY)

    assert list(result.done) == [review.pk]
    assert result.refused == {}
    assert _found(*canaries) == {}
    # Whoever was listed with others keeps a place in those entries: the id of a record that is gone.
    assert _found(str(nominal_id)) == {"ledger_entry": [str(nominal_id)]}


@both
def test_the_tombstone_says_what_was_erased_and_by_whose_decision_and_not_about_whom(
    ripe: tuple[User, Nominal, RetentionReview], caplog: pytest.LogCaptureFixture
) -> None:
    _, nominal, review = ripe
    dispose(on=TODAY)
    assert caplog.messages == [
        f"record {nominal.pk} is being disposed of, decision {review.pk}",
        f"record {nominal.pk} was disposed of, decision {review.pk}",
    ]
    (entry,) = Entry.objects.using("owner").filter(act=Act.ERASURE)
    assert (entry.what, entry.nominal_id, entry.actor_id) == ("record disposed of", None, None)
    assert entry.detail["decision"] == str(review.pk)
    assert entry.detail["rule"] == "group-1 from 1900-01-01"
    assert (entry.detail["decided_by"], entry.detail["confirmed_by"]) == (
        str(review.reviewed_by_id),
        str(review.confirmed_by_id),
    )
    assert {"record_nominal: 1", "record_conviction: 1", "record_retentionreview: 1"} <= set(
        entry.detail["rows"]
    )
    assert _found("Canarynaught", "Featherbyte", str(nominal.pk)) == {}
    blanked = Entry.objects.using("owner").filter(erased=True).values_list("detail", "why", "nominal_id")
    assert set(map(str, blanked)) == {"({}, '', None)"}
    with keeper() as connection, steady(connection):
        found = verify(connection, application=application_role())
    assert found.findings == []
    assert found.disposed > 10


@both
def test_an_auditor_of_the_owner_reads_the_tombstone(ripe: tuple[User, Nominal, RetentionReview]) -> None:
    officer, _, _ = ripe
    dispose(on=TODAY)
    with acting_as(make_user(Role.AUDITOR, agency=officer.agency)):
        assert Entry.objects.filter(act=Act.ERASURE).count() == 1
    with acting_as(make_user(Role.AUDITOR)):
        assert Entry.objects.filter(act=Act.ERASURE).count() == 0


@both
def test_others_keep_every_row(ripe: tuple[User, Nominal, RetentionReview]) -> None:
    officer, _, _ = ripe
    with acting_as(officer):
        other = make_person(officer, surname="Stayshere")
        long_ago(officer, other.pk)
    tables = "SELECT count(*) FROM record_name WHERE nominal_id = '{0}' UNION ALL SELECT count(*) FROM "
    query = (tables + "record_conviction WHERE nominal_id = '{0}'").format(other.pk)
    dispose(on=TODAY)
    assert _of_the_owner(query) == [(1,), (1,)]
    assert _of_the_owner(f"SELECT count(*) FROM ledger_entry WHERE nominal_id = '{other.pk}'") > [(0,)]


@both
def test_a_dry_run_counts_and_changes_nothing(ripe: tuple[User, Nominal, RetentionReview]) -> None:
    _, nominal, review = ripe
    tried = dispose(on=TODAY, dry_run=True)
    assert tried.done[review.pk]["record_nominal"] == 1
    assert Nominal.objects.using("owner").filter(pk=nominal.pk).exists()
    assert not Entry.objects.using("owner").filter(act=Act.ERASURE).exists()
    assert dispose(on=TODAY).done == tried.done


@both
def test_a_decision_waits_and_may_be_withdrawn_meanwhile(ripe: tuple[User, Nominal, RetentionReview]) -> None:
    officer, nominal, review = ripe
    assert ready(BEFORE + timedelta(days=13)) == []
    assert ready(BEFORE + timedelta(days=14)) == [review.pk]
    supervisor, _ = deciders(officer.agency)
    with acting_as(supervisor):
        withdraw_disposal(supervisor, review_id=review.pk, reason="Needed", today=TODAY)
    assert dispose(on=TODAY).done == {}
    assert Nominal.objects.using("owner").filter(pk=nominal.pk).exists()


@both
def test_a_hold_set_after_the_confirmation_stops_it_and_the_others_go(
    ripe: tuple[User, Nominal, RetentionReview],
) -> None:
    officer, nominal, review = ripe
    with acting_as(officer):
        other = make_person(officer)
        long_ago(officer, other.pk)
    second = confirmed(officer.agency, other.pk, on=BEFORE + timedelta(days=1))
    supervisor, _ = deciders(officer.agency)
    with acting_as(supervisor):
        set_hold(supervisor, nominal_id=nominal.pk, reason="Inquiry", today=TODAY)
    result = dispose(on=TODAY)
    assert list(result.done) == [second.pk]
    assert "legal hold" in result.refused[review.pk]
    assert Nominal.objects.using("owner").filter(pk=nominal.pk).exists()


@both
def test_every_foreign_key_to_a_nominal_is_a_declared_column() -> None:
    """A second column that names a person would leave a trace of them in another's row."""
    with connections["owner"].cursor() as cursor:
        declared_columns = {(place.table, place.column) for place in places(cursor)}
    keys = _of_the_owner(
        "SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c "
        "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = ANY(c.conkey) "
        "WHERE c.contype = 'f' AND c.confrelid = 'record_nominal'::regclass"
    )
    assert keys
    assert {key for key in keys if key not in declared_columns} == set()


def test_the_worker_carries_disposals_out_by_night() -> None:
    from procrastinate.contrib.django import app  # noqa: PLC0415  needs the rooms loaded

    crons = {one.task.name: one.cron for one in app.periodic_registry.periodic_tasks.values()}
    assert crons["retention.dispose"] == "40 2 * * *"
