"""A change to a fact changes what is owed, in the same transaction."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import transaction

from cairn.access.recomputing import recomputing
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.clock.models import CaseSummary, Duty
from cairn.clock.projection.rows import DutyRow
from cairn.clock.services import recompute_nominal
from cairn.dates import add_months, today
from cairn.plan.actions.services import accept_action, complete_action, withdraw_action
from cairn.record.convictions.services import NewDisposal, record_conviction
from cairn.record.models import Nominal
from tests.factories.access import make_agency, make_user
from tests.factories.plan import make_action, make_partner, make_plan
from tests.factories.record import make_person
from tests.factories.supervision import make_risk, make_visit

pytestmark = pytest.mark.django_db


def make_registered(officer: User, *, on: date | None = None) -> Nominal:
    """A person convicted of an offence that registers them; allocated to the officer."""
    nominal = make_person(officer, officer=officer)
    record_conviction(
        officer,
        nominal_id=nominal.pk,
        outcome="conviction",
        on=on or today() - timedelta(days=20),
        offence="SOA 2003 s.1",
        disposals=[NewDisposal(kind="imprisonment", months=12)],
    )
    return nominal


def owed(nominal: Nominal, **only: str) -> list[Duty]:
    return list(Duty.objects.filter(nominal_id=nominal.pk, **only).order_by("due", "kind"))


def test_a_person_without_a_conviction_owes_nothing_and_is_not_registrable() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, officer=officer)
        standing = CaseSummary.objects.get(nominal_id=nominal.pk)
        assert (standing.registrable, standing.since, standing.category) == (False, None, None)
        assert (standing.agency_id, standing.team_id, standing.officer_id) == (
            officer.agency_id,
            officer.team_id,
            officer.pk,
        )
        assert owed(nominal) == []


def test_a_conviction_brings_the_initial_notification_and_a_first_assessment() -> None:
    with acting_as(make_user()) as officer:
        convicted = today() - timedelta(days=20)
        nominal = make_registered(officer, on=convicted)
        standing = CaseSummary.objects.get(nominal_id=nominal.pk)
        assert (standing.registrable, standing.since, standing.category) == (True, convicted, 1)
        initial, visit, assessment = owed(nominal)
        assert (visit.kind, visit.what, visit.due) == (
            "visit",
            "First home visit",
            convicted + timedelta(days=15),
        )
        assert (initial.kind, initial.state, initial.basis) == ("initial", "overdue", "statute")
        assert initial.provision == "SOA 2003 s.83"
        assert (initial.owed_by, initial.what) == ("offender", "Initial notification")
        assert (assessment.kind, assessment.state, assessment.owed_by) == (
            "risk-assessment",
            "open",
            "police",
        )
        assert assessment.due == convicted + timedelta(days=28)
        assert standing.changes_on == assessment.due + timedelta(days=1)


def test_a_level_of_risk_brings_a_visit_and_a_visit_the_next_one() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_registered(officer)
        make_risk(officer, nominal, level="high", set_on=today() - timedelta(days=10))
        (first,) = owed(nominal, basis="policy")
        registered = CaseSummary.objects.get(nominal_id=nominal.pk).since
        assert (first.kind, first.due) == ("visit", registered + timedelta(days=15))
        make_visit(officer, nominal, visited_on=today(), outcome="no-reply")
        assert owed(nominal, basis="policy")[0].due == first.due
        make_visit(officer, nominal, visited_on=today())
        (second,) = owed(nominal, basis="policy")
        assert second.due == add_months(today(), 3)
        assert {duty.risk for duty in owed(nominal)} == {"high"}
        assert CaseSummary.objects.get(nominal_id=nominal.pk).risk == "high"


def test_a_partner_who_completes_an_action_clears_it_for_everyone() -> None:
    housing = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(make_user()) as officer:
        nominal = make_registered(officer)
        make_partner(officer, nominal, housing.agency)
        action = make_action(officer, make_plan(officer, nominal), agency=housing.agency)
        before = [DutyRow(*row) for row in Duty.objects.exclude(kind="action").values_list(*DutyRow._fields)]
        (duty,) = owed(nominal, kind="action")
        assert (duty.state, duty.basis, duty.source_id) == ("open", "plan", action.pk)
        assert (duty.agency_id, duty.owner_id, duty.owed_by) == (
            housing.agency_id,
            officer.agency_id,
            "housing",
        )
        assert "waiting to be accepted" in duty.why
    with acting_as(housing):
        accept_action(housing, action_id=action.pk)
        assert owed(nominal, kind="action")[0].why.endswith("accepted")
        complete_action(housing, action_id=action.pk, outcome="Done")
        assert not Duty.objects.exists()
    with acting_as(officer):
        after = [DutyRow(*row) for row in Duty.objects.values_list(*DutyRow._fields)]
        assert sorted(after, key=str) == sorted(before, key=str)


def test_a_withdrawn_action_is_owed_by_nobody() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        action = make_action(officer, make_plan(officer, nominal))
        assert len(owed(nominal, kind="action")) == 1
        withdraw_action(officer, action_id=action.pk, reason="Not needed")
        assert owed(nominal, kind="action") == []


def test_a_change_undone_leaves_the_duties_as_they_were() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_registered(officer)
        before = list(Duty.objects.order_by("id").values())
        with transaction.atomic():
            make_risk(officer, nominal, level="high", set_on=today())
            assert owed(nominal, kind="visit")
            transaction.set_rollback(True)
        assert list(Duty.objects.order_by("id").values()) == before


def test_what_is_owed_becomes_overdue_on_the_day_after() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        make_action(officer, make_plan(officer, nominal), due_on=today())
        for days, state in ((0, "open"), (1, "overdue")):
            recompute_nominal(nominal.pk, as_at=today() + timedelta(days=days))
            assert [duty.state for duty in owed(nominal, kind="action")] == [state]


def test_naming_a_nominal_gives_a_stranger_no_sight_of_it() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        make_action(officer, make_plan(officer, nominal))
    with acting_as(make_user()), recomputing(nominal.pk):
        assert not Nominal.objects.exists()
        assert Duty.objects.filter(nominal_id=nominal.pk).delete()[0] == 0
    with acting_as(officer):
        assert len(owed(nominal, kind="action")) == 1
