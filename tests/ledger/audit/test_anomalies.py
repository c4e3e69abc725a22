"""What is asked about, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.ledger.audit.anomalies import Anomaly, AuditedEntry, anomalies
from cairn.ledger.audit.anomaly_rules import rules

AGENCY, OFFICER, OTHER = UUID(int=1), UUID(int=2), UUID(int=3)
MONDAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
_number = count(1)


def look(at: datetime = MONDAY, nominal: int | None = 7, **more: Any) -> AuditedEntry:
    given = {"actor_id": OFFICER, "act": "consultation", "role": "offender-manager", "basis": "own-caseload"}
    return AuditedEntry(
        id=next(_number), at=at, nominal_id=UUID(int=nominal) if nominal else None, **{**given, **more}
    )


def asked(looks: list[AuditedEntry], rule: str) -> list[Anomaly]:
    return anomalies(looks, rules(), agency_id=AGENCY)[rule]


def test_ordinary_casework_raises_no_question() -> None:
    looks = [look(MONDAY + timedelta(minutes=n), nominal=10 + n) for n in range(20)]
    assert not any(anomalies(looks, rules(), agency_id=AGENCY).values())


def test_ones_own_surname_opened_or_searched_for_is_asked_about_once_a_day_and_record() -> None:
    first = look(own_name=True)
    looks = [
        first,
        look(MONDAY + timedelta(hours=1), own_name=True),
        look(nominal=None, own_name=True, basis=""),
    ]
    found = asked(looks, "own-name")
    assert [(one.nominal_id, one.first, one.last) for one in found] == [
        (None, looks[2].id, looks[2].id),
        (UUID(int=7), first.id, looks[1].id),
    ]


@pytest.mark.parametrize(
    ("change", "listed"),
    [
        ({}, True),
        ({"basis": "own-team"}, False),
        ({"basis": "partner"}, False),
        ({"role": "records-officer"}, False),
        ({"act": "alteration"}, False),
    ],
)
def test_three_records_of_other_teams_in_one_day_are_asked_about(
    change: dict[str, str], listed: bool
) -> None:
    outside = {"basis": "own-agency", **change}
    looks = [look(MONDAY + timedelta(hours=n), nominal=10 + n, **outside) for n in range(3)]
    assert [one.records for one in asked(looks, "outside-caseload")] == ([3] if listed else [])


def test_two_records_of_other_teams_opened_often_or_three_on_two_days_are_not() -> None:
    often = [look(MONDAY + timedelta(minutes=n), nominal=10 + n % 2, basis="own-agency") for n in range(9)]
    next_day = [look(MONDAY + timedelta(days=1), nominal=12, basis="own-agency")]
    assert asked(often + next_day, "outside-caseload") == []


def test_twenty_five_people_within_an_hour_across_the_clocks_hour_are_asked_about() -> None:
    looks = [look(MONDAY + timedelta(minutes=30 + 2 * n), nominal=10 + n) for n in range(25)]
    (found,) = asked(looks, "bulk")
    assert (found.first, found.last, found.records) == (looks[0].id, looks[-1].id, 25)
    assert asked(looks[1:], "bulk") == []


def test_bursts_that_overlap_are_one_question_and_those_apart_are_two() -> None:
    burst = [look(MONDAY + timedelta(minutes=n), nominal=10 + n) for n in range(40)]
    later = [look(MONDAY + timedelta(hours=5, minutes=n), nominal=10 + n) for n in range(30)]
    found = asked(burst + later, "bulk")
    assert [(one.first, one.last, one.records) for one in found] == [
        (later[0].id, later[-1].id, 30),
        (burst[0].id, burst[-1].id, 40),
    ]


def test_one_record_opened_many_times_and_two_peoples_looks_are_not_bulk() -> None:
    again = [look(MONDAY + timedelta(seconds=n)) for n in range(200)]
    two = [look(MONDAY, nominal=100 + n, actor_id=OFFICER if n % 2 else OTHER) for n in range(40)]
    assert asked(again, "bulk") == []
    assert asked(two, "bulk") == []


@given(st.lists(st.tuples(st.integers(0, 200), st.integers(1, 40)), max_size=120))
def test_bulk_is_found_exactly_where_some_hour_holds_so_many(given_looks: list[tuple[int, int]]) -> None:
    """Against the plain definition: is there a look with 25 people in the hour that ends with it?"""
    looks = [look(MONDAY + timedelta(minutes=at), nominal=person) for at, person in sorted(given_looks)]
    hour = timedelta(hours=1)
    ends = [
        one.id
        for n, one in enumerate(looks)
        if len({x.nominal_id for x in looks[: n + 1] if one.at - x.at <= hour}) >= 25
    ]
    found = asked(looks, "bulk")
    assert bool(found) == bool(ends)
    assert all(any(one.first <= end <= one.last for one in found) for end in ends)
    assert all(one.records >= 25 for one in found)


@pytest.mark.parametrize(
    ("at", "listed"),
    [
        (datetime(2026, 3, 2, 22, tzinfo=UTC), True),
        (datetime(2026, 2, 28, 12, tzinfo=UTC), True),
        (datetime(2026, 7, 6, 6, 30, tzinfo=UTC), False),  # half past seven in London's summer
        (datetime(2026, 7, 6, 18, 30, tzinfo=UTC), True),
    ],
)
def test_hours_are_londons(at: datetime, listed: bool) -> None:
    assert bool(asked([look(at)], "out-of-hours")) is listed


@pytest.mark.parametrize(
    ("days", "also", "listed"),
    [
        (3, [], True),
        (2, [], False),
        (3, [{"act": "collection", "basis": ""}], False),
        (3, [{"act": "collection", "basis": "", "actor_id": OTHER}], True),
        (3, [{"basis": "own-team"}], False),
    ],
)
def test_three_days_with_no_task_are_asked_about(days: int, also: list[dict[str, Any]], listed: bool) -> None:
    looks = [look(MONDAY + timedelta(days=n), basis="own-agency") for n in range(days)]
    looks += [look(MONDAY + timedelta(days=1), **more) for more in also]
    found = asked(looks, "repeated")
    assert [one.nominal_id for one in found] == ([UUID(int=7)] if listed else [])


def test_every_look_by_break_glass_is_asked_about() -> None:
    looks = [look(basis="break-glass"), look(MONDAY + timedelta(days=1), basis="break-glass")]
    assert [one.last for one in asked(looks, "break-glass")] == [looks[1].id, looks[0].id]


def test_ten_refusals_within_an_hour_are_asked_about_and_a_look_is_none() -> None:
    doors = [look(MONDAY + timedelta(minutes=6 * n), nominal=None, refused=True) for n in range(11)]
    (found,) = asked(doors, "refused")
    assert (found.first, found.last, found.records) == (doors[0].id, doors[-1].id, 0)
    assert asked(doors[::2], "refused") == []
    assert asked([look(MONDAY + timedelta(minutes=n)) for n in range(30)], "refused") == []


def test_a_review_covers_what_lies_within_it_and_nothing_that_came_after() -> None:
    looks = [look(own_name=True)]
    (one,) = asked(looks, "own-name")
    (grown,) = asked([*looks, look(MONDAY + timedelta(hours=1), own_name=True)], "own-name")
    reviewed = (one.rule, one.actor_id, one.nominal_id, one.first, one.last)
    assert one.within(*reviewed)
    assert not grown.within(*reviewed)
    assert not one.within("bulk", *reviewed[1:])


def _decided(
    by: UUID, proposed_by: UUID, account: str, at: datetime, *, approved: bool = True
) -> AuditedEntry:
    more = {"act": "alteration", "account": account, "proposed_by": str(proposed_by), "approved": approved}
    return look(at, nominal=None, actor_id=by, **more)


@pytest.mark.parametrize(("minutes", "listed"), [(0, True), (5, True), (6, False)])
def test_an_approval_within_minutes_of_its_proposal_is_asked_about(minutes: int, listed: bool) -> None:
    asks = _decided(OTHER, OTHER, "a", MONDAY, approved=False)
    answers = _decided(OFFICER, OTHER, "a", MONDAY + timedelta(minutes=minutes))
    found = [(one.actor_id, one.first, one.last) for one in asked([asks, answers], "approvals")]
    assert found == ([(OFFICER, answers.id, answers.id)] if listed else [])


def test_a_proposal_made_anew_counts_from_then_and_one_of_another_account_does_not() -> None:
    first = _decided(OTHER, OTHER, "a", MONDAY, approved=False)
    again = _decided(OTHER, OTHER, "a", MONDAY + timedelta(minutes=59), approved=False)
    other = _decided(OTHER, OTHER, "b", MONDAY + timedelta(minutes=59), approved=False)
    approved = _decided(OFFICER, OTHER, "a", MONDAY + timedelta(minutes=60))
    assert len(asked([first, again, approved], "approvals")) == 1
    assert asked([first, other, approved], "approvals") == []


def test_a_pair_that_approves_each_other_is_asked_about_and_one_way_is_not() -> None:
    third = UUID(int=4)
    days = [MONDAY + timedelta(days=n) for n in range(3)]
    one_way = [_decided(OFFICER, OTHER, str(day), day) for day in days]
    assert asked(one_way, "approvals") == []
    both = [*one_way[:2], _decided(OTHER, OFFICER, "x", days[2])]
    assert {one.actor_id for one in asked(both, "approvals")} == {OFFICER, OTHER}
    assert asked(both[1:], "approvals") == []
    assert asked([*one_way[:2], _decided(third, OFFICER, "x", days[2])], "approvals") == []
