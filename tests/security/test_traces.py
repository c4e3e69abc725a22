"""The trace drill: whatever page shows a planted word about the person has left an entry of who was shown it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.urls import get_resolver
from django.utils import timezone
from pytest_django.fixtures import Settings

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.ledger.models import Entry
from tests.factories.access import as_operator
from tests.security.addresses import address_of, every_route
from tests.security.test_leaks import bytes_of, signed_in
from tests.security.world import CANARIES, World, make_world

pytestmark = pytest.mark.django_db
# So many pages show the person at least: fewer, and the drill no longer finds what it looks for.
PAGES = 40


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})


def _entered(user: User, world: World) -> bool:
    """Whether an entry of the last minutes says that this user was shown the person."""
    nominal_id = str(world.nominal.pk)
    with acting_as(user):
        recent = Entry.objects.filter(actor_id=user.pk, at__gt=timezone.now() - timedelta(minutes=20))
        return any(
            str(entry.nominal_id) == nominal_id or nominal_id in entry.detail.get("nominals", ())
            for entry in recent
        )


def _half_an_hour_passes() -> None:
    with as_operator():
        Entry.objects.update(at=F("at") - timedelta(minutes=31))


def test_whoever_is_shown_something_about_the_person_is_entered() -> None:
    world = make_world()
    shown, missing = set(), []
    for user in (world.supervisor, world.officer, world.partner):
        client = signed_in(user)
        for pattern in every_route(get_resolver()):
            _half_an_hour_passes()
            answer = client.get(address_of(pattern, world))
            if answer.status_code == 200 and any(word.encode() in bytes_of(answer) for word in CANARIES):
                shown.add(str(pattern.name))
                if not _entered(user, world):
                    missing.append((pattern.name, user.role))
    assert missing == []
    assert len(shown) > PAGES
