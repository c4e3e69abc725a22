"""What the operator is told of the outbox."""

from __future__ import annotations

import pytest
from django.db import connections

from cairn.accounts.database_user import acting_as
from cairn.accounts.messages.models import MessageKind
from cairn.accounts.messages.queries import Outbox, outbox
from cairn.accounts.messages.services import tell_holder
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def test_an_empty_outbox_says_nought() -> None:
    assert outbox() == Outbox(0, None, (), 0, 0, 0)


def test_what_waits_and_what_became_of_the_others_is_counted() -> None:
    with acting_as(make_user()) as me:
        for _ in range(6):
            tell_holder(me.pk, MessageKind.PASSWORD)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT id FROM access_message")
        ids = [key for (key,) in cursor.fetchall()]
        for key, outcome in zip(ids, ["sent", "sent", "no-address", "given-up", "", ""], strict=True):
            cursor.execute("UPDATE access_message SET outcome = %s WHERE id = %s", [outcome, key])
        cursor.execute("UPDATE access_message SET failure = 'TimeoutError' WHERE id = %s", [ids[4]])
    found = outbox()
    assert found.oldest is not None
    assert (found.waiting, found.failures) == (2, ("TimeoutError",))
    assert (found.sent, found.no_address, found.given_up) == (2, 1, 1)
