"""Reading what was disclosed: newest first, and only by those whom it concerns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.access.kinds import Purpose
from cairn.access.models import Relation
from cairn.access.partnerships.services import open_partnership
from cairn.access.restricted.services import restrict_fact
from cairn.accounts.database_user import acting_as
from cairn.accounts.kinds import AgencyKind
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.record.disclosures.queries import disclosures_of
from cairn.record.disclosures.services import record_disclosure
from cairn.record.identity.models import Nominal
from tests.factories.access import make_agency, make_user
from tests.factories.disclosures import NOW, TOLD, a_telling
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def _told_twice() -> tuple[User, Nominal]:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, today=today())
        for days, recipient in ((9, "The first"), (0, "The second")):
            telling = a_telling(officer, recipient=recipient, told_at=TOLD - timedelta(days=days))
            record_disclosure(officer, nominal_id=nominal.pk, telling=telling, now=NOW)
    return officer, nominal


def _read_by(user: User, nominal: Nominal) -> list[str]:
    with acting_as(user):
        return [row.recipient for row in disclosures_of(nominal.pk)]


def test_the_newest_comes_first() -> None:
    officer, nominal = _told_twice()
    assert _read_by(officer, nominal) == ["The second", "The first"]


def test_those_who_manage_or_plan_read_them_and_the_counter_does_not() -> None:
    officer, nominal = _told_twice()
    read = {role: len(_read_by(make_user(role, agency=officer.agency), nominal)) for role in Role}
    assert {role for role, count in read.items() if count} == {
        Role.OFFENDER_MANAGER,
        Role.SUPERVISOR,
        Role.COORDINATOR,
        Role.CHAIR,
        Role.RECORDS,
    }


@pytest.mark.parametrize(("purpose", "reads"), [(purpose, purpose == Purpose.CUSTODY) for purpose in Purpose])
def test_of_partners_only_those_who_prepare_a_release_read_them(purpose: Purpose, *, reads: bool) -> None:
    officer, nominal = _told_twice()
    partner = make_user(Role.PARTNER, agency=make_agency(AgencyKind.PRISON))
    with acting_as(officer):
        open_partnership(
            officer,
            nominal_id=nominal.pk,
            agency=partner.agency,
            relation=Relation.PARTNER,
            purpose_kind=purpose,
            purpose="Work together",
            starts=today(),
        )
    assert bool(_read_by(partner, nominal)) is reads


def test_one_may_be_kept_back() -> None:
    officer, nominal = _told_twice()
    coordinator = make_user(Role.COORDINATOR, agency=officer.agency)
    with acting_as(officer):
        restrict_fact(
            officer,
            nominal_id=nominal.pk,
            kept_in="record_disclosure",
            row_id=disclosures_of(nominal.pk)[0].pk,
            category="source",
            why="Whoever was told must not be known",
            roles=[Role.OFFENDER_MANAGER],
        )
    assert _read_by(coordinator, nominal) == ["The first"]
    assert len(_read_by(officer, nominal)) == 2
