"""A referral is found by those who may see it."""

from __future__ import annotations

import uuid

import pytest

from cairn.accounts.database_user import acting_as
from cairn.errors import NotFound
from cairn.plan.referral.queries import get_referral
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db


def test_one_that_does_not_exist_is_not_found() -> None:
    with acting_as(make_user()), pytest.raises(NotFound):
        get_referral(uuid.uuid4())
