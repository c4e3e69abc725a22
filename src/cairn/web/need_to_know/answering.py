"""One request for access from another agency: answered by the agency that owns the record, followed by the one that asked."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cairn.access.requests.models import AccessRequest
from cairn.access.requests.queries import get_request
from cairn.access.requests.services import grant_access, refuse_access
from cairn.accounts.models import User
from cairn.accounts.roles import SHARERS
from cairn.errors import CairnError, NotFound
from cairn.ledger.operations import declare_page
from cairn.ledger.services import enter
from cairn.record.identity.queries import shown_names
from cairn.web.base.forms import add_refusal
from cairn.web.need_to_know.forms import GrantForm, RefuseForm
from cairn.web.need_to_know.words import every_partner_reads, purpose_hints
from cairn.web.person.viewer import case_page

REQUEST_OPENED = declare_page("request for access", "Read a request for access")


@require_http_methods(["GET", "POST"])
@case_page
def access_request(request: HttpRequest, user: User, request_id: UUID) -> HttpResponse:
    """
    Grant a request, perhaps for less than was asked, or refuse it with the reason.

    Raises
        NotFound: no such request, or none that this user may see.
    """
    asked = get_request(request_id)
    enter(user, REQUEST_OPENED, nominal_id=asked.nominal_id)
    answers = not asked.outcome and asked.agency_id != user.agency_id and user.has_role(*SHARERS)
    posted = request.POST if request.method == "POST" and answers else None
    refuses = posted is not None and "refuse" in posted
    grant = GrantForm(
        None if refuses else posted, initial={"purpose_kind": asked.purpose_kind, "days": asked.days}
    )
    refuse = RefuseForm(posted if refuses else None, prefix="refuse", initial={})
    for form, does in ((grant, _grant), (refuse, _refuse)):
        if form.is_valid() and (said := _said(form, does, user, asked)):
            messages.success(request, said)
            return redirect("access_to_decide")
    context = {
        "asked": asked,
        "answers": answers,
        "grant": grant,
        "refuse": refuse,
        "form": refuse if refuses else grant,
        "hints": purpose_hints(),
        "every_partner_reads": every_partner_reads(),
        "name": shown_names([asked.nominal_id]).get(asked.nominal_id),
    }
    return render(request, "need_to_know/access_request.html", context)


def _grant(user: User, asked: AccessRequest, given: dict[str, Any]) -> str:
    grant_access(user, request_id=asked.pk, **given)
    return f"Granted. {asked.agency.name} works with this person from today."


def _refuse(user: User, asked: AccessRequest, given: dict[str, Any]) -> str:
    refuse_access(user, request_id=asked.pk, **given)
    return f"Refused. {asked.agency.name} reads why."


def _said(form: forms.Form, does: Any, user: User, asked: AccessRequest) -> str:
    try:
        return str(does(user, asked, form.cleaned_data))
    except NotFound:
        raise
    except CairnError as refusal:
        add_refusal(form, refusal)
        return ""
