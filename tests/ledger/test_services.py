"""Entries share their act's transaction, speak in the actor's own name, and stay."""

from __future__ import annotations

import uuid
from dataclasses import replace
from typing import Any

import msgspec
import pytest
from django.db import DatabaseError, connection, transaction

from cairn.access.break_glass.services import RECORD_OPENED
from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import BadInput
from cairn.ledger.entries.reasons import needs_reason, reasons
from cairn.ledger.models import Entry
from cairn.ledger.operations import FORMS, Act, Operation
from cairn.ledger.services import current_request, enter, enter_as_operator
from tests.factories.access import make_user
from tests.factories.operations import DISCLOSED, HISTORY_EXPORTED, OVERVIEW_OPENED, REGISTER_LOADED

pytestmark = pytest.mark.django_db


def test_an_entry_says_who_for_which_agency_what_and_in_which_request() -> None:
    officer, nominal_id = make_user(), uuid.uuid4()
    token = current_request.set("request-1")
    with acting_as(officer):
        enter(officer, OVERVIEW_OPENED, nominal_id=nominal_id, why="due today")
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
        enter(officer, OVERVIEW_OPENED)


def test_nobody_writes_in_anothers_name() -> None:
    officer, other = make_user(), make_user()
    with (
        acting_as(other),
        pytest.raises(DatabaseError, match="row-level security"),
        transaction.atomic(),
    ):
        enter(officer, OVERVIEW_OPENED)


@pytest.mark.django_db(transaction=True)
def test_an_act_undone_takes_its_entry_with_it() -> None:
    officer = make_user()
    with acting_as(officer):
        enter(officer, OVERVIEW_OPENED)
        transaction.set_rollback(True)
    with acting_as(officer):
        assert not Entry.objects.exists()


def test_an_auditor_reads_their_own_agencys_entries_and_no_others() -> None:
    officer, stranger = make_user(), make_user()
    auditor = make_user(Role.AUDITOR, agency=officer.agency)
    for actor in (officer, stranger):
        with acting_as(actor):
            enter(actor, OVERVIEW_OPENED)
    with acting_as(auditor):
        assert [entry.actor_id for entry in Entry.objects.all()] == [officer.pk]


@pytest.mark.parametrize(
    "change", ["UPDATE ledger_entry SET why = 'x'", "DELETE FROM ledger_entry", "TRUNCATE ledger_entry"]
)
def test_the_application_can_neither_change_nor_remove_an_entry(change: str) -> None:
    officer = make_user()
    with acting_as(officer):
        enter(officer, OVERVIEW_OPENED)
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
        enter(officer, DISCLOSED, **said)
    assert refused.value.field == field
    assert DISCLOSED.sentence in refused.value.message


def test_with_both_it_is_kept() -> None:
    officer = make_user()
    with acting_as(officer):
        enter(officer, DISCLOSED, why="asked by the court", recipient="the court")
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


def test_a_reason_is_demanded_by_the_declaration_or_the_policy_and_otherwise_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    policy = reasons()
    assert "Data (Use and Access) Act 2025" in policy.source
    assert needs_reason(DISCLOSED)
    assert needs_reason(RECORD_OPENED)
    assert not needs_reason(OVERVIEW_OPENED)
    stricter = msgspec.structs.replace(policy, operations=(OVERVIEW_OPENED.code,))
    monkeypatch.setattr("cairn.ledger.entries.reasons.reasons", lambda: stricter)
    assert needs_reason(OVERVIEW_OPENED)
    officer = make_user()
    with acting_as(officer), pytest.raises(BadInput, match="needs a reason") as refused:
        enter(officer, OVERVIEW_OPENED)
    assert refused.value.field == "why"


@pytest.mark.parametrize(
    "given",
    [
        "person page",
        Operation("made up", Act.CONSULTATION, "x"),
        FORMS,
        replace(OVERVIEW_OPENED, sentence="y"),
    ],
)
def test_nothing_that_was_not_declared_can_be_entered(given: Any) -> None:
    officer = make_user()
    with acting_as(officer), pytest.raises(TypeError, match="only a declared operation"):
        enter(officer, given)


@pytest.mark.django_db(databases=["default", "owner"])
def test_an_operators_entry_names_nobody_and_is_held_to_the_same() -> None:
    entry = enter_as_operator(REGISTER_LOADED)
    assert (entry.actor_id, entry.agency_id) == (None, None)
    with pytest.raises(BadInput):
        enter_as_operator(HISTORY_EXPORTED)


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_no_operators_entry_outside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        enter_as_operator(REGISTER_LOADED)
