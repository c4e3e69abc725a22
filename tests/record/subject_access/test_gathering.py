"""Nothing that is held about a person is left out without a reason."""

from __future__ import annotations

import pytest
from django.db import connection

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.record.retention.tables import LEDGER, places
from cairn.record.subject_access.gathering import EXCLUDED, TITLES, gather
from tests.factories.access import make_user
from tests.security.world import make_world

pytestmark = pytest.mark.django_db


def test_every_table_about_a_person_is_given_or_left_out_with_a_reason() -> None:
    with connection.cursor() as cursor:
        about_people = {place.table for place in places(cursor) if not place.past} | {LEDGER}
    assert about_people == TITLES.keys() | EXCLUDED.keys()
    assert not TITLES.keys() & EXCLUDED.keys()
    assert all(EXCLUDED.values())


def test_a_row_of_every_table_that_is_given_is_gathered() -> None:
    world = make_world()
    with acting_as(make_user(Role.RECORDS, agency=world.officer.agency)):
        rows = list(gather(world.nominal.pk))
    assert {row.kind for row in rows} == TITLES.keys()
    assert [row.kind for row in rows] == sorted([row.kind for row in rows], key=list(TITLES).index)


def test_values_are_words_and_names_of_staff_are_marked() -> None:
    world = make_world()
    with acting_as(make_user(Role.RECORDS, agency=world.officer.agency)):
        rows = {row.kind: row for row in gather(world.nominal.pk)}
    conviction, visit = rows["record_conviction"], rows["supervision_visit"]
    assert ("Date", "4 March 2024") in conviction.content
    assert ("Outcome", "Conviction") in conviction.content
    assert visit.names_staff == ["Visited by"]
    assert ("Visited by", world.officer.name) in visit.content
    assert rows["supervision_riskassessment"].free_text
    assert not rows["record_name"].free_text
    everything = str([row.content for row in rows.values()])
    assert str(world.nominal.pk) not in everything
    assert "CANARY bank" in everything
