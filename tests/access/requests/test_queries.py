"""Requests for access: those to answer, and what came of one's own."""

from __future__ import annotations

import pytest

from cairn.access.requests.queries import asked_by_agency_of, get_request, to_answer
from cairn.access.requests.services import ask_for_access, refuse_access
from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import NotFound
from tests.access.people import make_people
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db


def test_a_request_is_shown_to_both_agencies_and_nobody_else() -> None:
    people = make_people()
    with acting_as(people.other_officer) as officer:
        asked = ask_for_access(
            officer, nominal_id=people.nominal_id, purpose_kind="custody", why="He is in our prison", days=9
        )
        assert asked_by_agency_of(officer) == [asked]
        assert to_answer(officer) == []
    with acting_as(people.owner_officer) as owner:
        assert to_answer(owner) == [asked]
        assert get_request(asked.pk).asked_by == people.other_officer
        assert asked_by_agency_of(owner) == []
    with acting_as(make_user(Role.FRONT_COUNTER, agency=owner.agency)) as clerk:
        assert to_answer(clerk) == []
    with acting_as(make_user()) as stranger:
        assert to_answer(stranger) == asked_by_agency_of(stranger) == []
        with pytest.raises(NotFound):
            get_request(asked.pk)
    with acting_as(people.owner_officer) as owner:
        refuse_access(owner, request_id=asked.pk, answer="He has left that prison")
        assert to_answer(owner) == []
