"""Where you are signed in, and signing out from afar."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from cairn.accounts.models import User
from cairn.accounts.sign_in.queries import sessions_of
from cairn.accounts.sign_in.services import end_sessions
from cairn.errors import NotAllowed
from cairn.web.signin.device import device
from cairn.web.signin.step_up import fresh_sign_in


@login_required
@require_http_methods(["GET", "POST"])
def my_sessions(request: HttpRequest) -> HttpResponse:
    """Every computer on which the user is signed in; posting ends one of them, or all others."""
    user = request.user
    if not isinstance(user, User):
        raise NotAllowed("Sign in first.")
    if request.method == "POST":
        return _end(request, user)
    here = request.session.session_key
    rows = [(device(it.user_agent), it, it.session_key == here) for it in sessions_of(user)]
    return render(request, "sessions/mine.html", {"rows": rows})


@fresh_sign_in
def _end(request: HttpRequest, user: User) -> HttpResponse:
    chosen = request.POST.get("session", "")
    only = int(chosen) if chosen.isdecimal() else None
    ended = end_sessions(user, but=request.session.session_key or "", only=only)
    messages.success(request, "Signed out." if ended else "You were not signed in anywhere else.")
    return redirect("my_sessions")
