"""A referral is a wish: any agency that works with the person makes it, and a coordinator or chair decides it."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.clock.models import Duty
from cairn.dates import today
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.plan.models import ManagementLevel, Referral
from cairn.plan.referral.queries import get_referral
from cairn.plan.referral.services import decide_referral, refer
from cairn.record.models import Nominal
from tests.factories.access import make_agency, make_user
from tests.factories.acts import convict
from tests.factories.plan import make_partner
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
WHY = "Three agencies hold a part of the risk"


@pytest.fixture
def officer() -> User:
    return make_user()


@pytest.fixture
def coordinator(officer: User) -> User:
    return make_user(Role.COORDINATOR, agency=officer.agency)


@pytest.fixture
def nominal(officer: User) -> Nominal:
    with acting_as(officer):
        person = make_person(officer)
        convict(officer, person.pk, on=today() - timedelta(days=300), today=None)
        return person


def owed(user: User) -> list[tuple[str, str]]:
    with acting_as(user):
        duties = Duty.objects.filter(kind__in=["referral-decision", "mappa-meeting"]).order_by("kind")
        return list(duties.values_list("kind", "of"))


def test_a_referral_sets_no_level_and_waits_for_the_coordinator(
    officer: User, coordinator: User, nominal: Nominal
) -> None:
    with acting_as(officer):
        row = refer(officer, nominal_id=nominal.pk, level=2, why=WHY)
        assert (row.agency, row.referred_by, row.referred_on, row.outcome) == (
            *(officer.agency, officer),
            *(today(), ""),
        )
        assert not ManagementLevel.objects.exists()
        assert Entry.objects.filter(what="MAPPA referral").count() == 1
        with pytest.raises(Conflict, match="waits to be decided"):
            refer(officer, nominal_id=nominal.pk, level=3, why=WHY, beyond="Resources at once")
    assert owed(coordinator) == [("referral-decision", "")]


def test_accepted_it_sets_the_level_and_a_first_meeting_is_due(
    officer: User, coordinator: User, nominal: Nominal
) -> None:
    with acting_as(officer):
        row = refer(officer, nominal_id=nominal.pk, level=3, why=WHY, beyond="Resources at once")
    with acting_as(coordinator):
        decided = decide_referral(
            coordinator,
            referral_id=row.pk,
            outcome="accepted",
            level=2,
            lead_agency=officer.agency,
            why="Level 2 delivers it",
        )
        assert str(decided).endswith("accepted at level 2")
        (level,) = ManagementLevel.objects.all()
        assert (level.level, level.set_by, level.received_on) == (2, coordinator, row.referred_on)
        with pytest.raises(Conflict, match="decided already"):
            decide_referral(coordinator, referral_id=row.pk, outcome="rejected", why="Twice")
    assert owed(coordinator) == [("mappa-meeting", "first")]


def test_not_accepted_it_leaves_everything_and_says_why(
    officer: User, coordinator: User, nominal: Nominal
) -> None:
    with acting_as(officer):
        row = refer(officer, nominal_id=nominal.pk, level=2, why=WHY)
    with acting_as(coordinator):
        decide_referral(coordinator, referral_id=row.pk, outcome="rejected", why="One agency manages it")
    with acting_as(officer):
        assert get_referral(row.pk).decided_why == "One agency manages it"
        assert not ManagementLevel.objects.exists()
    assert owed(officer) == []


def test_whoever_referred_does_not_decide_and_no_officer_does(
    officer: User, coordinator: User, nominal: Nominal
) -> None:
    with acting_as(coordinator):
        own = refer(coordinator, nominal_id=nominal.pk, level=2, why=WHY)
        with pytest.raises(Conflict, match="Another coordinator"):
            decide_referral(coordinator, referral_id=own.pk, outcome="rejected", why="Mine")
    with acting_as(officer), pytest.raises(NotAllowed):
        decide_referral(officer, referral_id=own.pk, outcome="rejected", why="Not mine to say")


def test_a_partner_refers_reads_what_was_decided_and_decides_nothing(
    officer: User, coordinator: User, nominal: Nominal
) -> None:
    health = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HEALTH))
    other = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(officer):
        make_partner(officer, nominal, health.agency)
        make_partner(officer, nominal, other.agency)
    with acting_as(health):
        row = refer(health, nominal_id=nominal.pk, level=2, why=WHY)
        with pytest.raises(NotAllowed):
            decide_referral(health, referral_id=row.pk, outcome="accepted", level=2, why="Ours")
    with acting_as(coordinator):
        decide_referral(coordinator, referral_id=row.pk, outcome="rejected", why="One agency manages it")
    with acting_as(health):
        assert get_referral(row.pk).decided_why == "One agency manages it"
    with acting_as(other):
        assert not Referral.objects.exists()
        with pytest.raises(NotFound):
            get_referral(row.pk)


def test_an_agency_that_does_not_work_with_them_refers_nobody(nominal: Nominal) -> None:
    with acting_as(make_user(Role.PARTNER, agency=make_agency(AgencyKind.HEALTH))) as stranger:
        for who in (nominal.pk, uuid.uuid4()):
            with pytest.raises(NotFound):
                refer(stranger, nominal_id=who, level=2, why=WHY)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"level": 1}, "level"),
        ({"why": " "}, "why"),
        ({"level": 3}, "beyond"),
        ({"referred_on": today() + timedelta(days=1)}, "referred_on"),
    ],
)
def test_what_is_lacking_is_asked_at_its_field(
    officer: User, nominal: Nominal, typed: dict[str, object], field: str
) -> None:
    with acting_as(officer), pytest.raises(BadInput) as refusal:
        refer(officer, nominal_id=nominal.pk, **({"level": 2, "why": WHY} | typed))  # type: ignore[arg-type]  # parametrised
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("typed", "field"),
    [({"level": None}, "level"), ({"lead_agency": None}, "lead_agency"), ({"why": ""}, "why")],
)
def test_a_decision_lacks_nothing(
    officer: User, coordinator: User, nominal: Nominal, typed: dict[str, object], field: str
) -> None:
    with acting_as(officer):
        row = refer(officer, nominal_id=nominal.pk, level=2, why=WHY)
    given = {"outcome": "accepted", "level": 2, "lead_agency": officer.agency, "why": "So"} | typed
    with acting_as(coordinator):
        with pytest.raises(BadInput) as refusal:
            decide_referral(coordinator, referral_id=row.pk, **given)  # type: ignore[arg-type]  # parametrised
        assert refusal.value.field == field
        assert get_referral(row.pk).outcome == ""
