"""The facts that the plan's duties follow from: the open plan and its open actions, on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

import msgspec

from cairn.law.cases.fields import Fields


class OpenAction(msgspec.Struct, frozen=True, kw_only=True):
    """Something an agency still owed to the plan on the day asked about; completed later, if it was."""

    id: UUID
    pillar: str
    what: str
    agency_id: UUID
    agency_name: str
    agency_kind: str
    agreed_on: date
    due_on: date
    accepted: bool = False
    completed_on: date | None = None
    declined_on: date | None = None


class OpenMessage(msgspec.Struct, frozen=True, kw_only=True):
    """What an agency asked about an action and was not answered on the day; answered later, if it was."""

    action_id: UUID
    kind: str
    what: str
    agency_name: str
    said_on: date
    answered_on: date | None = None


class OpenPlan(msgspec.Struct, frozen=True):
    """
    The plan that was open on the day asked about, and the open actions.

    Parameters
        agreed_on: the day it was agreed; closed_on: the later day it was closed, if it was.
    """

    agreed_on: date | None = None
    closed_on: date | None = None
    actions: tuple[OpenAction, ...] = ()
    messages: tuple[OpenMessage, ...] = ()


read_plan = msgspec.json.Decoder(OpenPlan).decode
NO_PLAN = OpenPlan()


def plan_of(events: Sequence[Fields], as_at: date) -> OpenPlan:
    """
    The plan that a clock case tells of, as it stood on a day. Actions are agreed in a plan, so that one is open.

    Raises
        BadInput: something is done to an action that no event brings.
    """
    agreed = {row.text("id") or "": row for row in events if row.row["kind"] == "action"}
    later = [row for row in events if row.row["kind"] != "action"]
    for row in later:
        row.needed("action")
        if row.text("action") not in agreed:
            row.refuse("action", f"no action has the id “{row.row['action']}”.")
    open_ones = tuple(_open_actions(agreed, later, as_at))
    first = min((row.the_day("date") for row in agreed.values()), default=None)
    asked = tuple(_open_messages(agreed, later, as_at))
    return OpenPlan(agreed_on=first, actions=open_ones, messages=asked)


def _open_messages(
    agreed: Mapping[str, Fields], later: Sequence[Fields], as_at: date
) -> Iterator[OpenMessage]:
    """What was asked about an action that is not over, and not answered by the day."""
    closing = ("action-answered", "action-done", "action-withdrawn")
    for event in later:
        said_on, key = event.the_day("date"), event.text("action") or ""
        if event.row["kind"] != "action-question" or said_on > as_at:
            continue
        answers = [
            each.the_day("date")
            for each in later
            if each.row["kind"] in closing and each.text("action") == key and each.the_day("date") >= said_on
        ]
        answered_on = min(answers, default=None)
        if answered_on is None or answered_on > as_at:
            yield OpenMessage(
                action_id=uuid5(NAMESPACE_URL, f"action/{key}"),
                kind="question",
                what=agreed[key].text("what") or f"Action {key}",
                agency_name=agreed[key].text("agency") or "",
                said_on=said_on,
                answered_on=answered_on,
            )


def _open_actions(agreed: Mapping[str, Fields], later: Sequence[Fields], as_at: date) -> Iterator[OpenAction]:
    for key, row in agreed.items():
        due = row.the_day("due")
        done = withdrawn = declined = None
        for event in (each for each in later if each.text("action") == key):
            on = event.the_day("date")
            if event.row["kind"] == "action-done":
                done = on
            elif event.row["kind"] == "action-withdrawn":
                withdrawn = on
            elif event.row["kind"] == "action-declined":
                declined = on
            elif event.row["kind"] == "action-extended" and on <= as_at:
                due, declined = event.the_day("due"), None
        if any(end is not None and end <= as_at for end in (done, withdrawn)):
            continue
        row.needed("agency")
        agency = row.text("agency") or ""
        yield OpenAction(
            id=uuid5(NAMESPACE_URL, f"action/{key}"),
            pillar=row.text("pillar") or "supervision",
            what=row.text("what") or f"Action {key}",
            agency_id=uuid5(NAMESPACE_URL, f"agency/{agency}"),
            agency_name=agency,
            agency_kind=agency,
            agreed_on=row.the_day("date"),
            due_on=due,
            completed_on=done,
            declined_on=declined,
        )
