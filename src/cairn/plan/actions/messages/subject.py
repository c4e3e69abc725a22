"""Messages about actions, as a subject of the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cairn.accounts.roles import PLAN_MAKERS
from cairn.plan.actions.messages.models import ActionMessage
from cairn.plan.actions.models import Action
from cairn.record.field_checks import check_day
from cairn.subjects.declaration import Amending, Event, Subject


def _check(row: ActionMessage, today: date) -> None:
    check_day(row.said_on, nominal=row.nominal, today=today, field="said_on", what="This was said")


def _events(row: ActionMessage) -> Iterator[Event]:
    yield Event(row.said_on, f"{row.get_kind_display()} ({row.action.what})", row.text, row.said_by.name)
    if row.answered_on and row.answered_by:
        yield Event(row.answered_on, row.get_answer_kind_display(), row.answer, row.answered_by.name)


MESSAGE = Subject(
    key="action-messages",
    model=ActionMessage,
    fact="plan",
    agency="agency_id",
    agency_adds=True,
    part_of="action_id",
    depends_on={"action_id": Action},
    order=("said_on", "recorded_at", "id"),
    begins="said_on",
    events=_events,
    refusals={
        "message_answered_by_somebody": ("answer", "Say what was decided about it."),
        "more_time_until_when": ("asked_due_on", "Say until when."),
    },
    demonstrated="None: an agency says something when somebody tries it.",
    # What was said is not reworded by others. Said of the wrong action, it can be taken off.
    amending=Amending(roles=PLAN_MAKERS, fields=("said_on",), check=_check),
)
