"""The users of my agency: who there is, what each may do, and what happened at the entrance."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.accounts.sign_in.lock_out import is_locked
from cairn.accounts.sign_in.queries import happenings, sessions_of
from cairn.accounts.staff.queries import colleague, colleagues_of, is_lone_administrator
from cairn.web.actions.page import ActionPage
from cairn.web.actions.shown import on_page
from cairn.web.signin.device import device
from cairn.web.staff.administrator import administrator, administrators_only
from cairn.web.staff.pages import (
    APPROVE_ROLE,
    END_SESSIONS,
    INVITE,
    POST,
    REFUSE_ROLE,
    REINSTATE,
    SUSPEND,
    UNLOCK,
)


@administrators_only
def staff(request: HttpRequest, actor: User) -> HttpResponse:
    """Everybody of the administrator's agency, those who wait for approval first."""
    return render(
        request, "staff/staff.html", {"people": colleagues_of(actor), "lone": is_lone_administrator(actor)}
    )


def _acts(actor: User, person: User, *, locked: bool, sessions: Sequence[object]) -> Iterator[ActionPage]:
    """What may be done about an account, as it stands."""
    if locked:
        yield UNLOCK
    if person.proposed_by_id and person.proposed_by_id != actor.pk:
        yield APPROVE_ROLE
    if person.proposed_by_id and not person.is_proposed:
        yield REFUSE_ROLE
    if person.awaiting_approval or not person.provider:
        yield POST
    if sessions:
        yield END_SESSIONS
    if person.is_active and not person.provider:
        yield INVITE
    yield SUSPEND if person.is_active or person.awaiting_approval else REINSTATE


@require_safe
@administrators_only
def account(request: HttpRequest, actor: User, user_id: UUID) -> HttpResponse:
    """One colleague, with what may be done about their account."""
    person = colleague(actor, user_id)
    own = person.pk == actor.pk
    sessions = [(device(it.user_agent), it) for it in sessions_of(person)]
    acts = () if own else _acts(actor, person, locked=is_locked(person), sessions=sessions)
    context = {
        "person": person,
        "own": own,
        "lone": is_lone_administrator(actor),
        "sessions": sessions,
        "forms": {page.name: on_page(page, request, actor, row=person, user_id=user_id) for page in acts},
    }
    return render(request, "staff/account.html", context)


@login_required
def sign_ins(request: HttpRequest) -> HttpResponse:
    """What happened at the agency's entrance, for its administrators and auditors."""
    user = administrator(request, Role.AUDITOR, act="see sign-ins")
    return render(request, "staff/sign_ins.html", {"rows": happenings(user)})
