"""Asking the agency that holds a record for access to it, and its answer."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse

from cairn.access.owning import NO_SUCH_PERSON
from cairn.access.partnerships.queries import works_with
from cairn.access.record_holder import holder_of
from cairn.access.requests.services import ask_for_access
from cairn.accounts.models import User
from cairn.dates import today
from cairn.errors import NotFound
from cairn.web.actions.page import ActionPage, Data, Done, GoTo, Ids, Opened, Typed
from cairn.web.need_to_know.forms import AskForm
from cairn.web.person.viewer import must_read_cases

_DAYS = 90


def _open(request: HttpRequest, user: User, ids: Ids) -> Opened:
    """
    Nothing about the person is on the page.

    Raises
        NotFound: no such person, or none of whom this user is told.
        GoTo: the user's agency works with the person already.
    """
    must_read_cases(user)
    nominal_id = ids["nominal_id"]
    if works_with(nominal_id):
        messages.warning(request, "Your agency works with this person already.")
        raise GoTo(reverse("access", args=[nominal_id]))
    holder = holder_of(nominal_id)
    if holder is None:
        raise NotFound(NO_SUCH_PERSON)
    return Opened(request, user, today(), ids, row=holder)


def _form(_: Opened, data: Data, __: Data) -> forms.Form:
    return AskForm(data, initial={"days": _DAYS})


def _ask(opened: Opened, typed: Typed) -> Done:
    ask_for_access(opened.user, nominal_id=opened.ids["nominal_id"], **typed)
    text = f"Asked. {opened.row.agency.name} answers, and you read the answer here."
    return Done(text, then=reverse("access_to_decide"))


def _back(_: Opened) -> str:
    return reverse("find")


def _lead(opened: Opened) -> str:
    return f"The record is held by {opened.row}. Your agency asks; it decides."


ASK = ActionPage(
    name="ask_for_access",
    title="Ask for access",
    button="Ask for access",
    form=_form,
    does=_ask,
    outside=_open,
    watches="The database takes one request at a time from an agency, and says so.",
    intro=(
        "Say enough for somebody who does not know your work to decide.",
        "You will see who the person is when they grant it.",
    ),
    about=_lead,
    back=_back,
)
