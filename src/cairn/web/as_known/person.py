"""A person's record as it stood on a past day, by what was known at a moment."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.accounts.models import User
from cairn.clock.as_known.times import AsKnown
from cairn.dates import today
from cairn.ledger.history.as_known import as_known
from cairn.ledger.operations import Task, declare_page
from cairn.web.as_known.forms import NOW, MomentForm
from cairn.web.as_known.shown import header_then, then
from cairn.web.person.header import Header, open_person
from cairn.web.person.viewer import case_page

AS_KNOWN_OPENED = declare_page(
    "record as known", "Read the record as it was known on another day", task=Task.PAST
)


def looked_at(moment: AsKnown) -> dict[str, str]:
    """The ledger's detail of a look at the past."""
    return {"day": moment.as_at.isoformat(), "known": moment.known_at.isoformat(timespec="minutes")}


@case_page
def person_as_known(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """
    The question and, once asked, the record; a consultation, with the day and the moment in the ledger.

    Seen by today's rights: whoever may not open the person today is told that there is no such person.
    """
    form = MomentForm(request.GET or None)
    moment = form.asked()
    detail = looked_at(moment) if moment else None
    header = open_person(
        user, nominal_id, page=AS_KNOWN_OPENED, tab="history_index", today=today(), detail=detail
    )
    if moment is None:
        return render(request, "as_known/ask.html", {"header": header, "form": form})
    # The page is written out inside, so that whatever it reads, it reads from the past.
    with as_known(moment.known_at):
        return _record(request, user, header, form, moment)


def _record(
    request: HttpRequest, user: User, header: Header, form: MomentForm, moment: AsKnown
) -> HttpResponse:
    known = header_then(header, user, moment)
    context = {"form": form, "moment": moment, "known_now": form.cleaned_data["known"] == NOW}
    if known is None:
        nobody = replace(header, name="Not on the register then", facts=(), flags=(), photograph=None)
        return render(request, "as_known/unknown.html", {**context, "header": nobody})
    it = then(known, user, moment)
    return render(request, "as_known/person.html", {**context, "header": known, "it": it})
