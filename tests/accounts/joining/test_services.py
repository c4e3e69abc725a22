"""Joining an agency's identity provider, as the operator."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction
from pytest_django.fixtures import Settings

from cairn.accounts.database_user import acting_as
from cairn.accounts.joining.services import disable_provider, give_group_a_role, join_provider
from cairn.accounts.models import GroupRole, IdentityProvider
from cairn.accounts.roles import Role
from cairn.errors import BadInput, Conflict
from tests.factories.access import as_operator, make_agency, make_user

pytestmark = pytest.mark.django_db

FACTS = {"slug": "north", "issuer": "https://sign-in.north.test/v2", "client_id": "cairn"}


@pytest.fixture(autouse=True)
def _over_tls(settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"https": True})


def test_joined_and_a_group_given_a_role_twice_is_changed() -> None:
    user = make_user()
    with as_operator():
        provider = join_provider(agency=user.agency, **FACTS, subject_claim="oid")
        give_group_a_role(provider, group=" officers ", role="auditor", team=None)
        given = give_group_a_role(provider, group="officers", role="supervisor", team=user.team, rank=3)
        disable_provider(provider)
    assert (provider.subject_claim, provider.name_claim) == ("oid", "name")
    assert list(GroupRole.objects.values_list("group", "role", "rank")) == [("officers", "supervisor", 3)]
    assert given.team == user.team
    assert not IdentityProvider.objects.get().enabled


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"slug": "no rth"}, "slug"),
        ({"issuer": "http://sign-in.north.test"}, "issuer"),
        ({"issuer": "sign-in.north.test"}, "issuer"),
        ({"issuer": "https://sign-in.north.test/?x=1"}, "issuer"),
        ({"client_id": " "}, "client_id"),
        ({"scopes": "profile"}, "scopes"),
    ],
)
def test_what_cannot_be_a_provider_is_refused_at_its_field(facts: dict[str, str], field: str) -> None:
    with as_operator(), pytest.raises(BadInput) as refusal:
        join_provider(agency=make_agency(), **{**FACTS, **facts})
    assert refusal.value.field == field


def test_a_short_name_is_one_providers() -> None:
    with as_operator():
        join_provider(agency=make_agency(), **FACTS)
        with pytest.raises(Conflict):
            join_provider(agency=make_agency(), **FACTS)


@pytest.mark.parametrize("wrong", ["group", "role", "team"])
def test_a_group_that_can_give_nothing_is_refused(wrong: str) -> None:
    other = make_user()
    facts = {"group": "g", "role": "auditor", "team": None}
    facts |= {"group": {"group": " "}, "role": {"role": "emperor"}, "team": {"team": other.team}}[wrong]
    with as_operator():
        provider = join_provider(agency=make_agency(), **FACTS)
        with pytest.raises(BadInput) as refusal:
            give_group_a_role(provider, **facts)
    assert refusal.value.field == wrong


def test_an_administrator_joins_nothing() -> None:
    with (
        acting_as(make_user(Role.ADMINISTRATOR)) as administrator,
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
    ):
        join_provider(agency=administrator.agency, **FACTS)
