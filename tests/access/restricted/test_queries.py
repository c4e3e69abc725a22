"""What is restricted, as far as each user is told."""

from __future__ import annotations

import pytest

from cairn.access.restricted.queries import (
    Marker,
    has_redactions,
    markers_of,
    readers_of,
    restricted_facts_of,
    restriction_of,
)
from cairn.access.restricted.services import restrict_fact, restrict_record
from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.record.models import Conviction
from tests.access.people import People, make_people
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db


def keep(people: People, *, shown: bool) -> None:
    with acting_as(people.owner_supervisor) as supervisor:
        restrict_fact(
            supervisor,
            nominal_id=people.nominal_id,
            kept_in="record_conviction",
            row_id=Conviction.objects.values_list("pk", flat=True).get(),
            category="victim",
            why="It names the victim, who is a child",
            roles=["supervisor"],
            shown=shown,
        )


def test_a_restriction_and_its_readers_are_told_to_those_named_alone() -> None:
    people = make_people()
    with acting_as(people.owner_supervisor) as supervisor:
        assert restriction_of(people.nominal_id) is None
        made = restrict_record(
            supervisor, nominal_id=people.nominal_id, ground="other", why="A source's record", readers=[]
        )
        assert restriction_of(people.nominal_id) == made
        assert [row.user for row in readers_of(people.nominal_id)] == [supervisor]
    with acting_as(people.owner_officer):
        assert restriction_of(people.nominal_id) is None
        assert readers_of(people.nominal_id) == []


@pytest.mark.parametrize("shown", [True, False])
def test_a_marker_says_where_and_why_if_it_is_to_be_shown(shown: bool) -> None:
    people = make_people(convicted=True)
    keep(people, shown=shown)
    marker = Marker("record_conviction", "victim", people.owner_officer.agency_id)
    with acting_as(people.owner_officer):
        assert markers_of(people.nominal_id) == ([marker] if shown else [])
        assert has_redactions(people.nominal_id)
        assert restricted_facts_of(people.nominal_id) == []
    with acting_as(people.owner_supervisor):
        assert markers_of(people.nominal_id) == []
        assert not has_redactions(people.nominal_id)
        assert [row.category for row in restricted_facts_of(people.nominal_id)] == ["victim"]
    for stranger in (people.other_supervisor, make_user(Role.AUDITOR, agency=people.owner_officer.agency)):
        with acting_as(stranger):
            assert markers_of(people.nominal_id) == restricted_facts_of(people.nominal_id) == []
            assert not has_redactions(people.nominal_id)
