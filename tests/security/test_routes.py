"""Every route for every kind of reader: generated from the site's own addresses."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from pytest_django.fixtures import Settings

from cairn.access.models import Partnership, Relation
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from tests.factories.access import make_agency, make_user
from tests.security.addresses import address_of, every_route
from tests.security.routes import ANONYMOUS, FORMER, PARTNER, ROUTES, STRANGER, VIEWERS
from tests.security.world import World, make_world

pytestmark = pytest.mark.django_db


def _former_partner(world: World) -> User:
    user = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HEALTH))
    with acting_as(world.officer):
        Partnership.objects.create(
            nominal_id=world.nominal.pk,
            agency=user.agency,
            relation=Relation.PARTNER,
            purpose="risk management plan",
            starts=date(2020, 1, 1),
            until=date(2025, 1, 1),
        )
    return user


def _viewer(name: str, world: World) -> User | None:
    if name == ANONYMOUS:
        return None
    if name == STRANGER:
        return make_user()
    if name == FORMER:
        return _former_partner(world)
    if name == PARTNER:
        return world.partner
    return make_user(Role(name), agency=world.officer.agency)


def test_every_route_says_what_each_reader_is_answered() -> None:
    assert {str(pattern.name) for pattern in every_route(get_resolver())} == set(ROUTES)


@pytest.mark.parametrize("pattern", every_route(get_resolver()), ids=lambda pattern: pattern.name)
def test_each_reader_is_answered_as_expected(pattern: URLPattern, settings: Settings, client: Client) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})
    world = make_world()
    address, expected, answered = address_of(pattern, world), {}, {}
    for name in VIEWERS:
        client.logout()
        if user := _viewer(name, world):
            client.force_login(user)
        response = client.get(address)
        if response.status_code == 405:
            response = client.post(address)
        answered[name] = response.status_code
        expected[name] = ROUTES[str(pattern.name)].of(name) if str(pattern.name) in ROUTES else 0
        if response.status_code in {403, 404}:
            assert "CANARY" not in response.content.decode()
    assert answered == expected
