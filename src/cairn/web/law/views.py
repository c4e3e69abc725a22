"""What the notification law requires: a page for anybody, which keeps nothing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cairn.dates import today
from cairn.web.law.answer import Answer, answer
from cairn.web.law.forms import QuestionForm
from cairn.web.law.pace import at_a_public_pace


# Exempt: it changes nothing, and a token would set a cookie on somebody who only asks.
@csrf_exempt
@sensitive_post_parameters()  # nor in the report of an error
@never_cache
@require_http_methods(["GET", "POST"])
@at_a_public_pace
def law(request: HttpRequest) -> HttpResponse:
    """
    The question, and its answer below it.

    Sent as POST, so that no date of birth is in an address. Nothing is written: no session, no cookie, no
    ledger entry, and nothing of what was typed in any log.
    """
    form = QuestionForm(request.POST if request.method == "POST" else None)
    found: Answer | None = None
    if form.is_bound and form.is_valid():
        found = answer(form.person(), form.cleaned_data["as_at"] or today())
    return render(request, "law/law.html", {"form": form, "found": found})
