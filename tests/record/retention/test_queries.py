"""What a page is told of reviews, holds and the next day."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import NotFound
from cairn.record.retention.queries import get_review, holds_of, review_due, reviews_of, standing_disposal
from cairn.record.retention.services import lift_hold, set_hold, withdraw_disposal
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.factories.retention import decide, long_ago

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def test_the_next_review_follows_the_last_decision_to_keep() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as user:
        nominal = make_person(user)
        long_ago(user, nominal.pk)
        assert review_due(nominal.pk, as_at=TODAY).due == date(2017, 2, 28)
        kept = decide(user, nominal.pk, decision="retain", next_due_on=date(2031, 1, 1), today=TODAY)
        assert review_due(nominal.pk, as_at=TODAY).due == date(2031, 1, 1)
        dropped = decide(user, nominal.pk, today=TODAY)
        assert standing_disposal(nominal.pk) == dropped
        withdraw_disposal(user, review_id=dropped.pk, reason="A mistake", today=TODAY)
        assert standing_disposal(nominal.pk) is None
        assert reviews_of(nominal.pk) == [dropped, kept]
        assert review_due(nominal.pk, as_at=TODAY).due == date(2031, 1, 1)


def test_holds_that_stand_come_first() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as user:
        nominal = make_person(user)
        lifted = set_hold(user, nominal_id=nominal.pk, reason="First", today=TODAY)
        lift_hold(user, hold_id=lifted.pk, reason="Over", today=TODAY)
        standing = set_hold(user, nominal_id=nominal.pk, reason="Second", today=date(2026, 1, 1))
        assert holds_of(nominal.pk) == [standing, lifted]


def test_a_review_that_nobody_may_see_is_not_there() -> None:
    with acting_as(make_user(Role.SUPERVISOR)), pytest.raises(NotFound):
        get_review(uuid.uuid4())
