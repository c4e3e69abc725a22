"""Every route for every kind of reader: generated from the site's own addresses."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from pytest_django.fixtures import Settings

from cairn.access.acting import acting_as
from cairn.access.models import (
    AccessRequest,
    AgencyKind,
    BreakGlass,
    Partnership,
    Relation,
    RestrictedFact,
    Transfer,
    User,
)
from cairn.access.roles import Role
from cairn.record.models import AccessItem, Address, CourtOrder, LegalHold, RetentionReview, TimeAway
from tests.factories.access import make_agency, make_user
from tests.security.routes import ANONYMOUS, FORMER, PARTNER, ROUTES, STRANGER, VIEWERS
from tests.security.world import World, make_world

pytestmark = pytest.mark.django_db

# What stands in an address's brackets, where it is not an id.
WORDS = {
    ("notify_step", "slug"): "what",
    ("add_person_step", "slug"): "identity",
    ("history", "subject"): "names",
    ("openid_connect_login", "provider_id"): "nowhere",
    ("openid_connect_callback", "provider_id"): "nowhere",
    ("choose_password", "token"): "1-made-up",
    ("mfa_remove_webauthn", "pk"): 1,
    ("staff_act", "what"): "suspend",
    ("restrict_fact", "kept_in"): "record_address",
    ("subject_request_act", "name"): "outcome",
}


def _routes(resolver: URLResolver) -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in resolver.url_patterns:
        found += _routes(pattern) if isinstance(pattern, URLResolver) else [pattern]
    return found


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


def _address(pattern: URLPattern, world: World) -> str:
    with acting_as(world.officer):
        ids = {
            "nominal_id": world.nominal.pk,
            "user_id": world.officer.pk,
            "action_id": world.action.pk,
            "notification_id": world.notification.pk,
            "order_id": CourtOrder.objects.values_list("pk", flat=True).get(),
            "time_away_id": TimeAway.objects.values_list("pk", flat=True).get(),
            "partnership_id": Partnership.objects.get(agency=world.partner.agency_id).pk,
            "row_id": Address.objects.values_list("pk", flat=True).get(),
            "restriction_id": RestrictedFact.objects.values_list("pk", flat=True).get(),
            "transfer_id": Transfer.objects.values_list("pk", flat=True).get(),
            "request_id": AccessRequest.objects.values_list("pk", flat=True).get(),
            "subject_request_id": world.subject_request.pk,
            "review_id": RetentionReview.objects.values_list("pk", flat=True).get(),
            "hold_id": LegalHold.objects.values_list("pk", flat=True).get(),
        }
    with acting_as(world.supervisor):
        ids["item_id"] = AccessItem.objects.values_list("pk", flat=True).get()
        ids["break_glass_id"] = BreakGlass.objects.values_list("pk", flat=True).get()
    names = pattern.pattern.converters
    return reverse(
        str(pattern.name), kwargs={name: ids.get(name) or WORDS[(str(pattern.name), name)] for name in names}
    )


def test_every_route_says_what_each_reader_is_answered() -> None:
    assert {str(pattern.name) for pattern in _routes(get_resolver())} == set(ROUTES)


@pytest.mark.parametrize("pattern", _routes(get_resolver()), ids=lambda pattern: pattern.name)
def test_each_reader_is_answered_as_expected(pattern: URLPattern, settings: Settings, client: Client) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})
    world = make_world()
    address, expected, answered = _address(pattern, world), {}, {}
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
