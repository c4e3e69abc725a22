"""A refusal is an entry: whose, of which page and id; and nothing is entered of what is no refusal."""

from __future__ import annotations

import uuid

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.ledger.models import Entry
from tests.factories.access import make_user
from tests.security.world import World, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(settings: Settings) -> World:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})
    return make_world()


def _signed_in(user: User, **more: bool) -> Client:
    client = Client(**more)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _refusals(reader: User) -> list[Entry]:
    with acting_as(reader):
        return list(Entry.objects.filter(what="refused").order_by("pk"))


def test_a_record_not_seen_and_a_page_not_ones_own_are_entered_for_the_auditor_of_ones_agency(
    world: World,
) -> None:
    stranger = make_user()
    client, nobody = _signed_in(stranger), uuid.uuid4()
    for address in (f"/people/{world.nominal.pk}/", f"/people/{nobody}/timeline/"):
        assert client.get(address).status_code == 404
    assert client.get("/ledger/").status_code == 403
    auditor = make_user(Role.AUDITOR, agency=stranger.agency)
    found = _refusals(auditor)
    assert [entry.detail for entry in found] == [
        {"page": "person", "status": 404, "asked": str(world.nominal.pk)},
        {"page": "timeline", "status": 404, "asked": str(nobody)},
        {"page": "ledger", "status": 403},
    ]
    assert {(entry.actor_id, entry.agency_id, entry.nominal_id) for entry in found} == {
        (stranger.pk, stranger.agency_id, None)
    }
    assert len({entry.request for entry in found}) == 3
    # Neither the owner's people nor another auditor read what was asked for.
    assert _refusals(make_user(Role.AUDITOR, agency=world.officer.agency)) == []
    assert _refusals(make_user(Role.SUPERVISOR, agency=world.officer.agency)) == []
    assert _refusals(stranger) == found


def test_a_role_refused_at_a_record_and_a_form_without_its_token_are_entered(world: World) -> None:
    administrator = make_user(Role.ADMINISTRATOR, agency=world.officer.agency)
    client = _signed_in(administrator, enforce_csrf_checks=True)
    assert client.get(f"/people/{world.nominal.pk}/").status_code == 403
    assert client.post("/sign-out/").status_code == 403
    assert [entry.detail["page"] for entry in _refusals(administrator)] == ["person", "account_logout"]


@pytest.mark.parametrize("address", ["/", "/no/such/page/", "/law/"])
def test_what_is_no_refusal_is_not_entered(world: World, address: str) -> None:
    _signed_in(world.officer).get(address)
    assert _refusals(world.officer) == []


def test_nobody_signed_in_is_no_entry(world: World, client: Client) -> None:
    assert client.get("/account/first/0e0e0e0e-0000-4000-8000-000000000000/x/").status_code == 404
    with acting_as(make_user(Role.AUDITOR)) as auditor:
        assert not Entry.objects.filter(what="refused").exists()
        assert auditor.pk
