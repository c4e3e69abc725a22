"""The users of my agency: who there is, what each may do, and shutting somebody out at once."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from cairn.accounts.administration import services as administration
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.accounts.sign_in.lock_out import is_locked
from cairn.accounts.sign_in.queries import happenings, sessions_of
from cairn.accounts.staff.queries import colleague, colleagues_of, teams_of
from cairn.errors import BadInput, Conflict
from cairn.web.base.forms import add_refusal
from cairn.web.signin.device import device
from cairn.web.signin.step_up import fresh_sign_in
from cairn.web.staff.adding import invitation
from cairn.web.staff.administrator import administrator, administrators_only
from cairn.web.staff.forms import PostForm

# What is done at the press of a button, and what the page then says.
_ACTS: dict[str, tuple[Callable[..., object], str]] = {
    "suspend": (administration.suspend, "Account suspended. They have been signed out everywhere."),
    "reinstate": (administration.reinstate, "Account reinstated. They can sign in again."),
    "end-sessions": (administration.end_their_sessions, "Signed out everywhere."),
    "lift-lock": (administration.lift_lock_out, "Account unlocked. They can try again now."),
}


@administrators_only
def staff(request: HttpRequest, actor: User) -> HttpResponse:
    """Everybody of the administrator's agency, those who wait for approval first."""
    return render(request, "staff/staff.html", {"people": colleagues_of(actor)})


@require_http_methods(["GET", "POST"])
@administrators_only
def account(request: HttpRequest, actor: User, user_id: UUID) -> HttpResponse:
    """One colleague; posting gives them a role and team, and approves who waits for it."""
    person = colleague(actor, user_id)
    now = {"role": person.role, "team": str(person.team_id or "")}
    form = PostForm(request.POST or None, initial=now, teams=teams_of(actor))
    if form.is_valid():
        return _give_post(request, actor, person, form)
    return _show(request, actor, person, form)


@fresh_sign_in
def _give_post(request: HttpRequest, actor: User, person: User, form: PostForm) -> HttpResponse:
    give = administration.approve if person.awaiting_approval else administration.change_post
    try:
        give(actor, user_id=person.pk, **form.cleaned_data)
    except (BadInput, Conflict) as refusal:
        add_refusal(form, refusal)
        return _show(request, actor, person, form)
    messages.success(request, "Account approved." if person.awaiting_approval else "Role and team changed.")
    return redirect("staff_account", person.pk)


def _show(request: HttpRequest, actor: User, person: User, form: PostForm) -> HttpResponse:
    context = {
        "person": person,
        "own": person.pk == actor.pk,
        "form": form,
        "locked": is_locked(person),
        "sessions": [(device(it.user_agent), it) for it in sessions_of(person)],
    }
    return render(request, "staff/account.html", context)


@require_POST
@administrators_only
@fresh_sign_in
def act(request: HttpRequest, actor: User, user_id: UUID, what: str) -> HttpResponse:
    """One of the acts that a button on the colleague's page does."""
    if what == "invite":
        return invitation(request, actor, administration.other(actor, user_id, act="invite to an account"))
    if what not in _ACTS:
        raise Http404
    do, said = _ACTS[what]
    do(actor, user_id=user_id)
    messages.success(request, said)
    return redirect("staff_account", user_id)


@login_required
def sign_ins(request: HttpRequest) -> HttpResponse:
    """What happened at the agency's entrance, for its administrators and auditors."""
    user = administrator(request, Role.AUDITOR, act="see sign-ins")
    return render(request, "staff/sign_ins.html", {"rows": happenings(user)})
