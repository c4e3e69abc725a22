"""The same duty before and after, and which of the two causes moved it."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from cairn.accounts.database_user import acting_as
from cairn.clock.as_known.differences import duties_moved, moved_between
from cairn.clock.as_known.times import AsKnown, by_the_end_of
from cairn.clock.projection.rows import DutyRow
from cairn.record.addresses.services import record_address
from tests.factories.access import make_user
from tests.factories.acts import convict
from tests.factories.past import at, written
from tests.factories.record import make_person

NOBODY = UUID(int=0)
DAY = date(2026, 3, 2)


def duty(**values: object) -> DutyRow:
    known: dict[str, object] = {
        **dict.fromkeys(DutyRow._fields),
        "nominal_id": NOBODY,
        "basis": "statute",
        "kind": "change",
        "of": "home-address",
        "state": "open",
        "due": DAY,
        "arose": DAY,
        "provision": "SOA 2003 s.84",
    }
    return DutyRow(**{**known, **values})  # type: ignore[arg-type]


def changes(before: list[DutyRow], after: list[DutyRow]) -> list[str]:
    return [one.change for one in duties_moved("time", before, after)]


def test_the_same_duty_is_no_change() -> None:
    assert changes([duty()], [duty(why="in other words", risk="high")]) == []


def test_a_duty_that_only_grew_late_changed_its_state() -> None:
    assert changes([duty()], [duty(state="overdue")]) == ["state"]


def test_a_later_beginning_told_since_moves_a_duty_and_makes_no_other() -> None:
    assert changes([duty()], [duty(arose=DAY + timedelta(1), due=DAY + timedelta(1))]) == ["moved"]


def test_of_two_alike_each_is_paired_with_its_own() -> None:
    later = duty(arose=DAY + timedelta(30), due=DAY + timedelta(33))
    assert changes([duty(), later], [later]) == ["removed"]
    assert changes([later], [duty(), later]) == ["added"]


def test_actions_are_told_apart_by_their_row() -> None:
    one, other = (duty(basis="plan", kind="action", source_id=uuid4()) for _ in range(2))
    assert changes([one], [other]) == ["removed", "added"]


def test_a_visit_counted_from_a_later_one_is_moved() -> None:
    before = duty(basis="policy", kind="visit")
    after = before._replace(arose=DAY + timedelta(9), due=DAY + timedelta(99))
    assert changes([before], [after]) == ["moved"]


@pytest.mark.django_db(transaction=True)
def test_knowledge_and_time_are_told_apart() -> None:
    """
    Told on 3 May of a move on 1 April. For 2 April, knowing it makes a duty; by 10 April, time makes it late.
    """
    officer = make_user()
    with written(at(1, 3)), acting_as(officer):
        nominal = make_person(officer, officer=officer)
        convict(officer, nominal.pk, on=date(2026, 2, 2), today=date(2026, 3, 1))
        record_address(officer, nominal_id=nominal.pk, kind="home", lines="1", starts=date(2026, 1, 1))
    with written(at(3, 5)), acting_as(officer):
        record_address(officer, nominal_id=nominal.pk, kind="home", lines="2", starts=date(2026, 4, 1))
    earlier = AsKnown(date(2026, 4, 2), by_the_end_of(date(2026, 4, 2)))
    later = AsKnown(date(2026, 4, 10), by_the_end_of(date(2026, 5, 10)))
    with acting_as(officer):
        moved = moved_between(nominal.pk, earlier, later)
        assert moved_between(nominal.pk, earlier, earlier).duties == ()
        unknown = AsKnown(date(2026, 2, 2), by_the_end_of(date(2026, 2, 2)))
        assert moved_between(nominal.pk, unknown, earlier).summaries[0].before is None
    change = [
        (one.cause, one.change, one.after and one.after.state)
        for one in moved.duties
        if one.duty.of == "home-address"
    ]
    assert change == [("knowledge", "added", "open"), ("time", "state", "overdue")]
