"""A statement is planned once a connection and kept (decision 7): it serves each user their own rows, and nobody else's."""

from __future__ import annotations

import pytest
from django.db import connection

from cairn.access.restricted.services import restrict_record
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.record.models import Name
from tests.factories.access import make_user
from tests.security.world import World, make_world

pytestmark = pytest.mark.django_db

# Kept at the third time, and after five plans made for their values one is kept for all.
OFTEN = 12


@pytest.fixture
def world() -> World:
    return make_world()


def _names(world: World) -> int:
    return len(Name.objects.filter(nominal_id=world.nominal.pk).only("surname"))


def _answered_by_the_kept_plan() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(generic_plans), 0) FROM pg_prepared_statements "
            """WHERE statement LIKE %s""",
            ['%"surname" FROM "record_name" WHERE "record_name"."nominal_id" = $1%'],
        )
        return int(cursor.fetchone()[0])


def _as(user: User, world: World) -> int:
    with acting_as(user):
        return _names(world)


def test_a_plan_kept_for_one_user_shows_the_next_only_their_own(world: World) -> None:
    for _ in range(OFTEN):
        assert _as(world.officer, world)
    kept = _answered_by_the_kept_plan()
    assert kept
    assert _as(make_user(), world) == 0
    assert _names(world) == 0, "nobody is bound"
    assert _as(world.officer, world)
    assert _answered_by_the_kept_plan() == kept + 3


def test_a_plan_kept_from_before_keeps_what_is_restricted_since(world: World) -> None:
    other = make_user(Role.OFFENDER_MANAGER, agency=world.officer.agency)
    for _ in range(OFTEN):
        assert _as(other, world)
    with acting_as(world.supervisor):
        restrict_record(
            world.supervisor,
            nominal_id=world.nominal.pk,
            ground="other",
            why="He is a colleague of theirs",
            readers=[world.officer],
        )
    assert _as(other, world) == 0
    assert _as(world.officer, world)
