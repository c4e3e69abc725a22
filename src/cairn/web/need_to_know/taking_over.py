"""One offer of a record: what would be handed over, and the answer of the agency to which it is offered."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cairn.access.access_basis import Through, access_decision
from cairn.access.transfers.models import Transfer
from cairn.access.transfers.queries import get_transfer
from cairn.access.transfers.services import refuse_record
from cairn.accounts.agencies.queries import officers_of
from cairn.accounts.models import User
from cairn.accounts.roles import RECEIVERS
from cairn.dates import today
from cairn.errors import CairnError, NotFound
from cairn.ledger.operations import declare_page
from cairn.ledger.services import enter
from cairn.record.allocation.services import take_over
from cairn.record.identity.queries import shown_names
from cairn.web.base.forms import add_refusal
from cairn.web.need_to_know.forms import AcceptForm, RefuseOfferForm
from cairn.web.need_to_know.handover import pack_of
from cairn.web.need_to_know.words import kind_word
from cairn.web.person.viewer import case_page

PACK_OPENED = declare_page("hand-over pack", "Read a hand-over pack")


@require_http_methods(["GET", "POST"])
@case_page
def offer(request: HttpRequest, user: User, transfer_id: UUID) -> HttpResponse:
    """
    The hand-over pack, then accept with the officer who will manage the person, or refuse with the reason.

    Raises
        NotFound: no such offer, or none that this user may see.
    """
    found, day = get_transfer(transfer_id), today()
    enter(user, PACK_OPENED, nominal_id=found.nominal_id)
    stands = found.stands(day)
    answers = stands and found.to_agency_id == user.agency_id and user.has_role(*RECEIVERS)
    posted = request.POST if request.method == "POST" and answers else None
    refuses = posted is not None and "refuse" in posted
    people = [each for each in officers_of(user.agency) if each.team_id] if answers else []
    accept = AcceptForm(None if refuses else posted, people=people)
    refuse = RefuseOfferForm(posted if refuses else None, prefix="refuse")
    if accept.is_valid() and _accepted(accept, user, found):
        messages.success(request, f"{user.agency.name} owns this record from today.")
        return redirect("person", found.nominal_id)
    if refuse.is_valid() and _refused(refuse, user, found):
        messages.success(request, f"Refused. {found.from_agency.name} still owns the record, and reads why.")
        return redirect("access_to_decide")
    sees = access_decision(user, found.nominal_id, as_at=day).through != Through.NOTHING
    context = {
        "offer": found,
        "stands": stands,
        "answers": answers,
        "accept": accept,
        "refuse": refuse,
        "form": refuse if refuses else accept,
        "pack": pack_of(found.nominal_id, as_at=day) if stands and sees else None,
        "name": shown_names([found.nominal_id]).get(found.nominal_id),
        "kind_word": kind_word,
        "today": day,
    }
    return render(request, "need_to_know/offer.html", context)


def _accepted(form: AcceptForm, user: User, offered: Transfer) -> bool:
    return _done(form, lambda given: take_over(user, transfer_id=offered.pk, officer=given["officer"]))


def _refused(form: RefuseOfferForm, user: User, offered: Transfer) -> bool:
    return _done(form, lambda given: refuse_record(user, transfer_id=offered.pk, why=given["why"]))


def _done(form: AcceptForm | RefuseOfferForm, does: Any) -> bool:
    try:
        does(form.cleaned_data)
    except NotFound:
        raise
    except CairnError as refusal:
        add_refusal(form, refusal)
        return False
    return True
