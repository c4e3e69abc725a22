"""Which other rows say the same words as a fact."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from cairn.access.restricted.repeated_text import rows_with_the_same_text
from cairn.access.restricted.services import restrict_facts
from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import Conflict
from cairn.record.addresses.services import record_address
from cairn.supervision.visits.services import record_visit
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Seen at 4 old  row, with a child.", True),
        ("Lives in ZE1 0AA now.", True),
        ("The address is 4 Old Road.", False),
        ("", False),
    ],
)
def test_whole_values_are_found_whatever_their_case_and_spaces(said: str, *, found: bool) -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as user:
        who, other = make_person(user).pk, make_person(user).pk
        home = record_address(
            user, nominal_id=who, kind="home", lines="4 Old Row", postcode="ZE1 0AA", starts=date(2024, 1, 1)
        )
        visits = [
            record_visit(user, nominal_id=one, visited_on=date(2024, 6, 1), outcome="seen", observations=said)
            for one in (who, other)
        ]
        expected = [("supervision_visit", visits[0].pk)] if found else []
        assert rows_with_the_same_text(who, "record_address", home.pk) == expected
        assert rows_with_the_same_text(other, "record_address", home.pk) == []
        assert rows_with_the_same_text(who, "access_user", user.pk) == []
        assert rows_with_the_same_text(who, "record_address", uuid.uuid4()) == []


def test_several_facts_are_restricted_all_or_none_and_then_not_offered_again() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as user:
        who = make_person(user).pk
        home = record_address(user, nominal_id=who, kind="home", lines="4 Old Row", starts=date(2024, 1, 1))
        visit = record_visit(
            user, nominal_id=who, visited_on=date(2024, 6, 1), outcome="seen", observations="4 Old Row"
        )
        how = {"category": "victim", "why": "Hers, and not his", "roles": ["supervisor"]}
        facts = [("record_address", home.pk), ("supervision_visit", visit.pk)]
        with pytest.raises(Conflict):
            restrict_facts(user, nominal_id=who, facts=[*facts, facts[0]], **how)
        assert rows_with_the_same_text(who, "record_address", home.pk) == facts[1:]
        assert len(restrict_facts(user, nominal_id=who, facts=facts, **how)) == 2
        assert rows_with_the_same_text(who, "record_address", home.pk) == []
