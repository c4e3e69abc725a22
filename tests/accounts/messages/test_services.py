"""Each is told of their own account alone, and nobody writes a message by themselves."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import ProgrammingError, connection, transaction

from cairn.accounts.database_user import acting_as
from cairn.accounts.messages.models import OF_ACCOUNTS, Message, MessageKind
from cairn.accounts.messages.services import tell_holder
from cairn.accounts.models import User
from cairn.errors import BadInput
from tests.factories.access import as_operator, change_user, make_user

pytestmark = pytest.mark.django_db


def waiting() -> list[tuple[UUID, str]]:
    with as_operator():
        return sorted(Message.objects.values_list("user_id", "kind"))


def test_each_is_told_by_itself_of_their_own_account_alone() -> None:
    me, other = make_user(), make_user()
    with acting_as(me):
        for kind in OF_ACCOUNTS:
            tell_holder(me.pk, kind)
            tell_holder(other.pk, kind)
        assert {row.user_id for row in Message.objects.all()} == {me.pk}
        assert Message.objects.count() == len(OF_ACCOUNTS)
    with acting_as(other):
        assert not Message.objects.exists()


def test_guessing_is_told_once_an_hour_and_a_change_each_time() -> None:
    me = make_user()
    for _ in range(3):
        for kind in (MessageKind.LOCKED_OUT, MessageKind.CODE_REFUSED, MessageKind.PASSWORD):
            tell_holder(me.pk, kind)
    assert [kind for _, kind in waiting()] == ["code-refused", "locked-out"] + ["password"] * 3
    with as_operator(), connection.cursor() as cursor:
        cursor.execute("UPDATE access_message SET made_at = made_at - interval '61 minutes'")
    tell_holder(me.pk, MessageKind.LOCKED_OUT)
    assert len(waiting()) == 6


def test_a_suspended_account_is_told_nothing() -> None:
    me = make_user()
    change_user(me, is_active=False)
    tell_holder(me.pk, MessageKind.PASSWORD)
    assert waiting() == []


def test_a_kind_is_left_by_its_own_act_only() -> None:
    me = make_user()
    with acting_as(me):
        with pytest.raises(BadInput):
            tell_holder(me.pk, MessageKind.EMERGENCY)
        with connection.cursor() as cursor:
            cursor.execute("SELECT cairn_message_account(%s, 'emergency')", [me.pk])
    assert waiting() == []


_MINE = "UPDATE access_message SET outcome = 'sent' WHERE user_id = %s"


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO access_message (id, user_id, kind) VALUES (gen_random_uuid(), %s, 'password')",
        _MINE,
        "DELETE FROM access_message WHERE user_id = %s",
        "SELECT cairn_message_late() WHERE %s::text IS NOT NULL",
        "SELECT cairn_messages_due(5) WHERE %s::text IS NOT NULL",
        "SELECT cairn_message_tried(%s, '')",
    ],
)
def test_the_site_writes_changes_and_sends_none_by_itself(statement: str) -> None:
    me: User = make_user()
    with acting_as(me):
        tell_holder(me.pk, MessageKind.PASSWORD)
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement, [str(me.pk)])
