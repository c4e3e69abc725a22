"""News is found by those who may see it."""

from __future__ import annotations

import uuid

import pytest

from cairn.accounts.database_user import acting_as
from cairn.errors import NotFound
from cairn.plan.news.queries import get_news
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db


def test_news_that_does_not_exist_is_not_found() -> None:
    officer = make_user()
    with acting_as(officer), pytest.raises(NotFound):
        get_news(uuid.uuid4())
