"""The one context in which facts are written: who may, one entry an act, one announcement, refusals in words."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cairn import announcements
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.announcements import FactsChanged
from cairn.errors import Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.amendments.services import withdraw
from cairn.record.models import CourtOrder
from cairn.record.orders.services import ORDER_ENDED, ORDER_RECORDED
from cairn.record.orders.subject import ORDER
from cairn.record.writing import changing, writing
from tests.factories.access import make_user
from tests.factories.acts import TODAY, order
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).parents[2] / "src" / "cairn"


def _new(nominal: object, **facts: object) -> CourtOrder:
    known = {"kind": "shpo", "made_on": date(2020, 3, 2), "further_order": True}
    return CourtOrder(nominal=nominal, **(known | facts))


def _record_two(user: User, nominal_id: UUID) -> None:
    """The second is refused."""
    with writing(user, nominal_id, ORDER_RECORDED, doing="record an order") as act:
        act.save(_new(act.nominal))
        act.save(_new(act.nominal, served_on=date(2020, 3, 1)))


def test_an_act_within_an_act_shares_its_leave_and_its_announcement_and_has_its_own_entry(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[object] = []
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        monkeypatch.setattr(announcements, "_handlers", {FactsChanged: (heard.append,)})
        with writing(user, nominal.pk, ORDER_RECORDED, doing="record an order") as act:
            act.save(_new(act.nominal))
            with (
                CaptureQueriesContext(connection) as asked,
                writing(user, nominal.pk, ORDER_ENDED, doing="record that an order ended") as inner,
            ):
                assert inner.nominal is act.nominal
            assert len(asked) == 1
            assert heard == []
    with acting_as(make_user(Role.AUDITOR, agency=user.agency)):
        entries = Entry.objects.filter(what="order").order_by("id").values_list("act", flat=True)
        assert list(entries) == ["alteration", "collection"]
    assert heard == [FactsChanged(nominal.pk)]


def test_leave_for_one_act_is_no_leave_for_another() -> None:
    with acting_as(make_user(Role.FRONT_COUNTER)) as user:
        nominal = make_person(user)
        with (
            pytest.raises(NotAllowed),
            writing(user, nominal.pk, ORDER_RECORDED, doing="record an order"),
            writing(user, nominal.pk, ORDER_ENDED, doing="end it", roles=[Role.SUPERVISOR]),
        ):
            pass


def test_a_constraint_says_what_the_subject_declares_for_it_and_nothing_is_kept() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        with pytest.raises(Conflict) as refused:
            _record_two(user, nominal.pk)
        assert (refused.value.field, refused.value.message) == (
            "made_on",
            "It was made after it was served or in force.",
        )
        assert not CourtOrder.objects.exists()
    with acting_as(make_user(Role.AUDITOR, agency=user.agency)):
        assert not Entry.objects.filter(what="order").exists()


def test_a_row_that_was_withdrawn_meanwhile_is_not_found() -> None:
    with acting_as(make_user()) as user:
        made = order(user, make_person(user).pk)
        withdraw(user, ORDER, row_id=made.pk, ground="twice", why="It was recorded twice.", today=TODAY)
        with pytest.raises(NotFound, match="withdrawn"), changing(user, made, ORDER_ENDED, doing="end it"):
            pass
        with pytest.raises(NotFound), changing(user, None, ORDER_ENDED, doing="end it"):
            pass


# What is no fact about one person, and what two entries of one act need.
_ENTERS_BY_ITSELF = {"record/rulebook/services.py", "record/subject_access/release.py", "record/writing.py"}


def test_every_fact_about_a_person_is_written_in_it() -> None:
    found = {
        str(path.relative_to(SOURCE))
        for room in ("record", "supervision", "plan")
        for path in (SOURCE / room).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "enter"
    }
    assert found == _ENTERS_BY_ITSELF
