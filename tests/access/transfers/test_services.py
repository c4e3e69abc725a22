"""A record changes hands by both agencies' acts, and has one owner on every day between."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.access.models import Partnership, Transfer
from cairn.access.restricted.services import restrict_fact
from cairn.access.transfers.services import accept_record, offer_record, refuse_record, withdraw_offer
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.clock.models import CaseSummary, Duty
from cairn.dates import today
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.allocation.services import take_over
from cairn.record.models import Conviction, Nominal
from tests.access.people import People, make_people
from tests.factories.access import make_agency, make_user

WHY = "He has moved to the other force's area"


def offer(people: People, **facts: Any) -> Transfer:
    with acting_as(people.owner_supervisor) as supervisor:
        to = {"nominal_id": people.nominal_id, "to_agency": people.other_officer.agency, "why": WHY}
        return offer_record(supervisor, **{**to, **facts})


@pytest.mark.django_db
def test_an_accepted_record_is_the_new_agencys_and_the_former_stays_a_partner() -> None:
    people = make_people(convicted=True)
    made = offer(people, to_team=people.other_officer.team)
    with acting_as(people.other_supervisor) as supervisor:
        take_over(supervisor, transfer_id=made.pk, officer=people.other_officer)
        owner, former = (
            Partnership.objects.filter(until=None).get(),
            Partnership.objects.get(relation="partner"),
        )
        assert (owner.agency, owner.team, owner.starts) == (
            supervisor.agency,
            people.other_officer.team,
            today(),
        )
        assert (former.agency, former.until) == (people.owner_officer.agency, today() + timedelta(days=28))
        assert set(Duty.objects.values_list("owner_id", "officer_id")) == {
            (supervisor.agency_id, people.other_officer.pk)
        }
        assert CaseSummary.objects.get().agency_id == supervisor.agency_id
    with acting_as(people.owner_officer):
        assert Nominal.objects.exists()
        assert not Conviction.objects.exists()


@pytest.mark.django_db
def test_what_is_restricted_for_the_former_owner_is_the_new_owners_to_read_and_lift() -> None:
    people = make_people(convicted=True)
    with acting_as(people.owner_supervisor) as supervisor:
        kept = restrict_fact(
            supervisor,
            nominal_id=people.nominal_id,
            kept_in="record_conviction",
            row_id=Conviction.objects.values_list("pk", flat=True).get(),
            category="victim",
            why="It names the victim, who is a child",
            roles=["supervisor"],
        )
    made = offer(people)
    with acting_as(people.other_supervisor) as supervisor:
        assert not Conviction.objects.exists()  # not before it is theirs
        take_over(supervisor, transfer_id=made.pk, officer=people.other_officer)
        assert Conviction.objects.exists()
        kept.refresh_from_db()
        assert set(kept.agencies) == {people.owner_officer.agency_id, supervisor.agency_id}
    with acting_as(people.other_officer):
        assert not Conviction.objects.exists()


@pytest.mark.django_db
def test_an_offer_that_nobody_could_take_is_refused_at_its_field() -> None:
    people = make_people()
    for facts, field in [
        ({"to_agency": people.owner_officer.agency}, "to_agency"),
        ({"to_agency": make_agency()}, "to_agency"),
        ({"to_team": people.owner_officer.team}, "to_team"),
        ({"why": "moved"}, "why"),
    ]:
        with pytest.raises(BadInput) as refusal:
            offer(people, **facts)
        assert refusal.value.field == field


@pytest.mark.django_db
def test_who_offers_who_answers_and_what_each_is_told() -> None:
    people = make_people()
    with acting_as(people.owner_officer) as officer, pytest.raises(NotAllowed):
        offer_record(officer, nominal_id=people.nominal_id, to_agency=people.other_officer.agency, why=WHY)
    made = offer(people)
    with pytest.raises(Conflict, match="on offer already"):
        offer(people)
    for user, refusal in [
        (people.owner_supervisor, NotAllowed),
        (people.owner_officer, NotAllowed),
        (people.other_officer, NotFound),
        (make_user(), NotFound),
    ]:
        with acting_as(user):
            with pytest.raises(refusal):
                accept_record(user, transfer_id=made.pk)
            with pytest.raises(refusal):
                refuse_record(user, transfer_id=made.pk, why=WHY)
    with acting_as(people.other_supervisor) as supervisor:
        with pytest.raises(NotAllowed):
            withdraw_offer(supervisor, transfer_id=made.pk, why=WHY)
        refused = refuse_record(supervisor, transfer_id=made.pk, why="He has not moved here after all")
        assert (refused.outcome, refused.decided_by) == ("refused", supervisor)
        assert not Nominal.objects.exists()
        with pytest.raises(Conflict, match="refused already"):
            accept_record(supervisor, transfer_id=made.pk)
    with acting_as(people.owner_supervisor) as supervisor:
        assert Transfer.objects.get().answer == "He has not moved here after all"
        with pytest.raises(Conflict, match="refused already"):
            withdraw_offer(supervisor, transfer_id=made.pk, why=WHY)
        whats = set(Entry.objects.filter(nominal_id=people.nominal_id).values_list("what", flat=True))
    assert {"record offered", "offer of a record refused"} <= whats


@dataclass
class Side:
    """One of two forces between which a record goes back and forth."""

    supervisor: User
    officer: User


class Journey:
    """What should be so after each act, kept beside the register by simpler means."""

    def __init__(self) -> None:
        self.people = make_people(convicted=True)
        self.sides = (
            Side(self.people.owner_supervisor, self.people.owner_officer),
            Side(self.people.other_supervisor, self.people.other_officer),
        )
        self.owner, self.standing_days, self.owned_days = 0, 0, 1
        self.offers: list[Transfer] = []

    def _try(self, act: Callable[[], object], *, allowed: bool) -> bool:
        if allowed:
            act()
        else:
            with pytest.raises((Conflict, NotAllowed, NotFound)):
                act()
        return allowed

    def offer(self) -> None:
        giver, taker = self.sides[self.owner], self.sides[1 - self.owner]
        with acting_as(giver.supervisor):

            def act() -> None:
                self.offers.append(
                    offer_record(
                        giver.supervisor,
                        nominal_id=self.people.nominal_id,
                        to_agency=taker.supervisor.agency,
                        why=WHY,
                    )
                )

            if self._try(act, allowed=self.standing_days <= 0):
                self.standing_days = 15  # the day of the offer, and fourteen more

    def _answer(self, answer: Callable[[Transfer, Side], object], side: Side, *, allowed: bool) -> bool:
        if not self.offers:
            return False
        with acting_as(side.supervisor):
            return self._try(lambda: answer(self.offers[-1], side), allowed=allowed)

    def refuse(self) -> None:
        if self._answer(
            lambda made, side: refuse_record(side.supervisor, transfer_id=made.pk, why=WHY),
            self.sides[1 - self.owner],
            allowed=self.standing_days > 0,
        ):
            self.standing_days = 0

    def withdraw(self) -> None:
        side = self.sides[self.owner]
        with acting_as(side.supervisor):
            waits = Transfer.objects.filter(outcome="").exists()
        if self._answer(
            lambda made, side: withdraw_offer(side.supervisor, transfer_id=made.pk, why=WHY),
            side,
            allowed=waits,  # one that lapsed may still be withdrawn
        ):
            self.standing_days = 0

    def accept(self) -> None:
        if self._answer(
            lambda made, side: take_over(side.supervisor, transfer_id=made.pk, officer=side.officer),
            self.sides[1 - self.owner],
            allowed=self.standing_days > 0 and self.owned_days > 0,
        ):
            self.owner, self.standing_days, self.owned_days = 1 - self.owner, 0, 0

    def days_pass(self, days: int) -> None:
        """As if so many days had gone by: everything written is so much older."""
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
            for table, columns in {
                "access_partnership": ("starts", "until"),
                "access_transfer": ("lapses_on",),
                "record_allocation": ("starts", "ends"),
            }.items():
                older = ", ".join(f"{column} = {column} - {days}" for column in columns)
                owner.execute(f"UPDATE {table} SET {older}")
        self.standing_days -= days
        self.owned_days += days

    def check(self) -> None:
        owner, other = self.sides[self.owner], self.sides[1 - self.owner]
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as everything:
            owners = everything.execute(
                "SELECT day::date, count(p.id), min(p.agency_id::text) "
                "FROM generate_series((SELECT min(starts) FROM access_partnership WHERE nominal_id = %(who)s), "
                "  (now() AT TIME ZONE 'Europe/London')::date, interval '1 day') day "
                "LEFT JOIN access_partnership p ON p.relation = 'owner' AND p.nominal_id = %(who)s "
                "  AND p.starts <= day AND (p.until IS NULL OR p.until >= day) GROUP BY day ORDER BY day",
                {"who": self.people.nominal_id},
            ).fetchall()
        assert [row for row in owners if row[1] != 1] == []
        assert owners[-1][2] == str(owner.supervisor.agency_id)
        with acting_as(owner.officer):
            assert Conviction.objects.count() == Nominal.objects.count() == 1
            assert set(Duty.objects.values_list("owner_id", "officer_id")) == {
                (owner.officer.agency_id, owner.officer.pk)
            }
        with acting_as(other.officer):
            assert Conviction.objects.count() == 0
        with acting_as(other.supervisor):  # who looks before taking
            assert Conviction.objects.count() == (1 if self.standing_days > 0 else 0)


ACTS: dict[str, Callable[[Journey], None]] = {
    "offer": Journey.offer,
    "accept": Journey.accept,
    "refuse": Journey.refuse,
    "withdraw": Journey.withdraw,
    "a day passes": lambda journey: journey.days_pass(1),
    "it lapses": lambda journey: journey.days_pass(15),
}
THERE_AND_BACK = ["offer", "accept", "accept", "offer", "accept", "a day passes", "accept", "a day passes"]


@pytest.mark.django_db(transaction=True)
@settings(max_examples=12, deadline=None)
@given(acts=st.lists(st.sampled_from(sorted(ACTS)), max_size=9))
def test_there_is_one_owner_on_every_day_whatever_is_offered_and_answered(acts: list[str]) -> None:
    journey = Journey()
    for act in ("offer", *acts):
        ACTS[act](journey)
        journey.check()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "acts",
    [
        THERE_AND_BACK,
        ["offer", "refuse", "offer", "it lapses", "accept", "refuse", "offer", "withdraw", "accept"],
        ["offer", "it lapses", "withdraw", "offer", "accept", "it lapses", "it lapses", "offer", "accept"],
    ],
)
def test_a_record_goes_there_and_back(acts: list[str]) -> None:
    journey = Journey()
    for act in acts:
        ACTS[act](journey)
        journey.check()
    assert len(journey.offers) == acts.count("offer")
