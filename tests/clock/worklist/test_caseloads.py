"""How many people each officer manages, and who they are."""

from __future__ import annotations

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.clock.worklist.caseloads import caseloads, managed_by
from cairn.dates import today
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.factories.supervision import make_risk

pytestmark = pytest.mark.django_db


def test_people_are_counted_by_officer_and_risk_and_those_of_nobody_apart() -> None:
    supervisor = make_user(Role.SUPERVISOR)
    officer = make_user(agency=supervisor.agency)
    with acting_as(supervisor):
        low, unknown, high = (
            make_person(supervisor, officer=officer, surname=name) for name in ("Ash", "Birch", "Cedar")
        )
        make_risk(supervisor, low, level="low", set_on=today())
        make_risk(supervisor, high, level="high", set_on=today())
        nobodys = make_person(supervisor)
        loads = caseloads(supervisor)
        assert (loads[officer.pk].total, loads[None].total) == (3, 1)
        assert {risk: many for risk, many in loads[officer.pk].by_risk.items() if many} == {
            "high": 1,
            "": 1,
            "low": 1,
        }
        # Whose risk nobody has assessed comes before the low.
        assert [each.nominal_id for each in managed_by(supervisor, officer.pk)] == [
            high.pk,
            unknown.pk,
            low.pk,
        ]
        assert [each.nominal_id for each in managed_by(supervisor, None)] == [nobodys.pk]


def test_another_agencys_people_are_in_nobodys_count() -> None:
    mine, theirs = make_user(Role.SUPERVISOR), make_user(Role.SUPERVISOR)
    with acting_as(theirs):
        make_person(theirs)
    with acting_as(mine):
        assert caseloads(mine) == {}
        assert managed_by(mine, None) == []
