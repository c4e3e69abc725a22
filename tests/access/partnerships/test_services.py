"""Bringing agencies to a nominal, and people to agencies."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from cairn.access.models import Partnership, Relation
from cairn.access.partnerships.services import end_partnership, open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Agency, AgencyKind, User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.models import Nominal
from tests.factories.access import make_agency, make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def share(officer: User, nominal: Nominal, agency: Agency, **facts: object) -> Partnership:
    terms = {"relation": Relation.PARTNER, "purpose": "risk management plan", "starts": date(2020, 1, 1)}
    return open_partnership(officer, nominal_id=nominal.pk, agency=agency, **{**terms, **facts})


def test_a_partner_sees_the_person_and_the_ledger_says_it_was_disclosed() -> None:
    housing = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        partnership = share(officer, nominal, housing.agency)
        entry = Entry.objects.filter(act="disclosure").get()
    assert (entry.what, entry.nominal_id, entry.why) == (
        "partnership opened",
        nominal.pk,
        "risk management plan",
    )
    assert entry.detail["agency"] == str(housing.agency_id)
    assert partnership.opened_by == officer
    with acting_as(housing):
        assert Nominal.objects.get() == nominal


def test_a_partnership_that_ends_shuts_the_record_the_day_after() -> None:
    housing = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        partnership = share(officer, nominal, housing.agency)
        end_partnership(officer, partnership_id=partnership.pk, until=today() - timedelta(days=1))
        assert Entry.objects.filter(what="partnership ended", nominal_id=nominal.pk).exists()
    with acting_as(housing):
        assert not Nominal.objects.exists()


def test_an_agency_works_with_a_person_once_at_a_time_and_may_come_back() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        housing = make_agency(AgencyKind.HOUSING)
        first = share(officer, nominal, housing)
        with pytest.raises(Conflict) as refusal:
            share(officer, nominal, housing)
        assert refusal.value.field == "agency"
        end_partnership(officer, partnership_id=first.pk, until=date(2021, 1, 1))
        with pytest.raises(Conflict):
            end_partnership(officer, partnership_id=first.pk, until=date(2021, 1, 1))
        share(officer, nominal, housing, starts=date(2022, 1, 1))
        assert Partnership.objects.filter(agency=housing).count() == 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"purpose": "  "}, "purpose"),
        ({"purpose": "x" * 201}, "purpose"),
        ({"until": date(2019, 12, 31)}, "until"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(facts: dict, field: str) -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        with pytest.raises(BadInput) as refusal:
            share(officer, nominal, make_agency(AgencyKind.HOUSING), **facts)
    assert refusal.value.field == field


def test_a_record_is_opened_for_ones_own_agency_from_today_at_the_latest() -> None:
    with acting_as(make_user()) as officer:
        for facts, field in [
            ({"agency": make_agency(), "starts": today()}, "agency"),
            ({"agency": officer.agency, "starts": today() + timedelta(days=1)}, "starts"),
            ({"agency": officer.agency, "starts": today(), "until": today()}, "until"),
        ]:
            with pytest.raises(BadInput) as refusal:
                open_partnership(
                    officer, nominal_id=uuid.uuid4(), relation=Relation.OWNER, purpose="test", **facts
                )
            assert refusal.value.field == field


def test_a_record_has_one_owner_who_cannot_leave_it() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        owner = Partnership.objects.get()
        with pytest.raises(Conflict):
            end_partnership(officer, partnership_id=owner.pk, until=today())
        with pytest.raises(Conflict):
            share(officer, nominal, officer.agency, relation=Relation.OWNER)


def test_another_agency_cannot_take_a_record_that_has_an_owner() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
    with acting_as(make_user()) as other:
        with pytest.raises(Conflict):
            share(other, nominal, other.agency, relation=Relation.OWNER)
        assert not Nominal.objects.exists()


@pytest.mark.parametrize("role", [Role.FRONT_COUNTER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_roles_that_do_not_plan_or_keep_the_record_share_nobody(role: Role) -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
    with acting_as(make_user(role, agency=officer.agency)) as other, pytest.raises((NotAllowed, NotFound)):
        share(other, nominal, make_agency(AgencyKind.HOUSING))


def test_partners_and_strangers_bring_nobody_in_and_put_nobody_out() -> None:
    partner = make_user(agency=make_agency())
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        partnership = share(officer, nominal, partner.agency)
    with acting_as(partner):
        with pytest.raises(NotAllowed):
            share(partner, nominal, make_agency(AgencyKind.HEALTH))
        with pytest.raises(NotAllowed):
            end_partnership(partner, partnership_id=partnership.pk, until=today())
    with acting_as(make_user()) as stranger:
        with pytest.raises(NotFound):
            share(stranger, nominal, make_agency(AgencyKind.HEALTH))
        with pytest.raises(NotFound):
            end_partnership(stranger, partnership_id=partnership.pk, until=today())
