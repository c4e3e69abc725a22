"""
The pages on which an action is talked about: its agency declines it, asks and comments; whoever makes the plan
changes it, withdraws it and answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse

from cairn.accounts.agencies.queries import case_staff_of
from cairn.accounts.models import User
from cairn.accounts.roles import PLAN_MAKERS
from cairn.errors import Conflict
from cairn.plan.actions.changing import change_action, name_person
from cairn.plan.actions.messages.models import ActionMessage, MessageKind
from cairn.plan.actions.messages.queries import get_message
from cairn.plan.actions.messages.services import (
    answer_message,
    ask_more_time,
    ask_question,
    comment_on_action,
    decline_action,
)
from cairn.plan.actions.models import UNFINISHED
from cairn.plan.actions.queries import get_action
from cairn.plan.actions.services import withdraw_action
from cairn.subjects.writings import Watched
from cairn.web.actions.page import ActionPage, Data, Done, Ids, Opened, Typed, asking
from cairn.web.actions.watching import PastWatch
from cairn.web.plan.pages import (
    NOT_A_PLANNER,
    action_watch,
    owing_action,
    person_of_action,
    to_action,
    what_it_asks,
)
from cairn.web.plan.talking_forms import (
    AnswerForm,
    ChangeForm,
    MoreTimeForm,
    PersonForm,
    ReasonForm,
    WithdrawForm,
    WordsForm,
)


def _unfinished(opened: Opened) -> Any:
    action = get_action(opened.ids["action_id"])
    if action.state not in UNFINISHED:
        raise Conflict(f"This action is already {action.get_state_display().lower()}.")
    return action


def _owing_unfinished(opened: Opened) -> Any:
    owing_action(opened)
    return _unfinished(opened)


def _change_form(opened: Opened, data: Data, files: Data) -> forms.Form:
    row = opened.row
    agencies = {each.agency.pk: each.agency for each in opened.header.partnerships} if opened.header else {}
    agencies.setdefault(row.agency_id, row.agency)
    start = {"what": row.what, "agency": str(row.agency_id), "due_on": row.due_on}
    return ChangeForm(data, files, initial=start, agencies=tuple(agencies.values()))


def _change(opened: Opened, typed: Typed) -> Done:
    row = change_action(opened.user, action_id=opened.row.pk, **typed)
    return Done("Action changed. What it said before is kept on its page.", row=row)


def _withdraw(opened: Opened, typed: Typed) -> Done:
    withdraw_action(opened.user, action_id=opened.row.pk, reason=typed["reason"])
    return Done("Action withdrawn.")


def _decline(opened: Opened, typed: Typed) -> Done:
    decline_action(opened.user, action_id=opened.row.pk, reason=typed["reason"])
    return Done("Action declined. Whoever made the plan has been asked to decide about it.")


def _more_time(opened: Opened, typed: Typed) -> Done:
    ask_more_time(opened.user, action_id=opened.row.pk, until=typed["until"], reason=typed["reason"])
    return Done("You asked for more time. The action is due on its day until you have an answer.")


def _question(opened: Opened, typed: Typed) -> Done:
    ask_question(opened.user, action_id=opened.row.pk, text=typed["text"])
    return Done("Question sent.")


def _comment(opened: Opened, typed: Typed) -> Done:
    comment_on_action(opened.user, action_id=opened.row.pk, text=typed["text"])
    return Done("Comment added.")


def _person_form(opened: Opened, data: Data, files: Data) -> forms.Form:
    start = {"person": str(opened.row.named_id or "")}
    return PersonForm(data, files, initial=start, people=case_staff_of(opened.row.agency))


def _name(opened: Opened, typed: Typed) -> Done:
    name_person(opened.user, action_id=opened.row.pk, person=typed["person"] or None)
    return Done("Saved who does this action.")


def _whose_message(_: User, ids: Ids) -> UUID:
    nominal_id: UUID = get_message(ids["message_id"]).nominal_id
    return nominal_id


def _message(opened: Opened) -> ActionMessage:
    found = get_message(opened.ids["message_id"])
    if not found.waits:
        raise Conflict("This is answered already, or wants no answer.")
    return found


def _answer_form(opened: Opened, data: Data, files: Data) -> forms.Form:
    row = opened.row
    return AnswerForm(data, files, initial={"due_on": row.asked_due_on}, message_kind=MessageKind(row.kind))


def _answer(opened: Opened, typed: Typed) -> Done:
    answer_message(opened.user, message_id=opened.row.pk, **typed)
    return Done("Answered. The agency reads it on the action’s page.")


def _this_message(opened: Opened) -> list[Watched]:
    return [Watched(ActionMessage, {"id": opened.ids["message_id"]})]


_OF_OWNER: Mapping[str, Any] = {
    "roles": PLAN_MAKERS,
    "refusal": NOT_A_PLANNER,
    "whose": person_of_action,
    "row": _unfinished,
    "about": what_it_asks,
    "watches": action_watch,
    "tab": "plan",
    "back": to_action,
}
_OF_AGENCY: Mapping[str, Any] = {
    "by_anybody_reading": True,
    "whose": person_of_action,
    "row": _owing_unfinished,
    "about": what_it_asks,
    "watches": action_watch,
    "tab": "plan",
    "back": to_action,
}
CHANGE = ActionPage(
    name="change_action",
    title="Change this action",
    button="Change action",
    form=_change_form,
    does=_change,
    replaces=True,
    **_OF_OWNER,
)
WITHDRAW = ActionPage(
    name="withdraw_action",
    title="Withdraw this action",
    button="Withdraw action",
    form=asking(WithdrawForm),
    does=_withdraw,
    is_warning=True,
    **_OF_OWNER,
)
DECLINE = ActionPage(
    name="decline_action",
    title="Decline this action",
    button="Decline action",
    form=asking(ReasonForm),
    does=_decline,
    intro=("Whoever made the plan then decides: they ask another agency, ask yours again, or withdraw it.",),
    **_OF_AGENCY,
)
MORE_TIME = ActionPage(
    name="ask_more_time",
    title="Ask for more time",
    button="Ask for more time",
    form=asking(MoreTimeForm),
    does=_more_time,
    **_OF_AGENCY,
)
QUESTION = ActionPage(
    name="ask_about_action",
    title="Ask a question about this action",
    button="Send question",
    form=asking(WordsForm),
    does=_question,
    **_OF_AGENCY,
)
NAME_PERSON = ActionPage(
    name="name_person",
    title="Who in your agency does this",
    button="Save",
    form=_person_form,
    does=_name,
    **_OF_AGENCY,
)
# The service lets those who make the plan, and the agency that is to do it.
COMMENT = ActionPage(
    name="comment_on_action",
    title="Comment on this action",
    button="Add comment",
    form=asking(WordsForm),
    does=_comment,
    **{**_OF_AGENCY, "row": _unfinished},
)
ANSWER = ActionPage(
    name="answer_message",
    title="Answer the agency",
    button="Send answer",
    form=_answer_form,
    does=_answer,
    roles=PLAN_MAKERS,
    refusal=NOT_A_PLANNER,
    whose=_whose_message,
    row=_message,
    about=lambda opened: f"{opened.row.said_by.name}: {opened.row.text}",
    watches=PastWatch(_this_message),
    tab="plan",
    back=lambda opened: reverse("action", args=[opened.row.action_id]),
)
