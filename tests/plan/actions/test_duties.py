"""What agencies owe to a plan."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from cairn.duties.source import Summary
from cairn.plan.actions.duties import ACTIONS
from tests.duties.cases import answer_of, case_on, summary_of

HOMES = uuid4()


def action(key: UUID, **given: object) -> dict[str, object]:
    return {
        "id": str(key),
        "pillar": "victim-safety",
        "what": "Move the tenancy",
        "agency_id": str(HOMES),
        "agency_name": "Fell Homes",
        "agency_kind": "housing",
        "agreed_on": "2026-03-02",
        "due_on": "2026-04-01",
        **given,
    }


def test_an_open_action_is_owed_by_its_agency_from_the_day_it_was_agreed() -> None:
    key = uuid4()
    plan = {"agreed_on": "2026-02-01", "actions": [action(key)]}
    assert answer_of(ACTIONS, plan, case_on(date(2026, 3, 1))).duties == []
    (duty,) = answer_of(ACTIONS, plan, case_on(date(2026, 3, 2))).duties
    assert (duty.basis, duty.kind, duty.of, duty.due) == ("plan", "action", "victim-safety", date(2026, 4, 1))
    assert (duty.owed_by, duty.agency_id, duty.source_id) == ("housing", HOMES, key)
    assert duty.why == "Agreed 2 March 2026, owed by Fell Homes; waiting to be accepted"
    assert duty.provision == "Risk management plan: victim safety"


def test_an_open_plan_is_an_agreement_to_manage_the_person() -> None:
    assert summary_of(ACTIONS, {"agreed_on": "2026-02-01"}, case_on(date(2026, 3, 1))) == Summary(
        managed_since=date(2026, 2, 1)
    )


def test_of_a_past_day_it_changes_when_the_action_was_completed_and_the_plan_closed() -> None:
    plan = {
        "agreed_on": "2026-02-01",
        "closed_on": "2026-05-01",
        "actions": [action(uuid4(), accepted=True, completed_on="2026-03-20")],
    }
    changes = list(answer_of(ACTIONS, plan, case_on(date(2026, 3, 3))).changes)
    assert {date(2026, 3, 20), date(2026, 5, 1)} <= set(changes)
