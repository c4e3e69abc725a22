"""Offers of records: those to answer, and one's agency's own."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from cairn.access.transfers.queries import get_transfer, offers_to_answer, standing_offer, transfers_of
from cairn.access.transfers.services import offer_record, withdraw_offer
from cairn.accounts.database_user import acting_as
from cairn.dates import today
from cairn.errors import NotFound
from tests.access.people import make_people

pytestmark = pytest.mark.django_db

WHY = "He has moved to the other force's area"


def test_an_offer_is_shown_to_those_who_made_it_and_those_who_decide() -> None:
    people = make_people()
    with acting_as(people.owner_supervisor) as supervisor:
        made = offer_record(
            supervisor, nominal_id=people.nominal_id, to_agency=people.other_officer.agency, why=WHY
        )
    lapsed = made.lapses_on + timedelta(days=1)
    for user, to_answer in [(people.owner_officer, []), (people.other_supervisor, [made])]:
        with acting_as(user):
            assert offers_to_answer(user, today=today()) == to_answer
            assert offers_to_answer(user, today=lapsed) == []
            assert get_transfer(made.pk) == made
            assert transfers_of(people.nominal_id) == [made]
            assert standing_offer(people.nominal_id, today=today()) == made
            assert standing_offer(people.nominal_id, today=lapsed) is None
    with acting_as(people.other_officer) as officer:
        assert offers_to_answer(officer, today=today()) == transfers_of(people.nominal_id) == []
        for unseen in (made.pk, uuid.uuid4()):
            with pytest.raises(NotFound):
                get_transfer(unseen)
    with acting_as(people.owner_supervisor) as supervisor:
        withdraw_offer(supervisor, transfer_id=made.pk, why=WHY)
        assert standing_offer(people.nominal_id, today=today()) is None
        assert transfers_of(people.nominal_id) == [made]
