"""What an administrator decides about people of their agency, and never about themselves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone

from cairn.accounts.administration.services import (
    approve,
    approve_role,
    change_post,
    end_their_sessions,
    forget_factors,
    invite,
    lift_lock_out,
    refuse_role,
    reinstate,
    set_address,
    suspend,
    suspend_unused,
)
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Happening, IdentityProvider, SignInEvent, User
from cairn.accounts.roles import Role
from cairn.errors import BadInput, CairnError, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from tests.accounts.sign_in.test_services import signed_in
from tests.factories.access import as_operator, change_user, make_user

pytestmark = pytest.mark.django_db

ACTS: dict[str, Callable[..., Any]] = {
    "approve": lambda actor, who: approve(actor, user_id=who, role="auditor", team=None),
    "change post": lambda actor, who: change_post(actor, user_id=who, role="auditor", team=None),
    "approve role": lambda actor, who: approve_role(actor, user_id=who),
    "refuse role": lambda actor, who: refuse_role(actor, user_id=who),
    "suspend": lambda actor, who: suspend(actor, user_id=who),
    "reinstate": lambda actor, who: reinstate(actor, user_id=who),
    "invite": lambda actor, who: invite(actor, user_id=who),
    "end sessions": lambda actor, who: end_their_sessions(actor, user_id=who),
    "lift lock": lambda actor, who: lift_lock_out(actor, user_id=who),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS)
def test_never_their_own_another_agencys_or_without_the_role(act: Callable[..., Any]) -> None:
    administrator = make_user(Role.ADMINISTRATOR)
    stranger, colleague = make_user(), make_user(Role.SUPERVISOR, agency=administrator.agency)
    with acting_as(administrator):
        with pytest.raises(NotAllowed, match="Ask another administrator"):
            act(administrator, administrator.pk)
        with pytest.raises(NotFound):
            act(administrator, stranger.pk)
    with acting_as(colleague), pytest.raises(NotAllowed):
        act(colleague, administrator.pk)


def _entries(actor: User) -> list[tuple[str, str]]:
    return [(entry.what, entry.detail["user"]) for entry in Entry.objects.filter(actor_id=actor.pk)]


def test_a_pending_account_is_approved_with_a_role_once() -> None:
    pending = make_user()
    _by_provider(pending)
    change_user(pending, is_active=False, awaiting_approval=True)
    with acting_as(make_user(Role.ADMINISTRATOR, agency=pending.agency)) as administrator:
        with pytest.raises(BadInput, match="opens records"):
            approve(administrator, user_id=pending.pk, role="supervisor", team=None)
        approve(administrator, user_id=pending.pk, role="auditor", team=None)
        with pytest.raises(Conflict):
            approve(administrator, user_id=pending.pk, role="auditor", team=None)
        assert _entries(administrator) == [("user approved", str(pending.pk))]
    pending.refresh_from_db()
    assert (pending.role, pending.team, pending.is_active, pending.awaiting_approval) == (
        "auditor",
        None,
        True,
        False,
    )


def test_role_and_team_change_and_the_ledger_says_from_what() -> None:
    user = make_user()
    with acting_as(make_user(Role.ADMINISTRATOR, agency=user.agency)) as administrator:
        change_post(administrator, user_id=user.pk, role="auditor", team=user.team)
        entry = Entry.objects.get(what="user's role or team changed")
    assert (entry.detail["from_role"], entry.detail["role"]) == ("offender-manager", "auditor")


@pytest.mark.parametrize("wrong", ["role", "team"])
def test_a_role_or_team_that_cannot_be_is_refused_at_its_field(wrong: str) -> None:
    user, elsewhere = make_user(), make_user()
    with acting_as(make_user(Role.ADMINISTRATOR, agency=user.agency)) as administrator:
        facts = {
            "role": "emperor" if wrong == "role" else "auditor",
            "team": elsewhere.team if wrong == "team" else None,
        }
        with pytest.raises(BadInput) as refusal:
            change_post(administrator, user_id=user.pk, **facts)
    assert refusal.value.field == wrong


def _by_provider(user: User) -> None:
    with as_operator():
        provider = IdentityProvider.objects.create(
            agency=user.agency, slug="north", issuer="https://idp.test", client_id="cairn"
        )
    change_user(user, provider=provider, subject="s")


def test_who_signs_in_at_the_agency_has_role_and_password_there() -> None:
    user = make_user()
    _by_provider(user)
    with acting_as(make_user(Role.ADMINISTRATOR, agency=user.agency)) as administrator:
        refused: list[type[CairnError]] = []
        for act in (ACTS["change post"], ACTS["invite"]):
            with pytest.raises(Conflict) as refusal:
                act(administrator, user.pk)
            refused.append(refusal.type)
    assert refused == [Conflict, Conflict]


def test_suspended_and_reinstated() -> None:
    user = make_user()
    with acting_as(make_user(Role.ADMINISTRATOR, agency=user.agency)) as administrator:
        suspend(administrator, user_id=user.pk)
        user.refresh_from_db()
        assert not user.is_active
        with pytest.raises(Conflict):
            invite(administrator, user_id=user.pk)
        reinstate(administrator, user_id=user.pk)
        assert [what for what, _ in _entries(administrator)] == ["user suspended", "user reinstated"]
    user.refresh_from_db()
    assert user.is_active


def test_a_refused_newcomer_waits_no_longer_and_is_not_let_in_without_a_role() -> None:
    pending = make_user()
    change_user(pending, is_active=False, awaiting_approval=True)
    with acting_as(make_user(Role.ADMINISTRATOR, agency=pending.agency)) as administrator:
        with pytest.raises(Conflict, match="waits for approval"):
            reinstate(administrator, user_id=pending.pk)
        suspend(administrator, user_id=pending.pk)
    pending.refresh_from_db()
    assert (pending.is_active, pending.awaiting_approval) == (False, False)


def test_accounts_unused_for_long_are_suspended_and_kept_in_the_ledger() -> None:
    now = timezone.now()
    used, unused, never, new = (make_user() for _ in range(4))
    change_user(used, last_login=now - timedelta(days=89))
    change_user(unused, last_login=now - timedelta(days=91))
    change_user(never, date_joined=now - timedelta(days=91))
    with as_operator():
        suspended = suspend_unused(days=90)
        kinds = list(SignInEvent.objects.values_list("kind", flat=True))
        entries = Entry.objects.filter(what="user suspended")
        assert {entry.detail["user"] for entry in entries} == {str(unused.pk), str(never.pk)}
    assert {user.pk for user in suspended} == {unused.pk, never.pk}
    assert kinds == [Happening.UNUSED, Happening.UNUSED]
    for user in (used, new):
        user.refresh_from_db()
        assert user.is_active


def test_the_operator_takes_away_lost_factors_and_ends_sessions() -> None:
    user, other = make_user(), make_user()
    for somebody in (user, other):
        with acting_as(somebody):
            TOTP.activate(somebody, generate_totp_secret())
    session = signed_in(user)
    with as_operator():
        assert forget_factors(user) == 1
        assert Entry.objects.get(what="user's factors forgotten").detail == {"user": str(user.pk)}
        assert [row.user_id for row in Authenticator.objects.all()] == [other.pk]
    assert not SessionStore().exists(session)


def test_the_operator_says_where_somebodys_messages_go() -> None:
    user = make_user()
    with as_operator():
        set_address(user, " somebody@force.example ")
        assert User.objects.get(pk=user.pk).email == "somebody@force.example"
        assert Entry.objects.get(what="user's address set").detail == {"user": str(user.pk)}
        with pytest.raises(BadInput) as refusal:
            set_address(user, "somebody@force.example, another@force.example")
        assert refusal.value.field == "email"
        assert set_address(user, "").email == ""
