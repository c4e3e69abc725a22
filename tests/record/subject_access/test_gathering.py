"""Nothing that is held about a person is left out without a reason."""

from __future__ import annotations

import pytest
from django.db import connection

from cairn.access.restricted.services import restrict_fact
from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.record.retention.tables import LEDGER, places
from cairn.record.subject_access.gathering import gather
from cairn.record.subject_access.told_kinds import headings, left_out
from cairn.supervision.models import Visit
from tests.factories.access import make_user
from tests.security.world import make_world

pytestmark = pytest.mark.django_db


def test_every_table_about_a_person_is_given_or_left_out_with_a_reason() -> None:
    with connection.cursor() as cursor:
        about_people = {place.table for place in places(cursor) if not place.past} | {LEDGER}
    assert about_people == headings().keys() | left_out().keys()
    assert not headings().keys() & left_out().keys()


def test_a_row_of_every_table_that_is_given_is_gathered() -> None:
    world = make_world()
    with acting_as(make_user(Role.RECORDS, agency=world.officer.agency)):
        rows = list(gather(world.nominal.pk))
    assert {row.kind for row in rows} == headings().keys()
    assert [row.kind for row in rows] == sorted([row.kind for row in rows], key=list(headings()).index)
    assert {row.kind: row.title for row in rows} == headings()


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


def test_a_correction_is_told_in_words_and_withheld_with_its_fact() -> None:
    world = make_world()
    supervisor = make_user(Role.SUPERVISOR, agency=world.officer.agency)
    with acting_as(supervisor):
        told = {row.kind: row for row in gather(world.nominal.pk)}["record_amendment"]
        assert told.title == "Correction or withdrawal of something in your record"
        assert {("Kind of fact", "a visit"), ("What was changed", "observations")} <= set(told.content)
        assert told.names_staff == ["By"]
        visit = Visit.objects.get()
        restrict_fact(
            supervisor,
            nominal_id=world.nominal.pk,
            kept_in="supervision_visit",
            row_id=visit.pk,
            category="source",
            why="It would show who told us",
            roles=["supervisor"],
        )
        kept = {row.kind: row for row in gather(world.nominal.pk)}["record_amendment"]
    assert kept.title.endswith("(restricted)")
    assert ("supervision_visit", visit.pk) in kept.repeats
