"""Somebody at level 1 is reviewed: every question is answered, and a manager endorses what goes further."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.clock.models import Duty
from cairn.dates import today
from cairn.errors import BadInput, Conflict, NotAllowed
from cairn.ledger.models import Entry
from cairn.plan.level_one.services import endorse_review, review_at_level_1
from cairn.plan.level_one.subject import LEVEL_ONE, QUESTIONS
from cairn.plan.models import LevelOneReview, ManagementLevel
from cairn.record.amendments.services import correct
from cairn.record.models import Nominal
from tests.factories.access import make_agency, make_user
from tests.factories.acts import convict
from tests.factories.plan import make_level, make_partner
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
SAID = dict.fromkeys(QUESTIONS, "Said")


@pytest.fixture
def officer() -> User:
    return make_user()


@pytest.fixture
def nominal(officer: User) -> Nominal:
    with acting_as(officer):
        person = make_person(officer)
        convict(officer, person.pk, on=today() - timedelta(days=300), today=None)
        make_level(officer, person, level=1, set_on=today() - timedelta(days=200))
        return person


def owed(user: User) -> dict[str, object]:
    with acting_as(user):
        return dict(Duty.objects.filter(kind__startswith="level-1").values_list("kind", "due"))


def test_a_review_is_the_day_from_which_the_next_is_counted(officer: User, nominal: Nominal) -> None:
    late = owed(officer)["level-1-review"]
    with acting_as(officer):
        row = review_at_level_1(officer, nominal_id=nominal.pk, reviewed_on=today(), outcome="retain", **SAID)
        assert not row.waits
        assert Entry.objects.filter(what="level 1 review", nominal_id=nominal.pk).exists()
    now = owed(officer)
    assert set(now) == {"level-1-review"}
    assert str(now["level-1-review"]) > str(late)


@pytest.mark.parametrize("question", list(QUESTIONS))
def test_a_question_without_an_answer_is_no_review(officer: User, nominal: Nominal, question: str) -> None:
    answers = SAID | {question: " "}
    with acting_as(officer), pytest.raises(BadInput) as refusal:
        review_at_level_1(officer, nominal_id=nominal.pk, reviewed_on=today(), outcome="retain", **answers)
    assert refusal.value.field == question


def test_what_refers_waits_for_a_manager_who_did_not_review_and_sets_no_level(
    officer: User, nominal: Nominal
) -> None:
    manager = make_user(Role.SUPERVISOR, agency=officer.agency)
    with acting_as(manager):
        own = review_at_level_1(
            manager, nominal_id=nominal.pk, reviewed_on=today(), outcome="refer-to-3", **SAID
        )
        with pytest.raises(Conflict):
            endorse_review(manager, review_id=own.pk, why="Mine")
    assert "level-1-endorsement" in owed(manager)
    with acting_as(officer), pytest.raises(NotAllowed):
        endorse_review(officer, review_id=own.pk, why="Not for an officer")
    other = make_user(Role.SUPERVISOR, agency=officer.agency)
    with acting_as(other):
        with pytest.raises(BadInput):
            endorse_review(other, review_id=own.pk, why=" ")
        endorsed = endorse_review(other, review_id=own.pk, why="The risk needs it")
        assert (endorsed.endorsed_by, endorsed.endorsed_on) == (other, today())
        with pytest.raises(Conflict):
            endorse_review(other, review_id=own.pk, why="Twice")
        assert [level.level for level in ManagementLevel.objects.all()] == [1]
    assert set(owed(other)) == {"level-1-review"}


def test_an_outcome_corrected_to_the_plain_one_is_no_longer_endorsed(officer: User, nominal: Nominal) -> None:
    manager = make_user(Role.SUPERVISOR, agency=officer.agency)
    with acting_as(officer):
        row = review_at_level_1(
            officer, nominal_id=nominal.pk, reviewed_on=today(), outcome="retain-endorsed", **SAID
        )
    with acting_as(manager):
        endorse_review(manager, review_id=row.pk, why="Agreed")
    with acting_as(officer):
        correct(
            officer,
            LEVEL_ONE,
            row_id=row.pk,
            values={"outcome": "retain"},
            ground="typing",
            why="Meant plain",
        )
        row = LevelOneReview.objects.get()
    assert (row.outcome, row.endorsed_by, row.endorsed_why) == ("retain", None, "")


def test_a_housing_partner_reads_no_review(officer: User, nominal: Nominal) -> None:
    partner = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(officer):
        make_partner(officer, nominal, partner.agency)
        review_at_level_1(officer, nominal_id=nominal.pk, reviewed_on=today(), outcome="retain", **SAID)
    with acting_as(partner):
        assert not LevelOneReview.objects.exists()
