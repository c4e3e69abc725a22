"""Entries that leave the house: to whom and why is asked first, and kept."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cairn.accounts.agencies.queries import staff_of
from cairn.accounts.models import User
from cairn.dates import today
from cairn.errors import BadInput
from cairn.ledger.entries.queries import every_entry
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter
from cairn.web.audit.agency_ledger import narrowing
from cairn.web.audit.audit_forms import ConsoleFilter, ExportForm
from cairn.web.audit.auditor_page import auditor_page
from cairn.web.audit.csv_file import csv_of
from cairn.web.audit.entry_lines import lines
from cairn.web.base.forms import add_refusal
from cairn.web.signin.step_up import fresh_sign_in

LEDGER_EXPORTED = declare("ledger export", Act.DISCLOSURE, "Exported entries of the ledger")

MOST = 20_000


@require_http_methods(["GET", "POST"])
@auditor_page
@fresh_sign_in
def export(request: HttpRequest, user: User) -> HttpResponse:
    """
    The console's list, narrowed by the same address, as a file.

    Source: Data Protection Act 2018 s.62(3) (the entry of a disclosure identifies its recipients).
    """
    filters = ConsoleFilter(request.GET, staff=staff_of(user.agency))
    form = ExportForm(request.POST if request.method == "POST" else None)
    if not filters.is_valid():
        return redirect(_back(request))  # the list shows what is wrong, at its field
    wanted = filters.wanted(agency_id=user.agency_id)
    if form.is_valid():
        try:
            found = every_entry(wanted, most=MOST)
        except BadInput as refusal:
            add_refusal(form, refusal)
        else:
            text = csv_of(found, lines(found))
            detail = narrowing(wanted) | {"entries": len(found)}
            enter(
                user,
                LEDGER_EXPORTED,
                detail=detail,
                why=form.cleaned_data["reason"],
                recipient=form.cleaned_data["recipient"],
            )
            return _file(text)
    context = {"form": form, "asked": filters, "back": _back(request), "most": MOST}
    return render(request, "audit/ledger_export.html", context)


def _back(request: HttpRequest) -> str:
    query = request.GET.urlencode()
    return reverse("ledger") + (f"?{query}" if query else "")


def _file(text: str) -> HttpResponse:
    headers = {
        "Content-Disposition": f'attachment; filename="ledger-{today().isoformat()}.csv"',
        "Cache-Control": "private, no-store",
    }
    # The mark at the beginning makes spreadsheets read the file as UTF-8.
    return HttpResponse("\ufeff" + text, content_type="text/csv; charset=utf-8", headers=headers)
