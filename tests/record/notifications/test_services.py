"""A notification and all it brings: one act, or nothing."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime
from typing import Any

import pytest

from cairn import announcements
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.announcements import FactsChanged
from cairn.clock.models import Duty
from cairn.errors import BadInput, CairnError, Conflict, NotFound, RuleRefused
from cairn.record.facts import person_facts
from cairn.record.models import Address, FinancialDetail, HouseholdStay, Name, Notification, Stay, Trip
from cairn.record.notifications.changes import (
    NewAddress,
    NewFinancialDetail,
    NewHouseholdStay,
    NewName,
    NewStay,
    NewTrip,
)
from cairn.record.notifications.queries import get_notification
from cairn.record.notifications.services import NewMatter, acknowledge, record_notification
from tests.factories.access import make_user
from tests.factories.acts import TODAY, convict, refused_at
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db

TRIP = NewTrip(date(2024, 5, 20), date(2024, 7, 1), "France", date(2024, 7, 8), return_point="LHR")
HOME = NewAddress("home", "2 High Street", date(2024, 5, 20))


def notify(user: User, nominal_id: uuid.UUID, **facts: Any) -> Notification:
    known: dict[str, Any] = {
        "given_at": datetime(2024, 5, 21, 10, tzinfo=UTC),
        "station": "Synthetic Road",
        "matters": [NewMatter("periodic")],
        "told": {"said": "as read back"},
        "today": TODAY,
    }
    return record_notification(user, nominal_id=nominal_id, **{**known, **facts})


def registered(user: User) -> uuid.UUID:
    nominal_id: uuid.UUID = make_person(user).pk
    convict(user, nominal_id)
    return nominal_id


def test_every_new_fact_is_recorded_with_the_notification_and_announced_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        heard: list[object] = []
        monkeypatch.setattr(announcements, "_handlers", {FactsChanged: (heard.append,)})
        made = notify(
            user,
            nominal_id,
            matters=[NewMatter("change", "home-address"), NewMatter("periodic"), NewMatter("travel")],
            changes=[
                HOME,
                TRIP,
                NewName("Other", "Sam", used_from=date(2024, 5, 19)),
                NewStay("Room 2", date(2024, 5, 1), date(2024, 5, 7)),
                NewHouseholdStay("Flat 3", datetime(2024, 5, 8, 18, tzinfo=UTC)),
                NewFinancialDetail(
                    "bank-account", "Synthetic Bank", account_number="00000000", sort_code="00-00-00"
                ),
            ],
        )
        trip = Trip.objects.get()
        counts = [model.objects.count() for model in (Address, Stay, HouseholdStay, FinancialDetail)]
        names = list(Name.objects.order_by("surname").values_list("surname", "source"))
        matters = {(row.of, row.about, row.trip_id) for row in get_notification(made.pk).matters.all()}
        told = {(fact.of, fact.about, fact.id) for fact in person_facts(nominal_id).notifications}
    assert heard == [FactsChanged(nominal_id)]
    assert counts == [1, 1, 1, 1]
    assert names[0] == ("Other", "Notification on 21 May 2024")
    assert matters == {("change", "home-address", None), ("periodic", "", None), ("travel", "", trip.pk)}
    assert told == {
        ("change", "home-address", str(made.pk)),
        ("periodic", None, str(made.pk)),
        ("travel", str(trip.pk), str(made.pk)),
    }


def test_a_refusal_anywhere_leaves_nothing_behind() -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        for wrong in (
            {"changes": [HOME, NewName("")]},
            {"changes": [HOME], "matters": [NewMatter("change", "hair")]},
        ):
            with pytest.raises(BadInput):
                notify(user, nominal_id, **wrong)
        assert not Notification.objects.exists()
        assert not Address.objects.exists()


def test_the_initial_notification_meets_the_initial_duty_in_the_same_act() -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        assert "initial" in Duty.objects.values_list("kind", flat=True)
        notify(user, nominal_id, matters=[NewMatter("initial")])
        assert "initial" not in Duty.objects.values_list("kind", flat=True)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"given_at": datetime(2024, 6, 2, 10, tzinfo=UTC)}, ("BadInput", "given_at")),
        ({"given_at": datetime(2024, 5, 21, 10)}, ("BadInput", "given_at")),
        ({"given_at": datetime(2015, 3, 1, 10, tzinfo=UTC)}, ("BadInput", "given_at")),
        ({"station": ""}, ("BadInput", "station")),
        ({"matters": []}, ("BadInput", "matters")),
        ({"matters": [NewMatter("gossip")]}, ("BadInput", "matters")),
        ({"matters": [NewMatter("periodic", expected_on=date(2024, 6, 1))]}, ("BadInput", "expected_on")),
        (
            {"matters": [NewMatter("change", "name", expected_on=date(2024, 5, 1))]},
            ("BadInput", "expected_on"),
        ),
        ({"matters": [NewMatter("periodic", return_point="LHR")]}, ("BadInput", "matters")),
        ({"matters": [NewMatter("travel")]}, ("BadInput", "trip_id")),
        ({"matters": [NewMatter("travel", trip_id=uuid.uuid4())]}, ("BadInput", "trip_id")),
        ({"matters": [NewMatter("travel")], "changes": [TRIP, TRIP]}, ("BadInput", "trip_id")),
        (
            {"matters": [NewMatter("travel", return_on=date(2024, 6, 30))], "changes": [TRIP]},
            ("BadInput", "return_on"),
        ),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(facts: dict[str, Any], refusal: tuple[str, str]) -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        with pytest.raises(CairnError) as refused:
            notify(user, nominal_id, **facts)
        assert refused_at(refused.value) == refusal
        assert not Trip.objects.exists()


def test_another_persons_journey_is_none_of_theirs() -> None:
    with acting_as(make_user()) as user:
        one, other = registered(user), registered(user)
        notify(user, other, matters=[NewMatter("travel")], changes=[TRIP])
        with pytest.raises(BadInput) as refused:
            notify(user, one, matters=[NewMatter("travel", trip_id=Trip.objects.get().pk)])
    assert refused.value.field == "trip_id"


def test_nobody_who_owes_none_notifies() -> None:
    with acting_as(make_user()) as user:
        never = make_person(user).pk
        past = make_person(user).pk
        convict(user, past, outcome="caution", disposals=[])
        theft = make_person(user).pk
        convict(user, theft, offence="Theft Act 1968 s.1")
        for nominal_id in (never, past, theft):
            with pytest.raises(RuleRefused) as refused:
                notify(user, nominal_id)
            assert (refused.value.provision, refused.value.field) == ("SOA 2003 s.80", "given_at")
        assert not Notification.objects.exists()


def test_a_return_is_kept_on_the_journey_and_what_was_told_before_leaving_stays() -> None:
    trip = NewTrip(date(2024, 4, 1), date(2024, 5, 2), "France", date(2024, 5, 9), return_point="LHR")
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        before = NewMatter("travel", return_on=date(2024, 5, 9), return_point="LHR")
        notify(
            user, nominal_id, given_at=datetime(2024, 4, 2, 10, tzinfo=UTC), matters=[before], changes=[trip]
        )
        kept = Trip.objects.get()
        back = NewMatter("return", trip_id=kept.pk, return_on=date(2024, 5, 20), return_point="Dover")
        notify(user, nominal_id, matters=[back])
        kept.refresh_from_db()
        told = {(fact.of, fact.return_date) for fact in person_facts(nominal_id).notifications}
    assert (kept.returns_on, kept.return_point) == (date(2024, 5, 20), "Dover")
    assert told == {("travel", date(2024, 5, 9)), ("return", date(2024, 5, 20))}


def test_the_day_is_londons() -> None:
    with acting_as(make_user()) as user:
        made = notify(user, registered(user), given_at=datetime(2024, 5, 20, 23, 30, tzinfo=UTC))
        assert made.given_on == date(2024, 5, 21)


def test_the_acknowledgement_is_given_once() -> None:
    with acting_as(make_user()) as user:
        made = notify(user, registered(user))
        assert acknowledge(user, notification_id=made.pk).acknowledged_at is not None
        with pytest.raises(Conflict):
            acknowledge(user, notification_id=made.pk)
    with acting_as(make_user()) as stranger, pytest.raises(NotFound):
        acknowledge(stranger, notification_id=made.pk)
