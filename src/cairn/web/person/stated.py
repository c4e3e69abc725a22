"""
Why somebody opens a restricted record: asked before its first page, kept for a while, written in each entry.

Kept in the session, for one record, for half an hour. A form that was on its way when the time ran out is
taken with the reason given before: nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from datetime import datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from cairn.access.owning import NO_SUCH_PERSON
from cairn.access.reasons import reason
from cairn.access.restricted.queries import restriction_of
from cairn.accounts.models import User
from cairn.errors import BadInput, CairnError, NotFound
from cairn.web.base.forms import TextField, add_refusal
from cairn.web.person.viewer import case_page

_KEPT = "stated_reasons"
_FOR = timedelta(minutes=30)
_reasons: ContextVar[dict[str, str]] = ContextVar("stated_reasons", default={})  # noqa: B039  never changed


class ReasonNeeded(CairnError):
    """A restricted record is being opened, and nobody has said why."""

    def __init__(self, nominal_id: UUID) -> None:
        super().__init__("Say why you open this restricted record.")
        self.nominal_id = nominal_id


def stated_reason(nominal_id: UUID) -> str:
    """
    Why this request's user opens a restricted record.

    Raises
        ReasonNeeded: they have not said, or too long ago.
    """
    why = _reasons.get().get(str(nominal_id), "")
    if not why:
        raise ReasonNeeded(nominal_id)
    return why


def reason_if_restricted(nominal_id: UUID) -> str:
    """
    The same for what is opened without the person's header: nothing for a record that is not restricted.

    Raises
        ReasonNeeded: it is restricted, and they have not said.
    """
    return stated_reason(nominal_id) if restriction_of(nominal_id) else ""


class StatedReasons:
    """Hands a request the reasons its session holds; asks for one where it is missing."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        kept: dict[str, tuple[str, str]] = request.session.get(_KEPT, {})
        since = timezone.now() - _FOR
        stale_too = request.method == "POST"
        standing = {
            nominal: why
            for nominal, (why, at) in kept.items()
            if stale_too or datetime.fromisoformat(at) > since
        }
        token = _reasons.set(standing)
        try:
            return self.get_response(request)
        finally:
            _reasons.reset(token)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Send whoever has not said why to the page that asks, and back."""
        if not isinstance(exception, ReasonNeeded):
            return None
        asked = reverse("say_why", args=[exception.nominal_id])
        return redirect(f"{asked}?{urlencode({'next': request.get_full_path()})}")


class WhyForm(forms.Form):
    """One box."""

    why = TextField(
        label="Why do you open this record?",
        help_text="It is written in the log of everything you open here in the next 30 minutes.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why you open this record"},
    )


@require_http_methods(["GET", "POST"])
@case_page
def say_why(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Ask why a restricted record is opened; nothing about the person is on this page."""
    if restriction_of(nominal_id) is None:
        raise NotFound(NO_SUCH_PERSON)
    form = WhyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            why = reason(form.cleaned_data["why"], ask="Say why you open this record")
        except BadInput as refusal:
            add_refusal(form, refusal)
        else:
            kept = {**request.session.get(_KEPT, {}), str(nominal_id): (why, timezone.now().isoformat())}
            request.session[_KEPT] = kept
            return redirect(_back(request, nominal_id))
    return render(request, "person/say_why.html", {"form": form})


def _back(request: HttpRequest, nominal_id: UUID) -> str:
    wanted = request.GET.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return reverse("person", args=[nominal_id])
