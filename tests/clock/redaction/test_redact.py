"""What the clock's rows say to whom a fact is kept from: what has to be done, by when, and nothing of the fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from cairn.access.restricted.services import lift_fact_restriction, restrict_fact
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.explaining.queries import case_summary_of
from cairn.clock.models import CaseSummary, Duty
from cairn.clock.redaction.redact import NOT_SHOWN
from cairn.clock.running.run import run
from cairn.clock.worklist.queries import worklist
from cairn.dates import today
from cairn.record.models import Conviction
from cairn.supervision.models import RiskAssessment
from cairn.supervision.risk.services import set_risk_level
from cairn.supervision.visits.services import record_visit
from tests.factories.access import make_user
from tests.factories.acts import convict
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db

Seen = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Case:
    """A person whose level of risk was medium and is very high, with the officer and a supervisor."""

    supervisor: User
    officer: User
    nominal_id: UUID


@pytest.fixture
def case() -> Case:
    supervisor = make_user(Role.SUPERVISOR)
    officer = make_user(agency=supervisor.agency, team=supervisor.team)
    with acting_as(supervisor):
        who: UUID = make_person(supervisor, officer=officer).pk
        convict(supervisor, who, on=date(2015, 3, 2), today=None)
        for level, days in (("medium", 300), ("very-high", 3)):
            day = today() - timedelta(days=days)
            set_risk_level(supervisor, nominal_id=who, level=level, set_on=day, reason="The matrix")
        # The first visit is due whatever the level: here the level says by when the next one is.
        seen_on = today() - timedelta(days=300)
        record_visit(supervisor, nominal_id=who, visited_on=seen_on, outcome="seen")
    return Case(supervisor, officer, who)


def restrict(case: Case, kept_in: str, row_id: UUID, *, shown: bool = True) -> UUID:
    with acting_as(case.supervisor):
        marked = restrict_fact(
            case.supervisor,
            nominal_id=case.nominal_id,
            kept_in=kept_in,
            row_id=row_id,
            category="source",
            why="It would show who told us",
            roles=["supervisor"],
            shown=shown,
        )
    return marked.pk


def the_level(case: Case, level: str = "very-high") -> UUID:
    with acting_as(case.supervisor):
        key: UUID = RiskAssessment.objects.values_list("pk", flat=True).get(level=level)
    return key


def standing(user: User, case: Case) -> CaseSummary:
    with acting_as(user):
        found = case_summary_of(case.nominal_id)
        assert CaseSummary.objects.filter(nominal_id=case.nominal_id).count() == 1
    assert found is not None
    return found


def duties(user: User, *fields: str) -> Seen:
    with acting_as(user):
        return list(Duty.objects.order_by("kind", "due").values_list(*fields))


def test_a_level_of_risk_is_withheld_and_the_visit_is_still_owed_by_that_day(case: Case) -> None:
    before, full = (
        duties(case.officer, "kind", "due", "state"),
        duties(case.supervisor, "what", "why", "risk"),
    )
    restrict(case, "supervision_riskassessment", the_level(case))
    assert (standing(case.supervisor, case).risk, standing(case.officer, case).risk) == ("very-high", "")
    assert standing(case.officer, case).redacted_fields == ["risk"]
    assert duties(case.officer, "kind", "due", "state") == before
    said = dict(duties(case.officer, "kind", "what"))
    assert said["visit"] == "Home visit"
    assert dict(duties(case.officer, "kind", "why"))["visit"] == NOT_SHOWN
    # What the level has nothing to do with keeps its words, but not the level beside it.
    assert said["periodic"] == "Annual notification" if "periodic" in said else said["initial"]
    assert {risk for (risk,) in duties(case.officer, "risk")} == {""}
    assert duties(case.supervisor, "what", "why", "risk") == full


def test_a_worklist_asked_for_the_level_does_not_tell_it(case: Case) -> None:
    restrict(case, "supervision_riskassessment", the_level(case))
    for user, many in ((case.officer, 0), (case.supervisor, 2)):
        with acting_as(user):
            assert worklist(user, scope="force", risk="very-high").matching == many
            assert worklist(user, scope="force").matching == 2


def test_where_nothing_is_to_be_told_nothing_is_said_to_be_withheld(case: Case) -> None:
    restrict(case, "supervision_riskassessment", the_level(case), shown=False)
    found = standing(case.officer, case)
    assert (found.risk, found.redacted_fields) == ("", None)


def test_a_level_that_no_longer_stands_is_not_in_the_standing(case: Case) -> None:
    restrict(case, "supervision_riskassessment", the_level(case, "medium"))
    found = standing(case.officer, case)
    # The day on which the next visit falls late is another without it: that alone is left out.
    assert (found.risk, found.redacted_fields, found.changes_on) == ("very-high", None, None)


def test_each_of_two_facts_is_withheld_by_itself(case: Case) -> None:
    with acting_as(case.supervisor):
        conviction = Conviction.objects.values_list("pk", flat=True).get()
    restrict(case, "supervision_riskassessment", the_level(case))
    restrict(case, "record_conviction", conviction)
    found, full = standing(case.officer, case), standing(case.supervisor, case)
    assert (found.registrable, found.since, found.until, found.indefinite) == (True, None, None, False)
    assert found.redacted_fields == ["category", "indefinite", "risk", "since"]
    assert (full.since, full.indefinite, full.risk) == (date(2015, 3, 2), True, "very-high")
    assert duties(case.officer, "kind", "due") == duties(case.supervisor, "kind", "due")
    assert set(duties(case.officer, "why", "arose", "provision")) == {(NOT_SHOWN, None, "")}


def test_lifting_makes_it_one_row_again(case: Case) -> None:
    before = duties(case.officer, "what", "why", "due", "risk")
    restriction = restrict(case, "supervision_riskassessment", the_level(case))
    with acting_as(case.supervisor):
        lift_fact_restriction(case.supervisor, restriction_id=restriction)
    assert duties(case.officer, "what", "why", "due", "risk") == before
    assert not standing(case.officer, case).redacted


def test_an_act_of_whom_it_is_kept_from_keeps_it_apart(case: Case) -> None:
    restrict(case, "supervision_riskassessment", the_level(case))
    rows = duties(case.supervisor, "kind", "what", "due")
    with acting_as(case.officer):
        convict(case.officer, case.nominal_id, on=date(2016, 3, 2), today=None)
    assert standing(case.officer, case).risk == ""
    assert standing(case.supervisor, case).risk == "very-high"
    assert ("visit", "Home visit (very high risk)") in [row[:2] for row in rows]


@pytest.mark.django_db(transaction=True)
def test_the_nightly_run_tells_the_same_apart(case: Case) -> None:
    restrict(case, "supervision_riskassessment", the_level(case))
    fields = ("kind", "what", "why", "due", "risk", "depends_on", "redacted")
    before = [duties(user, *fields) for user in (case.officer, case.supervisor)]
    run(on=today(), rebuild=True)
    assert [duties(user, *fields) for user in (case.officer, case.supervisor)] == before
    assert (standing(case.supervisor, case).risk, standing(case.officer, case).risk) == ("very-high", "")
