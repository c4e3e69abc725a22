"""A notification put right: its day counts anew, and one for the wrong person goes with all it brought."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.clock.models import Duty
from cairn.errors import BadInput, CairnError, Conflict
from cairn.record.addresses.services import record_address
from cairn.record.amendments.services import correct, withdraw
from cairn.record.models import Address, Notification, NotifiedMatter, Trip
from cairn.record.notifications.changes import Change, NewAddress, NewTrip
from cairn.record.notifications.services import NewMatter, record_notification
from cairn.record.notifications.subject import MATTER, NOTIFICATION
from tests.factories.access import make_user
from tests.factories.acts import TODAY, convict, refused_at
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
TYPED = {"ground": "typing", "why": "The day was misread."}
WRONG = {"ground": "wrong-person", "why": "It was another Reed who came."}


def registered(user: User) -> UUID:
    nominal_id: UUID = make_person(user).pk
    convict(user, nominal_id)
    return nominal_id


def notify(user: User, nominal_id: UUID, *changes: Change, matter: NewMatter | None = None) -> Notification:
    return record_notification(
        user,
        nominal_id=nominal_id,
        given_at=datetime(2024, 5, 21, 10, tzinfo=UTC),
        station="Synthetic Road",
        matters=[matter or NewMatter("periodic")],
        told={},
        changes=changes,
        today=TODAY,
    )


def test_one_for_the_wrong_person_goes_with_the_home_and_the_journey_that_it_brought() -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        before = {duty.kind: duty.due for duty in Duty.objects.all()}
        record_address(
            user, nominal_id=nominal_id, kind="home", lines="1 Fell Row", starts=date(2020, 1, 6), today=TODAY
        )
        trip = NewTrip(date(2024, 5, 20), date(2024, 7, 1), "France")
        home = NewAddress("home", "2 High Street", date(2024, 5, 20))
        made = notify(user, nominal_id, home, trip, matter=NewMatter("travel"))
        brought = NOTIFICATION.can_be.brings(made)  # type: ignore[union-attr, misc]
        withdraw(user, NOTIFICATION, row_id=made.pk, also=[row.pk for row in brought], **WRONG)
        assert not Notification.objects.exists()
        assert not NotifiedMatter.objects.exists()
        assert not Trip.objects.exists()
        assert list(Address.objects.values_list("lines", "ends")) == [("1 Fell Row", None)]
        assert {duty.kind: duty.due for duty in Duty.objects.all()} | before == before


def test_it_takes_nothing_else_along() -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        made = notify(user, nominal_id)
        other = record_address(
            user, nominal_id=nominal_id, kind="home", lines="1 Fell Row", starts=date(2020, 1, 6), today=TODAY
        )
        with pytest.raises(BadInput, match="came with it"):
            withdraw(user, NOTIFICATION, row_id=made.pk, also=[other.pk], **WRONG)


def test_a_corrected_time_moves_the_day_and_is_asked_what_a_new_one_is() -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        made = notify(user, nominal_id, matter=NewMatter("change", "stay", expected_on=date(2024, 5, 25)))
        moved = datetime(2024, 5, 20, 23, 30, tzinfo=UTC)
        correct(user, NOTIFICATION, row_id=made.pk, values={"given_at": moved}, today=TODAY, **TYPED)
        assert Notification.objects.get().given_on == date(2024, 5, 21)
        refused: list[tuple[type[CairnError], datetime]] = [
            (BadInput, datetime(2010, 1, 1, tzinfo=UTC)),
            (BadInput, datetime(2024, 6, 2, 12, tzinfo=UTC)),
            (Conflict, datetime(2024, 5, 28, tzinfo=UTC)),
        ]
        for kind, at in refused:
            with pytest.raises(kind) as refusal:
                correct(user, NOTIFICATION, row_id=made.pk, values={"given_at": at}, today=TODAY, **TYPED)
            assert refusal.value.field == "given_at"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"of": "coffee"}, "matters"),
        ({"of": "periodic"}, "matters"),
        ({"return_on": date(2024, 6, 30)}, "return_on"),
        ({"expected_on": date(2024, 6, 1)}, "expected_on"),
    ],
)
def test_a_matter_that_cannot_be_is_refused_at_its_field(values: dict[str, Any], field: str) -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        trip = NewTrip(date(2024, 5, 20), date(2024, 7, 1), "France")
        notify(user, nominal_id, trip, matter=NewMatter("travel"))
        matter = NotifiedMatter.objects.get()
        with pytest.raises(BadInput) as refusal:
            correct(user, MATTER, row_id=matter.pk, values=values, today=TODAY, **TYPED)
        assert refused_at(refusal.value) == ("BadInput", field)
