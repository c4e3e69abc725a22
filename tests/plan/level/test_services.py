"""Deciding the MAPPA level."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.kinds import AgencyKind
from cairn.accounts.roles import Role
from cairn.errors import BadInput, NotAllowed
from cairn.ledger.models import Entry
from cairn.plan.level.services import LEADING, set_level
from cairn.plan.models import ManagementLevel
from tests.factories.access import make_agency, make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


def test_a_level_is_kept_with_its_reason_and_who_leads() -> None:
    officer = make_user(Role.OFFENDER_MANAGER)
    coordinator = make_user(Role.COORDINATOR, agency=officer.agency)
    with acting_as(officer):
        nominal = make_person(officer)
    with acting_as(coordinator):
        decision = set_level(
            coordinator,
            nominal_id=nominal.pk,
            level=2,
            set_on=DAY,
            reason="Several agencies needed",
            lead_agency=officer.agency,
        )
        kept = ManagementLevel.objects.get()
        assert (kept.level, kept.set_on, kept.set_by, kept.lead_agency) == (
            2,
            DAY,
            coordinator,
            officer.agency,
        )
        assert Entry.objects.get(what="MAPPA level").detail == {"management_level": str(decision.pk)}


@pytest.mark.parametrize(
    ("level", "set_on", "reason", "field"),
    [
        (4, DAY, "Because", "level"),
        (1, date(2100, 1, 1), "Because", "set_on"),
        (1, date(2026, 1, 4), "Because", "set_on"),
        (1, DAY, " ", "reason"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(level: int, set_on: date, reason: str, field: str) -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        facts = {"nominal_id": nominal.pk, "lead_agency": officer.agency}
        set_level(officer, level=1, set_on=DAY, reason="Ordinary management", **facts)
        with pytest.raises(BadInput) as refusal:
            set_level(officer, level=level, set_on=set_on, reason=reason, **facts)
        assert refusal.value.field == field


def test_a_records_officer_may_not() -> None:
    officer = make_user()
    with acting_as(officer):
        nominal = make_person(officer)
    records = make_user(Role.RECORDS, agency=officer.agency)
    with acting_as(records), pytest.raises(NotAllowed):
        set_level(
            records, nominal_id=nominal.pk, level=1, set_on=DAY, reason="Because", lead_agency=officer.agency
        )


@pytest.mark.parametrize("role", [Role.OFFENDER_MANAGER, Role.SUPERVISOR])
@pytest.mark.parametrize("level", [2, 3])
def test_an_officer_or_supervisor_refers_and_decides_neither_level_2_nor_3(role: Role, level: int) -> None:
    with acting_as(make_user(role)) as user:
        nominal = make_person(user)
        with pytest.raises(BadInput, match="Refer the person instead") as refusal:
            set_level(
                user, nominal_id=nominal.pk, level=level, set_on=DAY, reason="x", lead_agency=user.agency
            )
        assert refusal.value.field == "level"
        assert not ManagementLevel.objects.exists()


def test_from_level_2_back_to_1_is_a_meetings_decision() -> None:
    officer = make_user()
    coordinator = make_user(Role.COORDINATOR, agency=officer.agency)
    with acting_as(officer):
        facts = {"nominal_id": make_person(officer).pk, "lead_agency": officer.agency, "reason": "Decided"}
    with acting_as(coordinator):
        set_level(coordinator, level=2, set_on=DAY, **facts)
    with acting_as(officer), pytest.raises(BadInput, match="A meeting decides"):
        set_level(officer, level=1, set_on=DAY, **facts)
    with acting_as(coordinator):
        set_level(coordinator, level=1, set_on=DAY, **facts)


@pytest.mark.parametrize("kind", sorted(set(AgencyKind) - LEADING))
def test_an_agency_that_may_not_lead_is_refused(kind: AgencyKind) -> None:
    with acting_as(make_user()) as officer:
        nominal, other = make_person(officer), make_agency(kind)
        with pytest.raises(BadInput, match="may not lead") as refusal:
            set_level(officer, nominal_id=nominal.pk, level=1, set_on=DAY, reason="x", lead_agency=other)
        assert refusal.value.field == "lead_agency"
