"""What they said had not changed is kept as said, and what comes to light later was not notified by it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from cairn.access.restricted.services import restrict_fact
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.explaining.queries import explain
from cairn.errors import BadInput
from cairn.record.addresses.services import record_address
from cairn.record.amendments.services import correct
from cairn.record.identity.services import add_name
from cairn.record.models import Notification
from cairn.record.notifications.services import NewMatter, record_notification
from cairn.record.notifications.subject import NOTIFICATION
from tests.factories.access import make_user
from tests.factories.acts import convict
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)
SAID = ("name", "home-address", "stay", "child-household", "financial", "identity-document")
HIDDEN = date(2026, 9, 1)


def registered(user: User) -> UUID:
    nominal_id: UUID = make_person(user).pk
    convict(user, nominal_id)
    home(user, nominal_id, "1 Fell Row", date(2024, 5, 2))
    return nominal_id


def home(user: User, nominal_id: UUID, lines: str, since: date) -> Any:
    return record_address(user, nominal_id=nominal_id, kind="home", lines=lines, starts=since, today=TODAY)


def alias(user: User, nominal_id: UUID, since: date) -> Any:
    return add_name(
        user, nominal_id=nominal_id, kind="alias", forenames="Paul", surname="Vale", used_from=since
    )


def annual(user: User, nominal_id: UUID, unchanged: tuple[str, ...] = SAID) -> Notification:
    return record_notification(
        user,
        nominal_id=nominal_id,
        given_at=datetime(2026, 10, 25, 10, tzinfo=UTC),
        station="Synthetic Road",
        matters=[NewMatter("periodic")],
        told={},
        unchanged=unchanged,
        today=TODAY,
    )


def owed(nominal_id: UUID) -> dict[tuple[str | None, date], tuple[str, date | None]]:
    """By what changed and when: how the duty to say so stands."""
    duties = explain(nominal_id, as_at=TODAY).duties
    return {(duty.of, duty.arose): (duty.state, duty.due) for duty in duties if duty.kind == "change"}


def test_a_home_and_an_alias_hidden_at_the_annual_notification_are_overdue() -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        made = annual(user, nominal_id)
        home(user, nominal_id, "2 Hidden Lane", HIDDEN)
        alias(user, nominal_id, HIDDEN)
        late = ("overdue", date(2026, 9, 3))
        assert owed(nominal_id) == {("home-address", HIDDEN): late, ("name", HIDDEN): late}
        assert Notification.objects.get(pk=made.pk).unchanged == list(SAID)


def test_what_the_police_held_by_then_they_did_confirm() -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        home(user, nominal_id, "2 Told Lane", date(2026, 6, 1))
        alias(user, nominal_id, date(2026, 6, 1))
        annual(user, nominal_id)
        home(user, nominal_id, "3 Hidden Lane", HIDDEN)
        met = ("met-late", date(2026, 6, 3))
        assert owed(nominal_id) == {
            ("home-address", date(2026, 6, 1)): met,
            ("name", date(2026, 6, 1)): met,
            ("home-address", HIDDEN): ("overdue", date(2026, 9, 3)),
        }


def test_of_what_is_kept_from_them_they_confirmed_nothing() -> None:
    with acting_as(make_user(role=Role.SUPERVISOR)) as user:
        nominal_id = registered(user)
        hidden = home(user, nominal_id, "2 Hidden Lane", HIDDEN)
        restrict_fact(
            user,
            nominal_id=nominal_id,
            kept_in="record_address",
            row_id=hidden.pk,
            category="source",
            why="A neighbour told us",
            roles=["supervisor"],
            shown=True,
        )
        made = annual(user, nominal_id)
        assert hidden.pk not in made.confirmed
        assert made.confirmed
        assert owed(nominal_id)["home-address", HIDDEN][0] == "overdue"


def test_what_was_not_said_to_be_unchanged_is_told_again_with_all_the_rest() -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        annual(user, nominal_id, ("name",))
        home(user, nominal_id, "2 Told Lane", HIDDEN)
        assert owed(nominal_id)["home-address", HIDDEN][0] == "met-late"


def test_that_it_was_said_can_be_put_right_and_only_what_the_law_knows_is_taken() -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        made = annual(user, nominal_id)
        home(user, nominal_id, "2 Told Lane", HIDDEN)
        typed: dict[str, Any] = {"ground": "typing", "why": "He did tell us; the clerk pressed Nothing."}
        told = [each for each in SAID if each != "home-address"]
        correct(user, NOTIFICATION, row_id=made.pk, values={"unchanged": told}, today=TODAY, **typed)
        assert owed(nominal_id)["home-address", HIDDEN][0] == "met-late"
        with pytest.raises(BadInput) as refusal:
            correct(user, NOTIFICATION, row_id=made.pk, values={"unchanged": ["mood"]}, today=TODAY, **typed)
        assert refusal.value.field == "unchanged"
