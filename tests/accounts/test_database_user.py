"""A user's name lasts for their transaction and not a statement longer."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from cairn.accounts.database_user import acting_as, bind
from tests.factories.access import make_user


def _bound() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting('cairn.user_id', true), '')")
        return str(cursor.fetchone()[0])


@pytest.mark.django_db(transaction=True)
def test_the_name_is_gone_with_the_transaction() -> None:
    user = make_user()
    with transaction.atomic():
        bind(user.pk)
        assert _bound() == str(user.pk)
    assert _bound() == ""


@pytest.mark.django_db(transaction=True)
def test_a_name_needs_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        bind(make_user().pk)


@pytest.mark.django_db
def test_acting_as_gives_back_whoever_acted_before() -> None:
    first, second = make_user(), make_user()
    with acting_as(first):
        with acting_as(second):
            assert _bound() == str(second.pk)
        assert _bound() == str(first.pk)
