"""The acts on a request for access: receiving one, the forms that record what came of it, each item, and its buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.db.models import Model
from django.urls import reverse

from cairn.accounts.models import User
from cairn.accounts.roles import RECORDS_DECIDERS
from cairn.ledger.operations import Task
from cairn.record.subject_access.models import AccessItem, Clarification, Ground, SubjectRequest
from cairn.record.subject_access.queries import get_item, get_request
from cairn.record.subject_access.release import (
    STAFF,
    decide_item,
    decide_outcome,
    decide_plain_items,
    gather_items,
    release,
    send_back,
)
from cairn.record.subject_access.services import (
    ask_clarification,
    extend_request,
    receive_request,
    record_answer,
    record_identity,
)
from cairn.subjects.writings import Watched
from cairn.web.actions.page import ActionPage, Data, Done, Ids, MakeForm, Opened, Typed, Words, asking
from cairn.web.actions.watching import PastWatch, of_person
from cairn.web.subject_access import forms

_REFUSAL = (
    "Only supervisors and records officers of the agency that owns the record answer subject access requests."
)
_BEFORE = ("decision", "withheld", "ground", "reason", "silent")


_CALLED: dict[type[Model], str] = {
    SubjectRequest: "the request for access",
    Clarification: "a question about the request",
    AccessItem: "an item of the request",
}


def _to_request(opened: Opened) -> str:
    return reverse("subject_request", args=[opened.ids["subject_request_id"]])


def _whose(user: User, ids: Ids) -> UUID:
    nominal_id: UUID = get_request(user, ids["subject_request_id"]).nominal_id
    return nominal_id


def _request(opened: Opened) -> SubjectRequest:
    return get_request(opened.user, opened.ids["subject_request_id"])


def _of_request(opened: Opened) -> list[Watched]:
    """The request, its questions, and every item: the answer rests on them all."""
    key = opened.ids["subject_request_id"]
    return [
        Watched(SubjectRequest, {"id": key}),
        Watched(Clarification, {"request_id": key}),
        Watched(AccessItem, {"request_id": key}),
    ]


def _receive(opened: Opened, typed: Typed) -> Done:
    made = receive_request(opened.user, nominal_id=opened.nominal_id, **typed)
    text = "Request recorded. Its deadline is on the worklist."
    return Done(text, then=reverse("subject_request", args=[made.pk]))


RECEIVE = ActionPage(
    name="receive_subject_request",
    title="Record a subject access request",
    button="Record request",
    form=asking(forms.RequestForm, day="received_on"),
    does=_receive,
    roles=RECORDS_DECIDERS,
    refusal=_REFUSAL,
    task=Task.SUBJECT_ACCESS,
    watches=of_person(SubjectRequest, called=_CALLED),
    replaces=True,
)


def _act(
    name: str,
    title: str,
    button: Words,
    does: Callable[..., Any],
    done: str,
    *,
    form: MakeForm | None = None,
    fresh: bool = False,
) -> ActionPage:
    """
    An act on a request, by a service that takes the request and what was typed.

    Parameters
        does: the service; done: what is said when it is done.
        form: what it asks; only to confirm, if left out.
        fresh: see ActionPage.
    """

    def call(opened: Opened, typed: Typed) -> Done:
        does(opened.user, request_id=opened.row.pk, **typed)
        return Done(done)

    more: dict[str, Any] = {"form": form} if form else {}
    return ActionPage(
        name=name,
        title=title,
        button=button,
        does=call,
        roles=RECORDS_DECIDERS,
        refusal=_REFUSAL,
        whose=_whose,
        row=_request,
        task=Task.SUBJECT_ACCESS,
        watches=PastWatch(_of_request, _CALLED),
        fresh=fresh,
        back=_to_request,
        **more,
    )


IDENTITY = _act(
    "record_identity",
    "Record proof of identity",
    "Record",
    record_identity,
    "Identity recorded.",
    form=asking(forms.IdentityForm, day="shown_on"),
)
CLARIFY = _act(
    "ask_clarification",
    "Ask for clarification",
    "Record",
    ask_clarification,
    "Recorded. The time limit is paused until you record the answer.",
    form=asking(forms.QuestionForm, day="asked_on"),
)
CLARIFIED = _act(
    "record_clarification",
    "Record the clarification",
    "Record",
    record_answer,
    "Recorded. The time limit is running again.",
    form=asking(forms.AnswerForm, day="answered_on"),
)
EXTEND = _act(
    "extend_subject_request",
    "Extend by two months",
    "Record notice",
    extend_request,
    "Notice recorded.",
    form=asking(forms.ExtensionForm, day="given_on"),
)
OUTCOME = _act(
    "decide_subject_request",
    "Decide the answer",
    "Save decision",
    decide_outcome,
    "Decision saved. Somebody else must now check and release the answer.",
    form=asking(forms.OutcomeForm),
)


def _gather(opened: Opened) -> str:
    return "Gather again" if opened.row.gathered_at else "Gather the information held"


GATHER = _act(
    "gather_items",
    "Gather the information held",
    _gather,
    gather_items,
    "Gathered. Read each thing and decide.",
)
PLAIN = _act(
    "decide_plain_items",
    "Disclose everything without free text",
    "Disclose everything without free text",
    decide_plain_items,
    "Decided for everything without free text. Read the rest.",
)
SEND_BACK = _act(
    "send_back_answer",
    "Send the answer back",
    "Send it back",
    send_back,
    "Sent back. It can be changed and decided again.",
)
# What leaves the house is released by somebody who proved a moment ago who they are.
RELEASE = _act(
    "release_answer",
    "Release the answer",
    "Release the answer",
    release,
    "Released. Send the answer, and keep no copy outside.",
    fresh=True,
)


def _whose_item(user: User, ids: Ids) -> UUID:
    nominal_id: UUID = get_item(user, ids["item_id"]).nominal_id
    return nominal_id


def _item(opened: Opened) -> AccessItem:
    return get_item(opened.user, opened.ids["item_id"])


def _item_form(opened: Opened, data: Data, files: Data) -> django_forms.Form:
    item = opened.row
    before = {name: getattr(item, name) for name in _BEFORE}
    if item.withheld and not item.ground:  # proposed: names of staff
        before |= {"ground": Ground.OTHERS, "reason": STAFF}
    return forms.ItemForm(data, files, item=item, initial=before)


def _decide(opened: Opened, typed: Typed) -> Done:
    decide_item(opened.user, item_id=opened.row.pk, **typed)
    return Done(f"Decided: {opened.row.title.lower()}.")


def _title(opened: Opened) -> str:
    return str(opened.row.title)


def _content(opened: Opened) -> dict[str, Any]:
    return {"content": opened.row.content}


def _this_item(opened: Opened) -> list[Watched]:
    return [
        Watched(AccessItem, {"id": opened.ids["item_id"]}),
        Watched(SubjectRequest, {"id": opened.row.request_id}),
    ]


def _to_its_request(opened: Opened) -> str:
    return reverse("subject_request", args=[opened.row.request_id])


ITEM = ActionPage(
    name="access_item",
    title=_title,
    called="decide an item of a subject access request",
    button="Save decision",
    form=_item_form,
    does=_decide,
    roles=RECORDS_DECIDERS,
    refusal=_REFUSAL,
    whose=_whose_item,
    row=_item,
    task=Task.SUBJECT_ACCESS,
    watches=PastWatch(_this_item, _CALLED),
    replaces=True,
    back=_to_its_request,
    template="subject_access/item.html",
    context=_content,
)
