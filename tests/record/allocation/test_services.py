"""One officer at a time."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.allocation.models import Allocation
from cairn.record.allocation.queries import allocations_of, current_allocation
from cairn.record.allocation.services import allocate
from tests.factories.access import change_user, make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_a_new_officer_ends_the_one_before_on_the_same_day() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        first, second = (make_user(agency=supervisor.agency) for _ in range(2))
        nominal = make_person(supervisor)
        allocate(supervisor, nominal_id=nominal.pk, officer=first, starts=date(2024, 1, 1))
        allocate(supervisor, nominal_id=nominal.pk, officer=second, starts=date(2024, 3, 1))
        now = current_allocation(nominal.pk)
        periods = [(row.officer, row.starts, row.ends) for row in allocations_of(nominal.pk)]
        acts = list(
            Entry.objects.filter(what="person allocated").order_by("id").values_list("act", flat=True)
        )
    assert now is not None
    assert (now.officer, now.team) == (second, second.team)
    assert periods == [(second, date(2024, 3, 1), None), (first, date(2024, 1, 1), date(2024, 3, 1))]
    assert acts == ["collection", "alteration"]


def test_the_same_officer_twice_is_a_conflict() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, officer=officer)
        with pytest.raises(Conflict) as refusal:
            allocate(officer, nominal_id=nominal.pk, officer=officer, starts=date(2030, 1, 1))
    assert refusal.value.field == "officer"


def test_nobody_starts_before_the_one_whom_they_follow() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        allocate(officer, nominal_id=nominal.pk, officer=officer, starts=date(2024, 1, 2))
        other = make_user(agency=officer.agency)
        with pytest.raises(BadInput) as refusal:
            allocate(officer, nominal_id=nominal.pk, officer=other, starts=date(2024, 1, 1))
        assert Allocation.objects.count() == 1
    assert refusal.value.field == "starts"


@pytest.mark.parametrize("wrong", ["another agency", "role", "left", "no team"])
def test_only_an_officer_of_the_agency_can_have_the_person(wrong: str) -> None:
    with acting_as(make_user()) as officer:
        role = Role.AUDITOR if wrong == "role" else Role.OFFENDER_MANAGER
        other = make_user(role, agency=None if wrong == "another agency" else officer.agency)
        if wrong == "left":
            change_user(other, is_active=False)
        if wrong == "no team":
            change_user(other, team=None)
        nominal = make_person(officer)
        with pytest.raises(BadInput) as refusal:
            allocate(officer, nominal_id=nominal.pk, officer=other, starts=date(2024, 1, 1))
    assert refusal.value.field == "officer"


def test_who_does_not_keep_the_record_allocates_nobody() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
    with acting_as(make_user(Role.CHAIR, agency=officer.agency)) as chair, pytest.raises(NotAllowed):
        allocate(chair, nominal_id=nominal.pk, officer=officer, starts=date(2024, 1, 1))
    with acting_as(make_user()) as stranger, pytest.raises(NotFound):
        allocate(stranger, nominal_id=nominal.pk, officer=stranger, starts=date(2024, 1, 1))
