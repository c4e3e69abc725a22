"""An expected release is kept as it was told, by whom, and never one that is past."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.dates import in_words, today
from cairn.errors import BadInput
from cairn.plan.release.subject import RELEASE
from cairn.record.recording import record_fact
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return make_user()


def tell(officer: User, **values: object) -> object:
    given = {
        "expected_on": today() + timedelta(days=90),
        "kind": "parole",
        "told_on": today(),
        "told_by": "The prison",
    } | values
    with acting_as(officer):
        return record_fact(officer, RELEASE, nominal_id=make_person(officer).pk, values=given)


def test_it_says_when_how_and_when_it_was_told(officer: User) -> None:
    day = in_words(today() + timedelta(days=90))
    assert str(tell(officer)) == f"Release expected {day} (parole board's decision), told {in_words(today())}"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("expected_on", today() - timedelta(days=1)),
        ("told_on", today() + timedelta(days=1)),
        ("told_by", " "),
        ("kind", "escape"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(officer: User, field: str, value: object) -> None:
    with pytest.raises(BadInput) as refusal:
        tell(officer, **{field: value})
    assert refusal.value.field == field
