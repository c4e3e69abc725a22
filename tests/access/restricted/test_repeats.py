"""What repeats a restricted fact is kept back with it, and shown again with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.access.models import Repetition
from cairn.access.restricted.queries import markers_of
from cairn.access.restricted.repeats import note_repeats
from cairn.access.restricted.services import lift_fact_restriction, restrict_fact
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.record.models import Address, Name, Notification
from cairn.record.notifications.changes import NewAddress, NewName
from cairn.record.notifications.services import NewMatter, record_notification
from cairn.record.subject_access.release import gather_items
from cairn.record.subject_access.services import receive_request
from tests.factories.access import as_operator, make_user
from tests.factories.acts import convict
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def supervisor() -> User:
    return make_user(Role.SUPERVISOR)


@pytest.fixture
def told(supervisor: User) -> UUID:
    """Somebody who told a new home and a new name at one attendance."""
    day = today() - timedelta(days=2)
    with acting_as(supervisor):
        who: UUID = make_person(supervisor).pk
        convict(supervisor, who, on=date(2015, 3, 2), today=None)
    with acting_as(supervisor):
        record_notification(
            supervisor,
            nominal_id=who,
            given_at=datetime.now(UTC) - timedelta(hours=1),
            station="Harbour",
            matters=[NewMatter("change", "home-address"), NewMatter("change", "name")],
            told={"Home": "2 High Street", "Name": "Other"},
            changes=[NewAddress("home", "2 High Street", day), NewName("Other", used_from=day)],
        )
    return who


def restrict(supervisor: User, who: UUID, kept_in: str, row_id: UUID, *, shown: bool = True) -> UUID:
    with acting_as(supervisor):
        return restrict_fact(
            supervisor,
            nominal_id=who,
            kept_in=kept_in,
            row_id=row_id,
            category="third-party",
            why="It is somebody else's",
            roles=["supervisor"],
            shown=shown,
        ).pk


def read(user: User) -> tuple[int, int, int]:
    """Addresses, new names, notifications."""
    with acting_as(user):
        names = Name.objects.filter(surname="Other").count()
        return Address.objects.count(), names, Notification.objects.count()


def key(supervisor: User, model: type[Address | Notification]) -> UUID:
    with acting_as(supervisor):
        found: UUID = model.objects.values_list("pk", flat=True).get()
    return found


def test_the_notification_goes_with_an_address_that_it_repeats_and_comes_back(
    supervisor: User, told: UUID
) -> None:
    officer = make_user(agency=supervisor.agency)
    restriction = restrict(supervisor, told, "record_address", key(supervisor, Address))
    # Another fact that came with it stays: it is not what is restricted.
    assert (read(officer), read(supervisor)) == ((0, 1, 0), (1, 1, 1))
    with acting_as(officer):
        assert [marker.kept_in for marker in markers_of(told)] == ["record_address", "record_notification"]
        assert Repetition.objects.filter(said_in="record_notification").count() == 0
    with acting_as(supervisor):
        assert markers_of(told) == []
        lift_fact_restriction(supervisor, restriction_id=restriction)
    assert read(officer) == (1, 1, 1)


def test_what_was_told_goes_with_a_notification_that_is_restricted(supervisor: User, told: UUID) -> None:
    officer = make_user(agency=supervisor.agency)
    restrict(supervisor, told, "record_notification", key(supervisor, Notification))
    assert (read(officer), read(supervisor)) == ((0, 0, 0), (1, 1, 1))


def test_of_what_is_kept_back_in_silence_nothing_is_told(supervisor: User, told: UUID) -> None:
    officer = make_user(agency=supervisor.agency)
    restrict(supervisor, told, "record_address", key(supervisor, Address), shown=False)
    with acting_as(officer):
        assert markers_of(told) == []
    assert read(officer) == (0, 1, 0)


@pytest.mark.django_db(transaction=True)
def test_what_was_on_record_before_is_noted_from_the_moment_of_its_writing(
    supervisor: User, told: UUID
) -> None:
    with acting_as(supervisor):
        request = receive_request(
            supervisor, nominal_id=told, received_on=today(), channel="letter", identity_how="seen"
        )
        gather_items(supervisor, request_id=request.pk)
    noted = _noted()
    with as_operator():
        Repetition.objects.all().delete()
        with connection.cursor() as cursor:
            for statement in import_module("cairn.record.migrations.0011_what_notifications_repeat").FORWARD:
                cursor.execute(statement)
    again = _noted()
    assert {row for row in noted if row[0] == "record_notification"} == {
        row for row in again if row[0] == "record_notification"
    }
    # Of a copy nobody wrote down which row it is of: more is kept back, never less.
    assert noted <= again


def _noted() -> set[tuple[str, UUID, UUID]]:
    with as_operator():
        return set(Repetition.objects.values_list("said_in", "said_row", "row_id"))


def test_nobody_hides_a_row_of_another_record_or_one_they_do_not_see(supervisor: User, told: UUID) -> None:
    stranger = make_user(Role.SUPERVISOR)
    with acting_as(supervisor):
        notification, address = Notification.objects.get(), Address.objects.get()
    with acting_as(stranger):
        own: UUID = make_person(stranger).pk
        repeats = [("record_address", address.pk)]
        for nominal_id in (own, told):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                note_repeats(notification, nominal_id=nominal_id, repeats=repeats)
    with acting_as(supervisor), pytest.raises(DatabaseError), transaction.atomic():
        Repetition.objects.update(row_id=address.pk)
