from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from cairn.accounts.database_user import acting_as
from cairn.errors import NotFound
from cairn.record.notifications.queries import get_notification, notifications_of
from tests.factories.access import make_user
from tests.record.notifications.test_services import notify, registered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("count", [1, 3])
def test_notifications_come_newest_first_with_matters_in_two_statements(
    count: int, django_assert_num_queries: Any
) -> None:
    with acting_as(make_user()) as user:
        nominal_id = registered(user)
        notify(user, registered(user))
        for day in range(1, count + 1):
            notify(user, nominal_id, given_at=datetime(2024, 5, day, 10, tzinfo=UTC))
        with django_assert_num_queries(2):
            found = [
                (row.given_on.day, row.received_by.name, [(one.of, one.trip) for one in row.matters.all()])
                for row in notifications_of(nominal_id)
            ]
    assert found == [(day, user.name, [("periodic", None)]) for day in range(count, 0, -1)]


def test_a_stranger_finds_no_such_notification() -> None:
    with acting_as(make_user()) as user:
        made = notify(user, registered(user))
        assert get_notification(made.pk) == made
    with acting_as(make_user()), pytest.raises(NotFound):
        get_notification(made.pk)
