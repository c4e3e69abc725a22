"""A form that another site sends in a user's name: refused on every route that changes anything."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import get_resolver
from pytest_django.fixtures import Settings

from cairn.accounts.roles import Role
from tests.factories.access import make_user
from tests.security.addresses import address_of, every_route
from tests.security.world import make_world

pytestmark = pytest.mark.django_db

# The first asks the database nothing and keeps nothing (tests/web/law/test_law.py); the second heeds a provider's
# signature alone (tests/web/signin/provider/test_signing_out.py).
CHANGES_NOTHING = {"law": 200, "signed_out_there": 400}
ROLES = [Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.AUDITOR]


@pytest.mark.parametrize("role", ROLES)
def test_a_post_without_our_token_or_note_is_refused_on_every_route(role: Role, settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})
    world = make_world()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_user(role, agency=world.officer.agency))
    answered = {
        str(pattern.name): client.post(address_of(pattern, world)).status_code
        for pattern in every_route(get_resolver())
    }
    assert {name: status for name, status in answered.items() if status not in {403, 405}} == CHANGES_NOTHING
    assert 403 in answered.values()
