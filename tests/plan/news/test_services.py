"""A partner tells news; it waits for the officer, is no fact, and the partner sees that it was dealt with."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.clock.models import Duty
from cairn.dates import today
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.plan.models import News
from cairn.plan.news.queries import get_news
from cairn.plan.news.services import close_news, tell_news
from cairn.record.models import Address, Nominal
from tests.factories.access import make_agency, make_user
from tests.factories.plan import make_partner
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
TOLD = {"kind": "moved-out", "text": "The flat is empty", "known_how": "Our caretaker looked in"}


@pytest.fixture
def officer() -> User:
    return make_user()


@pytest.fixture
def housing() -> User:
    return make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))


@pytest.fixture
def nominal(officer: User, housing: User) -> Nominal:
    with acting_as(officer):
        person = make_person(officer)
        make_partner(officer, person, housing.agency)
        return person


def waiting(officer: User) -> list[str]:
    with acting_as(officer):
        return list(Duty.objects.filter(kind="news").values_list("what", flat=True))


def test_news_waits_for_the_officer_attributed_and_changes_no_fact(
    officer: User, housing: User, nominal: Nominal
) -> None:
    with acting_as(officer):
        homes = list(Address.objects.values("id", "ends"))
    with acting_as(housing):
        news = tell_news(housing, nominal_id=nominal.pk, **TOLD)
        assert (news.agency, news.told_by, news.told_on) == (housing.agency, housing, today())
    assert waiting(officer) == [f"News from {housing.agency.name}: moved out"]
    with acting_as(officer):
        assert list(Address.objects.values("id", "ends")) == homes
    with acting_as(housing):
        assert Entry.objects.get(what="news").actor_id == housing.pk


def test_it_is_closed_with_what_was_done_and_the_agency_sees_that(
    officer: User, housing: User, nominal: Nominal
) -> None:
    with acting_as(housing):
        news = tell_news(housing, nominal_id=nominal.pk, **TOLD)
        assert str(get_news(news.pk)).endswith("Received, not dealt with yet")
    with acting_as(officer):
        with pytest.raises(BadInput) as refusal:
            close_news(officer, news_id=news.pk, outcome="acted-on", outcome_why=" ")
        assert refusal.value.field == "outcome_why"
        close_news(officer, news_id=news.pk, outcome="acted-on", outcome_why="We visited")
        with pytest.raises(Conflict):
            close_news(officer, news_id=news.pk, outcome="no-action", outcome_why="Twice")
    assert waiting(officer) == []
    with acting_as(housing):
        assert str(get_news(news.pk)).endswith("Acted on")


def test_no_other_partner_reads_it_and_no_partner_closes_it(
    officer: User, housing: User, nominal: Nominal
) -> None:
    other = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HEALTH))
    with acting_as(officer):
        make_partner(officer, nominal, other.agency)
    with acting_as(housing):
        news = tell_news(housing, nominal_id=nominal.pk, **TOLD)
        with pytest.raises(NotAllowed):
            close_news(housing, news_id=news.pk, outcome="no-action", outcome_why="Ours to say")
    with acting_as(other):
        assert not News.objects.exists()
        with pytest.raises(NotFound):
            get_news(news.pk)


def test_an_agency_that_does_not_work_with_them_tells_nothing(nominal: Nominal) -> None:
    stranger = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HEALTH))
    with acting_as(stranger), pytest.raises(NotFound):
        tell_news(stranger, nominal_id=nominal.pk, **TOLD)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"kind": "gossip"}, "kind"),
        ({"text": " "}, "text"),
        ({"known_how": ""}, "known_how"),
        ({"happened_on": today() + timedelta(days=1)}, "happened_on"),
    ],
)
def test_what_is_told_is_of_a_kind_with_words_and_a_source_and_not_to_come(
    housing: User, nominal: Nominal, change: dict[str, object], field: str
) -> None:
    with acting_as(housing), pytest.raises(BadInput) as refusal:
        tell_news(housing, nominal_id=nominal.pk, **{**TOLD, **change})  # type: ignore[arg-type]
    assert refusal.value.field == field
