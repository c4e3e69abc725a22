"""
What agencies owe to a risk management plan: each of its open actions.

One that an agency declined is the owner's again, to decide; so is what an agency asked and was not answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from cairn.dates import in_words
from cairn.duties.source import NOTHING_TOLD, PLAN, Answer, Case, DutyOwed, DutySource, Summary, Whose
from cairn.law.cases.fields import Fields
from cairn.plan.actions.open_plan import NO_PLAN, OpenAction, OpenMessage, OpenPlan, plan_of, read_plan

# For a past day, what was open on it counts, though it was closed or completed since.
_OPEN = "state IN ('proposed', 'accepted', 'declined')"
_ASKED = {"question": "Question", "more-time": "Request for more time"}


class ActionSource(DutySource[OpenPlan]):
    """An action for the agency that owes it, whoever owns the record; for the owner, what comes back to be decided."""

    name: ClassVar[str] = "plan"
    kinds: ClassVar[Mapping[str, str]] = {
        "action": "Action in the risk management plan",
        "action-declined": "Decide about an action that was declined",
        "action-answer": "Answer an agency about an action",
    }
    statement: ClassVar[str] = f"""
        SELECT nominal_id, json_build_object(
                   'agreed_on', p.agreed_on, 'closed_on', p.closed_on, 'actions', coalesce(a.actions, '[]'),
                   'messages', coalesce(m.messages, '[]'))::text
        FROM (
            SELECT DISTINCT ON (nominal_id) nominal_id, agreed_on, closed_on FROM plan_plan
            WHERE (closed_on IS NULL OR closed_on > %(as_at)s) AND {{these}} AND {{kept}}
            ORDER BY nominal_id, closed_on NULLS LAST, id
        ) p FULL JOIN (
            SELECT a.nominal_id, json_agg(json_build_object(
                       'id', a.id, 'pillar', a.pillar, 'what', a.what, 'agency_id', a.agency_id,
                       'agency_name', g.name, 'agency_kind', g.kind, 'agreed_on', a.agreed_on, 'due_on', a.due_on,
                       'accepted', a.state <> 'proposed', 'completed_on', a.completed_on,
                       'declined_on', a.declined_on
                   ) ORDER BY a.due_on, a.id) AS actions
            FROM plan_action a JOIN access_agency g ON g.id = a.agency_id
            WHERE (a.{_OPEN} OR (a.state = 'completed' AND a.completed_on > %(as_at)s)) AND {{these}} AND a.{{kept}}
            GROUP BY a.nominal_id
        ) a USING (nominal_id) FULL JOIN (
            SELECT m.nominal_id, json_agg(json_build_object(
                       'action_id', m.action_id, 'kind', m.kind, 'what', a.what, 'agency_name', g.name,
                       'said_on', m.said_on, 'answered_on', m.answered_on
                   ) ORDER BY m.said_on, m.id) AS messages
            FROM (
                SELECT id, nominal_id, action_id, agency_id, kind, said_on, answered_on FROM plan_actionmessage
                WHERE kind IN ('question', 'more-time') AND said_on <= %(as_at)s
                    AND (answered_on IS NULL OR answered_on > %(as_at)s) AND {{these}} AND {{kept}}
            ) m JOIN (SELECT id, what, state FROM plan_action WHERE {{kept}}) a ON a.id = m.action_id
                AND a.{_OPEN}
            JOIN access_agency g ON g.id = m.agency_id
            GROUP BY m.nominal_id
        ) m USING (nominal_id)
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
        "action-declined": ("date", "action"),
        "action-question": ("date", "action"),
        "action-answered": ("date", "action"),
    }

    def read(self, document: str | None) -> OpenPlan:
        return read_plan(document) if document else NO_PLAN

    def summary(self, facts: OpenPlan, case: Case) -> Summary:
        return Summary(managed_since=facts.agreed_on) if facts.agreed_on else NOTHING_TOLD

    def answer(self, facts: OpenPlan, case: Case) -> Answer:
        actions = facts.actions
        return Answer(
            [
                *(_owed(action, case.as_at) for action in actions if action.agreed_on <= case.as_at),
                *(_to_answer(message) for message in facts.messages),
            ],
            [
                *(action.agreed_on for action in actions),
                *(action.completed_on for action in actions),
                *(action.declined_on for action in actions),
                *(message.answered_on for message in facts.messages),
                facts.agreed_on,
                facts.closed_on,
            ],
        )

    def from_events(self, events: Sequence[Fields], as_at: date) -> OpenPlan:
        return plan_of(events, as_at)


def _owed(action: OpenAction, as_at: date) -> DutyOwed:
    if action.declined_on and action.declined_on <= as_at:
        return _to_decide(action, action.declined_on)
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


def _to_decide(action: OpenAction, declined_on: date) -> DutyOwed:
    return DutyOwed(
        basis=PLAN,
        kind="action-declined",
        of=action.pillar,
        due=declined_on,
        arose=declined_on,
        what=f"Declined: {action.what}",
        why=f"{action.agency_name} declined it on {in_words(declined_on)}: give it to somebody, or withdraw it",
        provision=f"Risk management plan: {action.pillar.replace('-', ' ')}",
        source_id=action.id,
    )


def _to_answer(message: OpenMessage) -> DutyOwed:
    return DutyOwed(
        basis=PLAN,
        kind="action-answer",
        of=message.kind,
        due=message.said_on,
        arose=message.said_on,
        what=f"{_ASKED[message.kind]}: {message.what}",
        why=f"{message.agency_name} asked on {in_words(message.said_on)} and has no answer",
        provision="Risk management plan",
        source_id=message.action_id,
    )


ACTIONS = ActionSource()
