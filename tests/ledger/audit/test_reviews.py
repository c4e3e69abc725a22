"""That somebody looked into an anomaly is an act like any other."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.errors import BadInput, NotAllowed, NotFound
from cairn.ledger.audit.reviews import review_anomaly, reviews_since
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.ledger.services import enter
from tests.factories.access import make_user
from tests.factories.operations import OVERVIEW_OPENED

pytestmark = pytest.mark.django_db
NOMINAL = uuid.uuid4()


@pytest.fixture
def officer() -> User:
    return make_user()


@pytest.fixture
def auditor(officer: User) -> User:
    return make_user(Role.AUDITOR, agency=officer.agency)


def look(user: User) -> int:
    with acting_as(user):
        return enter(user, OVERVIEW_OPENED, nominal_id=NOMINAL).pk


def test_it_says_what_was_reviewed_by_whom_and_what_was_found(officer: User, auditor: User) -> None:
    first, last = look(officer), look(officer)
    with acting_as(auditor):
        entry = review_anomaly(
            auditor,
            rule="own-name",
            actor_id=officer.pk,
            nominal_id=NOMINAL,
            first=first,
            last=last,
            note="  A common\nname ",
        )
        (review,) = reviews_since(auditor.agency_id, today())
        assert reviews_since(auditor.agency_id, date(2200, 1, 1)) == []
    assert (entry.act, entry.nominal_id, entry.why) == (Act.CONSULTATION, None, "A common name")
    assert (review.rule, review.actor_id, review.nominal_id) == ("own-name", officer.pk, NOMINAL)
    assert (review.first, review.last, review.by, review.note) == (first, last, auditor.pk, "A common name")


def test_whoever_is_asked_about_reads_nothing_of_the_review(officer: User, auditor: User) -> None:
    one = look(officer)
    with acting_as(auditor):
        review_anomaly(
            auditor, rule="bulk", actor_id=officer.pk, nominal_id=None, first=one, last=one, note="Checked"
        )
    with acting_as(officer):
        assert not Entry.objects.filter(what="anomaly reviewed").exists()


@pytest.mark.parametrize("wrong", ["rule", "first", "actor_id", "nominal_id"])
def test_what_is_not_there_is_not_reviewed(officer: User, auditor: User, wrong: str) -> None:
    one = look(officer)
    given = {"rule": "bulk", "actor_id": officer.pk, "nominal_id": NOMINAL, "first": one, "last": one}
    bad = {"rule": "gut feeling", "first": one - 1, "actor_id": auditor.pk, "nominal_id": uuid.uuid4()}
    with acting_as(auditor), pytest.raises(NotFound):
        review_anomaly(auditor, **{**given, wrong: bad[wrong]}, note="Checked")


def test_another_agencys_looks_are_not_reviewed(officer: User) -> None:
    one, stranger = look(officer), make_user(Role.AUDITOR)
    with acting_as(stranger), pytest.raises(NotFound):
        review_anomaly(
            stranger, rule="bulk", actor_id=officer.pk, nominal_id=None, first=one, last=one, note="Checked"
        )


def test_nobody_reviews_their_own_looks(auditor: User) -> None:
    one = look(auditor)
    with acting_as(auditor), pytest.raises(NotAllowed, match="Somebody else"):
        review_anomaly(
            auditor, rule="bulk", actor_id=auditor.pk, nominal_id=None, first=one, last=one, note="Checked"
        )


@pytest.mark.parametrize("note", ["", "  \n", "x" * 1001])
def test_a_review_says_what_was_found(officer: User, auditor: User, note: str) -> None:
    one = look(officer)
    with acting_as(auditor), pytest.raises(BadInput, match="what you found"):
        review_anomaly(
            auditor, rule="bulk", actor_id=officer.pk, nominal_id=None, first=one, last=one, note=note
        )
