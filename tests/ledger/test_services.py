"""Entries share their act's transaction, speak in the actor's own name, and stay."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import BadInput
from cairn.ledger.models import Act, Entry
from cairn.ledger.operations import Operation
from cairn.ledger.reasons import needs_reason, reasons
from cairn.ledger.services import current_request, enter, enter_as_operator
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_for_which_agency_what_and_in_which_request() -> None:
    officer, nominal_id = make_user(), uuid.uuid4()
    token = current_request.set("request-1")
    with acting_as(officer):
        enter(officer, act=Act.CONSULTATION, what="person page", nominal_id=nominal_id, why="due today")
    current_request.reset(token)
    with acting_as(officer):
        entry = Entry.objects.get()
    assert (entry.actor_id, entry.agency_id) == (officer.pk, officer.agency_id)
    assert (entry.act, entry.what, entry.why) == ("consultation", "person page", "due today")
    assert (entry.nominal_id, entry.request) == (nominal_id, "request-1")


@pytest.mark.django_db(transaction=True)
def test_no_entry_outside_its_acts_transaction() -> None:
    officer = make_user()
    with pytest.raises(transaction.TransactionManagementError):
        enter(officer, act=Act.CONSULTATION, what="person page")


def test_nobody_writes_in_anothers_name() -> None:
    officer, other = make_user(), make_user()
    with (
        acting_as(other),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        enter(officer, act=Act.CONSULTATION, what="person page")


@pytest.mark.django_db(transaction=True)
def test_an_act_undone_takes_its_entry_with_it() -> None:
    officer = make_user()
    with acting_as(officer):
        enter(officer, act=Act.CONSULTATION, what="person page")
        transaction.set_rollback(True)
    with acting_as(officer):
        assert not Entry.objects.exists()


def test_an_auditor_reads_their_own_agencys_entries_and_no_others() -> None:
    officer, stranger = make_user(), make_user()
    auditor = make_user(Role.AUDITOR, agency=officer.agency)
    for actor in (officer, stranger):
        with acting_as(actor):
            enter(actor, act=Act.CONSULTATION, what="person page")
    with acting_as(auditor):
        assert [entry.actor_id for entry in Entry.objects.all()] == [officer.pk]


@pytest.mark.parametrize(
    "change", ["UPDATE ledger_entry SET why = 'x'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry"]
)
def test_the_application_can_neither_change_nor_remove_an_entry(change: str) -> None:
    officer = make_user()
    with acting_as(officer):
        enter(officer, act=Act.CONSULTATION, what="person page")
        with (
            pytest.raises(DatabaseError, match="permission denied"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(change)
        assert Entry.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"why": "asked by the court"}, "recipient"),
        ({"recipient": "Crown Court at Leeds"}, "why"),
        ({"why": " ", "recipient": "Crown Court at Leeds"}, "why"),
        ({"why": "asked by the court", "recipient": " "}, "recipient"),
    ],
)
def test_a_disclosure_says_to_whom_and_why(said: dict[str, str], field: str) -> None:
    officer = make_user()
    with acting_as(officer), pytest.raises(BadInput) as refused:
        enter(officer, act=Act.DISCLOSURE, what="minutes sent", **said)
    assert refused.value.field == field
    assert "minutes sent" in refused.value.message


def test_with_both_it_is_kept() -> None:
    officer = make_user()
    with acting_as(officer):
        enter(
            officer, act=Act.DISCLOSURE, what="minutes sent", why="asked by the court", recipient="the court"
        )
        assert Entry.objects.get().recipient == "the court"


@pytest.mark.parametrize("missing", ["why", "recipient"])
def test_the_database_refuses_a_disclosure_that_does_not_say_it(missing: str) -> None:
    officer = make_user()
    said = {"why": "asked", "recipient": "the court", missing: ""}
    with (
        acting_as(officer),
        pytest.raises(DatabaseError, match="ledger_disclosed"),
        transaction.atomic(),
    ):
        Entry.objects.create(
            act=Act.DISCLOSURE, what="x", actor_id=officer.pk, agency_id=officer.agency_id, **said
        )


def test_policy_demands_a_reason_where_it_says_so_and_nowhere_else() -> None:
    assert "Data (Use and Access) Act 2025" in reasons().source
    for what in reasons().whats:
        assert needs_reason(Operation(what, Act.CONSULTATION, "x"))
        assert needs_reason(Operation(f"{what} opened", Act.CONSULTATION, "x"))
        assert not needs_reason(Operation(f"{what}ed", Act.CONSULTATION, "x"))
    assert not needs_reason(Operation("person page", Act.CONSULTATION, "x"))
    assert needs_reason(Operation("person page", Act.CONSULTATION, "x", needs_reason=True))
    officer = make_user()
    with acting_as(officer), pytest.raises(BadInput, match="needs a reason") as refused:
        enter(officer, act=Act.CONSULTATION, what="record opened in an emergency")
    assert refused.value.field == "why"


@pytest.mark.django_db(databases=["default", "owner"])
def test_an_operators_entry_names_nobody_and_is_held_to_the_same() -> None:
    entry = enter_as_operator(act=Act.COLLECTION, what="register loaded")
    assert (entry.actor_id, entry.agency_id) == (None, None)
    with pytest.raises(BadInput):
        enter_as_operator(act=Act.DISCLOSURE, what="register handed over")


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_no_operators_entry_outside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        enter_as_operator(act=Act.COLLECTION, what="register loaded")
