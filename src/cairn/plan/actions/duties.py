"""What agencies owe to a risk management plan: each of its open actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from cairn.dates import in_words
from cairn.duties.source import NOTHING_TOLD, PLAN, Answer, Case, DutyOwed, DutySource, Summary, Whose
from cairn.law.cases.fields import Fields
from cairn.plan.actions.open_plan import NO_PLAN, OpenAction, OpenPlan, plan_of, read_plan

# For a past day, what was open on it counts, though it was closed or completed since.
_OPEN = "state IN ('proposed', 'accepted')"


class ActionSource(DutySource[OpenPlan]):
    """An action for the agency that owes it, whoever owns the record."""

    name: ClassVar[str] = "plan"
    kinds: ClassVar[Mapping[str, str]] = {"action": "Action in the risk management plan"}
    statement: ClassVar[str] = f"""
        SELECT nominal_id, json_build_object(
                   'agreed_on', p.agreed_on, 'closed_on', p.closed_on, 'actions', coalesce(a.actions, '[]'))::text
        FROM (
            SELECT DISTINCT ON (nominal_id) nominal_id, agreed_on, closed_on FROM plan_plan
            WHERE (closed_on IS NULL OR closed_on > %(as_at)s) AND {{these}} AND {{kept}}
            ORDER BY nominal_id, closed_on NULLS LAST, id
        ) p FULL JOIN (
            SELECT a.nominal_id, json_agg(json_build_object(
                       'id', a.id, 'pillar', a.pillar, 'what', a.what, 'agency_id', a.agency_id,
                       'agency_name', g.name, 'agency_kind', g.kind, 'agreed_on', a.agreed_on, 'due_on', a.due_on,
                       'accepted', a.state <> 'proposed', 'completed_on', a.completed_on
                   ) ORDER BY a.due_on, a.id) AS actions
            FROM plan_action a JOIN access_agency g ON g.id = a.agency_id
            WHERE (a.{_OPEN} OR (a.state = 'completed' AND a.completed_on > %(as_at)s)) AND {{these}} AND a.{{kept}}
            GROUP BY a.nominal_id
        ) a USING (nominal_id)
    """
    concerns: ClassVar[Mapping[Whose, str]] = {
        "agency": """
            SELECT nominal_id FROM plan_action
            WHERE agency_id = %(whose)s AND state <> 'withdrawn' AND agreed_on <= %(as_at)s
        """
    }

    events: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "action": ("date", "agency", "due", "pillar", "what"),
        "action-extended": ("date", "action", "due"),
        "action-done": ("date", "action"),
        "action-withdrawn": ("date", "action"),
    }

    def read(self, document: str | None) -> OpenPlan:
        return read_plan(document) if document else NO_PLAN

    def summary(self, facts: OpenPlan, case: Case) -> Summary:
        return Summary(managed_since=facts.agreed_on) if facts.agreed_on else NOTHING_TOLD

    def answer(self, facts: OpenPlan, case: Case) -> Answer:
        actions = facts.actions
        return Answer(
            [_owed(action) for action in actions if action.agreed_on <= case.as_at],
            [
                *(action.agreed_on for action in actions),
                *(action.completed_on for action in actions),
                facts.agreed_on,
                facts.closed_on,
            ],
        )

    def from_events(self, events: Sequence[Fields], as_at: date) -> OpenPlan:
        return plan_of(events, as_at)


def _owed(action: OpenAction) -> DutyOwed:
    waiting = "accepted" if action.accepted else "waiting to be accepted"
    return DutyOwed(
        basis=PLAN,
        kind="action",
        of=action.pillar,
        due=action.due_on,
        arose=action.agreed_on,
        what=action.what,
        why=f"Agreed {in_words(action.agreed_on)}, owed by {action.agency_name}; {waiting}",
        provision=f"Risk management plan: {action.pillar.replace('-', ' ')}",
        owed_by=action.agency_kind,
        agency_id=action.agency_id,
        source_id=action.id,
    )


ACTIONS = ActionSource()
