"""One offer of a record: what would be handed over, and the answer of the agency to which it is offered."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cairn.access.access_basis import Through, access_decision
from cairn.access.transfers.models import Transfer
from cairn.access.transfers.queries import get_transfer
from cairn.access.transfers.services import refuse_record
from cairn.accounts.agencies.queries import officers_of
from cairn.accounts.models import User
from cairn.accounts.roles import RECEIVERS
from cairn.dates import today
from cairn.errors import Conflict, NotAllowed
from cairn.ledger.operations import declare_page
from cairn.ledger.services import enter
from cairn.record.allocation.services import take_over
from cairn.record.identity.queries import shown_names
from cairn.web.actions.page import ActionPage, Data, Done, Ids, Opened, Typed, asking
from cairn.web.actions.shown import on_page
from cairn.web.need_to_know.forms import AcceptForm, RefuseOfferForm
from cairn.web.need_to_know.handover import pack_of
from cairn.web.need_to_know.on_access import to_decide
from cairn.web.need_to_know.watched import this_row
from cairn.web.need_to_know.words import kind_word
from cairn.web.person.viewer import case_page, must_read_cases

PACK_OPENED = declare_page("hand-over pack", "Read a hand-over pack")


def _may_answer(user: User, offered: Transfer) -> bool:
    return offered.to_agency_id == user.agency_id and user.has_role(*RECEIVERS)


def _open(request: HttpRequest, user: User, ids: Ids) -> Opened:
    """
    Raises
        NotFound: no such offer, or none that this user may see.
        NotAllowed: the agency to which it is offered answers, in a role that takes records over.
        Conflict: it no longer stands.
    """
    must_read_cases(user)
    found, day = get_transfer(ids["transfer_id"]), today()
    enter(user, PACK_OPENED, nominal_id=found.nominal_id)
    if not _may_answer(user, found):
        raise NotAllowed(f"Only a supervisor of {found.to_agency.name} answers this offer.")
    if not found.stands(day):
        raise Conflict("This offer no longer stands. It was answered, withdrawn, or has lapsed.")
    return Opened(request, user, day, ids, row=found)


def _about(opened: Opened) -> str:
    return f"{opened.row.from_agency.name}: {opened.row.why}"


def _accept_form(opened: Opened, data: Data, _: Data) -> forms.Form:
    return AcceptForm(data, people=[each for each in officers_of(opened.user.agency) if each.team_id])


def _accept(opened: Opened, typed: Typed) -> Done:
    take_over(opened.user, transfer_id=opened.row.pk, officer=typed["officer"])
    person = reverse("person", args=[opened.row.nominal_id])
    return Done(f"{opened.user.agency.name} owns this record from today.", then=person)


def _refuse(opened: Opened, typed: Typed) -> Done:
    refuse_record(opened.user, transfer_id=opened.row.pk, why=typed["why"])
    return Done(f"Refused. {opened.row.from_agency.name} still owns the record, and can read why.")


ACCEPT = ActionPage(
    name="accept_record",
    title="Accept the record",
    button="Accept the record",
    form=_accept_form,
    does=_accept,
    outside=_open,
    about=_about,
    watches=this_row(Transfer, "transfer_id"),
    back=to_decide,
)
REFUSE = ActionPage(
    name="refuse_record",
    title="Refuse the record",
    button="Refuse the record",
    form=asking(RefuseOfferForm),
    does=_refuse,
    outside=_open,
    about=_about,
    watches=this_row(Transfer, "transfer_id"),
    back=to_decide,
)


@require_safe
@case_page
def offer(request: HttpRequest, user: User, transfer_id: UUID) -> HttpResponse:
    """
    The hand-over pack, and for whoever answers, the forms that accept it with an officer, or refuse with the reason.

    Raises
        NotFound: no such offer, or none that this user may see.
    """
    found, day = get_transfer(transfer_id), today()
    enter(user, PACK_OPENED, nominal_id=found.nominal_id)
    stands = found.stands(day)
    answers = stands and _may_answer(user, found)
    pages = (ACCEPT, REFUSE) if answers else ()
    sees = access_decision(user, found.nominal_id, as_at=day).through != Through.NOTHING
    context = {
        "offer": found,
        "stands": stands,
        "answers": answers,
        "forms": {
            page.name: on_page(page, request, user, row=found, transfer_id=transfer_id) for page in pages
        },
        "pack": pack_of(found.nominal_id, as_at=day) if stands and sees else None,
        "name": shown_names([found.nominal_id]).get(found.nominal_id),
        "kind_word": kind_word,
        "today": day,
    }
    return render(request, "need_to_know/offer.html", context)
