"""What the entrance writes."""

from __future__ import annotations

import uuid

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.tokens import default_token_generator
from django.contrib.sessions.backends.db import SessionStore

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import GroupRole, Happening, IdentityProvider, SignInEvent, User
from cairn.accounts.roles import Role
from cairn.accounts.sign_in.services import Vouched, arrive, choose_password, end_sessions, invited, note
from cairn.errors import BadInput, NotFound
from tests.factories.access import as_operator, change_user, make_user

pytestmark = pytest.mark.django_db

GOOD = "seven-copper-lanterns-9"


def signed_in(user: User) -> str:
    """A session of this user's; its key."""
    store = SessionStore()
    store["_auth_user_id"] = str(user.pk)
    store.save()
    UserSession.objects.create(
        user=user, ip="10.0.0.1", session_key=store.session_key, user_agent="Firefox/1"
    )
    return str(store.session_key)


def test_ending_sessions_ends_them_at_the_store_and_not_the_one_kept_or_anothers() -> None:
    user, other = make_user(), make_user()
    here, there, elsewhere = signed_in(user), signed_in(user), signed_in(other)
    assert end_sessions(user, but=here) == 1
    assert [SessionStore().exists(key) for key in (here, there, elsewhere)] == [True, False, True]
    assert end_sessions(user) == 1
    assert end_sessions(user) == 0
    with acting_as(user):
        assert SignInEvent.objects.filter(kind=Happening.SESSIONS_ENDED).count() == 2


def test_one_session_is_ended_by_its_number_only_if_it_is_theirs() -> None:
    user, other = make_user(), make_user()
    signed_in(user)
    theirs = UserSession.objects.get(session_key=signed_in(other))
    assert end_sessions(user, only=theirs.pk) == 0


def test_what_a_stranger_typed_is_not_kept_in_clear_and_what_matches_somebody_is_not_kept_at_all() -> None:
    user = make_user()
    note(Happening.REFUSED, None, typed="my-Password-typed-here")
    note(Happening.REFUSED, None, typed=" MY-password-typed-here")
    note(Happening.REFUSED, user, typed=user.username)
    with as_operator():
        rows = list(SignInEvent.objects.order_by("at").values_list("user_id", "agency_id", "typed"))
    assert rows[0][:2] == (None, None)
    assert len(rows[0][2]) == 64
    assert rows[0][2] == rows[1][2]
    assert rows[2] == (user.pk, user.agency_id, "")


def test_an_invitation_sets_the_password_once() -> None:
    user = make_user()
    signed_in(user)
    token = default_token_generator.make_token(user)
    assert invited(user_id=user.pk, token=token) == user
    with pytest.raises(BadInput):
        choose_password(user_id=user.pk, token=token, password="short")
    choose_password(user_id=user.pk, token=token, password=GOOD)
    user.refresh_from_db()
    assert user.check_password(GOOD)
    assert not UserSession.objects.filter(user=user).exists()
    with pytest.raises(NotFound):
        choose_password(user_id=user.pk, token=token, password="another-good-one-7")


@pytest.mark.parametrize("why", ["nobody", "another's", "suspended", "made up"])
def test_no_other_invitation_opens_anything(why: str) -> None:
    user, other = make_user(), make_user()
    token = default_token_generator.make_token(user)
    if why == "suspended":
        change_user(user, is_active=False)
    who = {"nobody": uuid.uuid4(), "another's": other.pk}.get(why, user.pk)
    with pytest.raises(NotFound):
        invited(user_id=who, token="abc-def" if why == "made up" else token)


def test_of_several_groups_the_lowest_rank_counts() -> None:
    agency = make_user().agency
    with as_operator():
        provider = IdentityProvider.objects.create(
            agency=agency, slug="p", issuer="https://p.test", client_id="c"
        )
        for rank, (group, role) in enumerate((("b", Role.SUPERVISOR), ("a", Role.AUDITOR)), 1):
            GroupRole.objects.create(provider=provider, group=group, role=role, rank=rank)
    arrival = arrive(provider, Vouched("s-1", "N" * 300, "", ["a", "b", "else"]))
    assert arrival.outcome == "pending"
    assert not arrival.may_enter
    assert arrival.user is not None
    assert (arrival.user.role, len(arrival.user.name)) == (Role.SUPERVISOR, 120)
    assert arrive(provider, Vouched("s-2", "N", "", ["else"])).user is None
    assert arrive(provider, Vouched("", "N", "", ["a"])).user is None
