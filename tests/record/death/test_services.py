"""A death ends what somebody owes, once its source is certain or a second person confirmed it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.models import CaseSummary, Duty
from cairn.dates import today
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.record.amendments.services import correct, withdraw
from cairn.record.death.models import Death
from cairn.record.death.services import confirm_death, report_death
from cairn.record.death.subject import DEATH
from cairn.record.identity.models import Nominal
from tests.factories.access import make_user
from tests.factories.acts import convict
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
DIED = today() - timedelta(days=9)


@pytest.fixture
def officer() -> Iterator[User]:
    with acting_as(make_user()) as user:
        yield user


@pytest.fixture
def who(officer: User) -> UUID:
    nominal = make_person(officer, officer=officer)
    convict(officer, nominal.pk, on=date(2024, 3, 4), today=None)
    return nominal.pk


def owed(who: UUID) -> set[str]:
    return set(Duty.objects.filter(nominal_id=who).values_list("kind", flat=True))


def registrable(who: UUID) -> bool:
    return CaseSummary.objects.get(nominal_id=who).registrable


def died_on(who: UUID) -> date | None:
    return Nominal.objects.get(pk=who).died_on


def heard(officer: User, who: UUID) -> Death:
    return report_death(
        officer, nominal_id=who, died_on=DIED, source="family", told_by="A cousin, by telephone"
    )


def test_a_certificate_ends_everything(officer: User, who: UUID) -> None:
    assert registrable(who)
    made = report_death(officer, nominal_id=who, died_on=DIED, source="certificate", told_by="Entry 41")
    assert str(made).startswith("Died, ")
    assert died_on(who) == DIED
    assert not registrable(who)
    assert owed(who) <= {"retention-review"}


def test_what_was_only_heard_ends_nothing_until_somebody_else_confirms_it(officer: User, who: UUID) -> None:
    before = owed(who)
    made = heard(officer, who)
    assert str(made).startswith("Reported dead, not confirmed")
    assert died_on(who) is None
    assert registrable(who)
    assert owed(who) == before | {"confirm-death"}
    with pytest.raises(Conflict, match="Somebody else confirms it"):
        confirm_death(officer, death_id=made.pk, how="I asked again")
    colleague = make_user(agency=officer.agency)
    with acting_as(colleague):
        confirm_death(colleague, death_id=made.pk, how="Certificate seen")
    with acting_as(officer):
        assert died_on(who) == DIED
        assert not registrable(who)
        assert "confirm-death" not in owed(who)
        with pytest.raises(Conflict, match="stands already"):
            confirm_death(officer, death_id=made.pk, how="Again")


def test_the_database_itself_lets_nobody_confirm_what_they_reported(officer: User, who: UUID) -> None:
    made = heard(officer, who)
    with pytest.raises(IntegrityError), transaction.atomic():
        Death.objects.filter(pk=made.pk).update(confirmed_by=officer)


def test_whoever_lives_after_all_owes_again_what_they_owed(officer: User, who: UUID) -> None:
    before = owed(who)
    made = report_death(officer, nominal_id=who, died_on=DIED, source="officer", told_by="PC Invented")
    assert owed(who) != before
    withdraw(officer, DEATH, row_id=made.pk, ground="wrong-person", why="It was his brother")
    assert died_on(who) is None
    assert owed(who) == before


def test_another_source_wants_its_own_confirmation(officer: User, who: UUID) -> None:
    made = heard(officer, who)
    with acting_as(make_user(agency=officer.agency)) as colleague:
        confirm_death(colleague, death_id=made.pk, how="The same cousin")
    with acting_as(officer):
        values = {"source": "news", "told_by": "A local paper"}
        correct(
            officer, DEATH, row_id=made.pk, values=values, ground="misinformed", why="It was not the cousin"
        )
        assert Death.objects.get().confirmed_by is None
        assert died_on(who) is None
        correct(
            officer,
            DEATH,
            row_id=made.pk,
            values={"source": "coroner", "told_by": "Case 7", "died_on": DIED + timedelta(days=1)},
            ground="misinformed",
            why="The coroner has him",
        )
        assert died_on(who) == DIED + timedelta(days=1)


def test_what_cannot_be_is_refused_at_its_field(officer: User, who: UUID) -> None:
    born = Nominal.objects.get(pk=who).date_of_birth
    for day in (born - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises(BadInput) as refusal:
            report_death(officer, nominal_id=who, died_on=day, source="coroner", told_by="Case 7")
        assert refusal.value.field == "died_on"
    with pytest.raises(BadInput, match="Say who told us"):
        report_death(officer, nominal_id=who, died_on=DIED, source="coroner", told_by=" ")
    heard(officer, who)
    with pytest.raises(Conflict, match="on record already"):
        heard(officer, who)


def test_a_partner_may_not_and_a_stranger_learns_nothing(officer: User, who: UUID) -> None:
    made = heard(officer, who)
    with acting_as(make_user()) as stranger, pytest.raises(NotFound):
        confirm_death(stranger, death_id=made.pk, how="I know")
    with (
        acting_as(make_user(Role.ANALYST, agency=officer.agency)) as analyst,
        pytest.raises((NotAllowed, NotFound)),
    ):
        heard(analyst, who)
