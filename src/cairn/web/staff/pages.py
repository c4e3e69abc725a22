"""What an administrator does about a colleague: adds, invites, gives a post, shuts out, lets in again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cairn.accounts.administration import services as administration
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.accounts.staff.queries import colleague, teams_of
from cairn.accounts.staff.services import create_user
from cairn.dates import today
from cairn.web.actions.page import ActionPage, Data, Done, Ids, Opened, Typed, Words
from cairn.web.actions.watching import RowWatch
from cairn.web.staff.administrator import administrator
from cairn.web.staff.forms import AddForm, PostForm


def _open_staff(request: HttpRequest, _: User, ids: Ids) -> Opened:
    """
    Raises
        NotAllowed: no administrator.
    """
    return Opened(request, administrator(request), today(), ids)


def _open_colleague(request: HttpRequest, _: User, ids: Ids) -> Opened:
    """
    Raises
        NotAllowed: no administrator, or it is their own account.
        NotFound: nobody of their agency.
    """
    actor = administrator(request)
    other = administration.other(actor, ids["user_id"], act="change an account")
    return Opened(request, actor, today(), ids, row=other)


def _to_staff(_: Opened) -> str:
    return reverse("staff")


def _to_account(opened: Opened) -> str:
    return reverse("staff_account", args=[opened.ids["user_id"]])


def _who(opened: Opened) -> str:
    return str(opened.row.name)


def _now(opened: Opened) -> User:
    return colleague(opened.user, opened.ids["user_id"])


def _stands(opened: Opened) -> str:
    """The account as it is now; who changed it is in the ledger."""
    it = _now(opened)
    team = it.team.name if it.team else "no team"
    state = "waiting for approval" if it.awaiting_approval else "active" if it.is_active else "suspended"
    return f"This account was changed: it is now {state}, {Role(it.role).in_words}, {team}."


_WATCH = RowWatch(
    _now, ("role", "team_id", "is_active", "awaiting_approval", "proposed_role", "proposed_by_id"), _stands
)


def _invitation(opened: Opened, user: User, token: str) -> HttpResponse:
    """The invitation's address, to be handed to that person and nobody else."""
    address = opened.request.build_absolute_uri(reverse("choose_password", args=[user.pk, token]))
    return render(opened.request, "staff/invitation.html", {"person": user, "address": address})


def _add_form(opened: Opened, data: Data, _: Data) -> forms.Form:
    return AddForm(data, teams=teams_of(opened.user))


def _add(opened: Opened, typed: Typed) -> Done:
    made = create_user(opened.user, agency=opened.user.agency, password=None, **typed)
    if made.awaiting_approval:
        return Done("User added. Another administrator must approve the account before they can sign in.")
    token = administration.invite(opened.user, user_id=made.pk)
    return Done("User added.", answer=_invitation(opened, made, token))


def _invite(opened: Opened, _: Typed) -> Done:
    token = administration.invite(opened.user, user_id=opened.row.pk)
    if not token:
        return Done(
            "This account has been used, so it takes two of you. It is shut, and they are signed out. "
            "Another administrator approves it and is given the invitation."
        )
    return Done("Invited.", answer=_invitation(opened, opened.row, token))


def _post_form(opened: Opened, data: Data, _: Data) -> forms.Form:
    now = {"role": opened.row.role, "team": str(opened.row.team_id or "")}
    return PostForm(data, initial=now, teams=teams_of(opened.user))


def _give_post(opened: Opened, typed: Typed) -> Done:
    if opened.row.awaiting_approval and opened.row.provider_id:
        administration.approve(opened.user, user_id=opened.row.pk, **typed)
        return Done("Account approved.")
    user = administration.change_post(opened.user, user_id=opened.row.pk, **typed)
    if user.proposed_by_id == opened.user.pk:
        return Done("Role proposed. Another administrator must approve it before it takes effect.")
    return Done("Role and team changed.")


def _post_button(opened: Opened) -> str:
    waits = opened.row.awaiting_approval and opened.row.provider_id
    return "Approve account" if waits else "Change role and team"


def _approve_role(opened: Opened, _: Typed) -> Done:
    waited = opened.row.is_proposed
    user = administration.approve_role(opened.user, user_id=opened.row.pk)
    if not waited:
        return Done("Role approved.")
    token = administration.hand_over(opened.user, user)
    return Done("Role approved.", answer=_invitation(opened, user, token))


def _refuse_button(opened: Opened) -> str:
    return "Withdraw proposed role" if opened.row.proposed_by_id == opened.user.pk else "Refuse proposed role"


def _suspend_button(opened: Opened) -> str:
    return "Refuse account" if opened.row.awaiting_approval else "Suspend account"


def _button(
    name: str, title: str, button: Words, does: Callable[..., Any], done: str, *, is_warning: bool = False
) -> ActionPage:
    """
    An act on one account that asks nothing.

    Parameters
        does: the service; done: what is said when it is done; is_warning: see ActionPage.
    """

    def call(opened: Opened, _: Typed) -> Done:
        does(opened.user, user_id=opened.row.pk)
        return Done(done)

    return ActionPage(
        name=name,
        title=title,
        button=button,
        does=call,
        outside=_open_colleague,
        about=_who,
        watches=_WATCH,
        fresh=True,
        is_warning=is_warning,
        back=_to_account,
    )


ADD = ActionPage(
    name="add_staff",
    title="Add a user",
    button="Add user",
    form=_add_form,
    does=_add,
    outside=_open_staff,
    watches="Two users have never the same name to sign in with: the service says so.",
    fresh=True,
    back=_to_staff,
)
INVITE = ActionPage(
    name="invite_user",
    title="Invite a user to choose a password",
    button="Invite them to choose a password",
    does=_invite,
    outside=_open_colleague,
    about=_who,
    watches=_WATCH,
    fresh=True,
    back=_to_account,
)
POST = ActionPage(
    name="give_post",
    title="Role and team",
    called="change a user’s role or team",
    button=_post_button,
    form=_post_form,
    does=_give_post,
    outside=_open_colleague,
    about=_who,
    watches=_WATCH,
    fresh=True,
    replaces=True,
    back=_to_account,
)
APPROVE_ROLE = ActionPage(
    name="approve_role",
    title="Approve a user’s role",
    button="Approve role",
    does=_approve_role,
    outside=_open_colleague,
    about=_who,
    watches=_WATCH,
    fresh=True,
    back=_to_account,
)
REFUSE_ROLE = _button(
    "refuse_role",
    "Refuse a user’s proposed role",
    _refuse_button,
    administration.refuse_role,
    "The proposed role was dropped. They keep the role they have.",
)
SUSPEND = _button(
    "suspend_user",
    "Suspend a user’s account",
    _suspend_button,
    administration.suspend,
    "Account suspended. They have been signed out everywhere.",
    is_warning=True,
)
REINSTATE = _button(
    "reinstate_user",
    "Reinstate a user’s account",
    "Reinstate account",
    administration.reinstate,
    "Account reinstated.",
)
END_SESSIONS = _button(
    "end_sessions",
    "Sign a user out everywhere",
    "Sign them out everywhere",
    administration.end_their_sessions,
    "Signed out everywhere.",
)
UNLOCK = _button(
    "lift_lock",
    "Unlock a user’s account",
    "Unlock it now",
    administration.lift_lock_out,
    "Account unlocked. They can try again now.",
)
