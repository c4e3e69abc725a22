"""Those who decide are told in the act's own transaction: found by the database, and read by nobody else."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction

from cairn.access.break_glass.services import break_glass
from cairn.access.deciders.services import tell_deciders
from cairn.access.kinds import Purpose
from cairn.access.models import BreakGlass
from cairn.access.requests.services import ask_for_access
from cairn.access.transfers.services import offer_record
from cairn.accounts.database_user import acting_as
from cairn.accounts.messages.models import Message, MessageKind
from cairn.accounts.roles import Role
from cairn.errors import BadInput
from tests.access.people import make_people
from tests.factories.access import as_operator, change_user, make_user

pytestmark = pytest.mark.django_db


def waiting() -> list[tuple[UUID, str]]:
    with as_operator():
        return sorted(Message.objects.values_list("user_id", "kind"))


def test_an_emergency_opening_tells_every_active_supervisor_of_the_owner_and_nobody_else() -> None:
    people = make_people()
    second = make_user(Role.SUPERVISOR, agency=people.owner_officer.agency)
    gone = make_user(Role.SUPERVISOR, agency=people.owner_officer.agency)
    change_user(gone, is_active=False)
    make_user(Role.RECORDS, agency=people.owner_officer.agency)
    with acting_as(people.other_officer):
        opened = break_glass(people.other_officer, nominal_id=people.nominal_id, why="A child is in danger")
    assert waiting() == sorted((user.pk, "emergency") for user in (people.owner_supervisor, second))
    with as_operator():
        message = Message.objects.first()
        assert message is not None
        assert (message.about_id, message.until) == (opened.pk, opened.review_by)


def test_an_act_that_is_undone_leaves_no_message() -> None:
    people = make_people()
    with acting_as(people.other_officer):
        break_glass(people.other_officer, nominal_id=people.nominal_id, why="A child is in danger")
        transaction.set_rollback(True)
    assert waiting() == []


def test_an_offer_and_a_request_tell_the_supervisors_who_answer() -> None:
    people = make_people()
    with acting_as(people.other_officer):
        ask_for_access(
            people.other_officer,
            nominal_id=people.nominal_id,
            purpose_kind=Purpose.RISK_MANAGEMENT,
            why="They live with us now",
            days=30,
        )
    with acting_as(people.owner_supervisor):
        offer = offer_record(
            people.owner_supervisor,
            nominal_id=people.nominal_id,
            to_agency=people.other_officer.agency,
            why="They have moved",
        )
    assert waiting() == sorted(
        [(people.owner_supervisor.pk, "request"), (people.other_supervisor.pk, "offer")]
    )
    with as_operator():
        until = Message.objects.get(kind="offer").until
        assert until is not None
        assert until.date() >= offer.lapses_on


def test_nobody_is_told_of_a_row_that_somebody_else_wrote_or_of_none() -> None:
    people = make_people()
    with acting_as(people.other_officer):
        break_glass(people.other_officer, nominal_id=people.nominal_id, why="A child is in danger")
        opened = BreakGlass.objects.get()
        # A second time, nobody either.
        assert tell_deciders(MessageKind.EMERGENCY, opened.pk) == 0
        assert tell_deciders(MessageKind.OFFER, opened.pk) == 0
        assert tell_deciders(MessageKind.EMERGENCY, uuid4()) == 0
    with as_operator():
        Message.objects.all().delete()
    with acting_as(people.other_supervisor):
        assert tell_deciders(MessageKind.EMERGENCY, opened.pk) == 0
    assert waiting() == []


def test_nobody_is_told_of_what_nobody_decides_on() -> None:
    me = make_user()
    with acting_as(me):
        with pytest.raises(BadInput):
            tell_deciders(MessageKind.PASSWORD, me.pk)
        with connection.cursor() as cursor:
            cursor.execute("SELECT cairn_message_deciders('password', %s)", [me.pk])
    assert waiting() == []
