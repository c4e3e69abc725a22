"""Orders as the court made them: what cannot be is refused, what the law would not allow is kept."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any, get_args

import pytest
from django.db import IntegrityError, transaction

from cairn.access.models import Relation
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind
from cairn.accounts.roles import Role
from cairn.clock.models import CaseSummary
from cairn.errors import BadInput, CairnError, Conflict, NotAllowed, NotFound
from cairn.law import facts as law
from cairn.ledger.models import Entry
from cairn.record.convictions.models import Conviction
from cairn.record.facts import person_facts
from cairn.record.orders.models import CourtOrder, OrderKind
from cairn.record.orders.services import end_order
from tests.factories.access import make_agency, make_user
from tests.factories.acts import TODAY, convict, order, refused_at
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_every_kind_that_the_law_knows_can_be_kept_and_no_other() -> None:
    assert set(OrderKind.values) == set(get_args(law.OrderKind))


def test_an_order_is_kept_entered_once_and_heard_by_the_clock() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        made = order(user, nominal.pk, court=" Fellside  Crown Court ", terms="Not to  work with children.\n")
        standing = CaseSummary.objects.get(nominal_id=nominal.pk)
        assert person_facts(nominal.pk).orders == (
            law.Order(id=str(made.pk), of="shpo", date=date(2020, 3, 2), until=date(2027, 3, 1)),
        )
    with acting_as(make_user(Role.AUDITOR, agency=user.agency)):
        entries = Entry.objects.filter(nominal_id=nominal.pk, what="order")
        assert [(entry.act, entry.detail) for entry in entries] == [("collection", {"order": str(made.pk)})]
    assert (made.court, made.terms) == ("Fellside Crown Court", "Not to work with children.")
    assert (standing.registrable, standing.until) == (True, date(2027, 3, 1))


def test_an_order_keeps_a_registration_running_and_its_end_ends_it() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        convict(user, nominal.pk, on=date(2016, 3, 2), disposals=[], outcome="caution")
        made = order(user, nominal.pk, until=None, further_order=True)
        running = CaseSummary.objects.get(nominal_id=nominal.pk)
        assert (running.registrable, running.indefinite, running.until) == (True, True, None)
        end_order(
            user,
            order_id=made.pk,
            ended_on=date(2024, 5, 1),
            ended_how=" Discharged  on application",
            today=TODAY,
        )
        ended = CaseSummary.objects.get(nominal_id=nominal.pk)
        assert not ended.registrable
        made.refresh_from_db()
        assert made.ended_how == "Discharged on application"
        assert [row.ended_on for row in made.past.order_by("pgh_id")] == [None, date(2024, 5, 1)]
    with acting_as(make_user(Role.AUDITOR, agency=user.agency)):
        acts = Entry.objects.filter(nominal_id=nominal.pk, what="order").order_by("id")
        assert [entry.act for entry in acts] == ["collection", "alteration"]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "asbo"}, "kind"),
        ({"made_on": date(2024, 6, 2)}, "made_on"),
        ({"made_on": date(1979, 6, 2)}, "made_on"),
        ({"served_on": date(2020, 3, 1)}, "served_on"),
        ({"served_on": date(2024, 6, 2)}, "served_on"),
        ({"in_force_on": date(2020, 3, 1)}, "in_force_on"),
        ({"until": date(2020, 3, 1)}, "until"),
        ({"until": None}, "until"),
        ({"further_order": True}, "until"),
        ({"court": "x" * 121}, "court"),
        ({"terms": "x" * 8001}, "terms"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(wrong: dict[str, Any], field: str) -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        with pytest.raises(CairnError) as refused:
            order(user, nominal.pk, **wrong)
        assert refused_at(refused.value) == ("BadInput", field)
        assert CourtOrder.objects.count() == 0


def test_an_order_may_come_into_force_later_and_be_shorter_than_the_law_allows() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        made = order(
            user, nominal.pk, made_on=TODAY, in_force_on=date(2025, 1, 1), until=date(2026, 1, 1), kind="shpo"
        )
        assert (made.in_force_on, made.until) == (date(2025, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize("ended_on", [date(2020, 3, 1), date(2024, 6, 2), date(2023, 3, 2)])
def test_an_order_ends_between_the_day_it_was_made_and_its_last_and_not_in_the_future(ended_on: date) -> None:
    with acting_as(make_user()) as user:
        made = order(
            user, make_person(user).pk, until=date(2023, 3, 1) if ended_on.year == 2023 else date(2027, 3, 1)
        )
        with pytest.raises(BadInput) as refused:
            end_order(user, order_id=made.pk, ended_on=ended_on, today=TODAY)
        assert refused.value.field == "ended_on"


def test_an_order_ends_once() -> None:
    with acting_as(make_user()) as user:
        made = order(user, make_person(user).pk)
        end_order(user, order_id=made.pk, ended_on=date(2024, 5, 1), today=TODAY)
        with pytest.raises(Conflict) as refused:
            end_order(user, order_id=made.pk, ended_on=date(2024, 5, 2), today=TODAY)
        assert refused.value.field == "ended_on"


@pytest.mark.parametrize(
    "broken",
    [
        {"further_order": True},
        {"until": None},
        {"until": date(2020, 3, 1)},
        {"served_on": date(2020, 3, 1)},
        {"in_force_on": date(2020, 3, 1)},
        {"ended_on": date(2020, 3, 1)},
    ],
)
def test_the_database_refuses_what_is_never_true(broken: dict[str, Any]) -> None:
    with acting_as(make_user()) as user:
        made = order(user, make_person(user).pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            CourtOrder.objects.filter(pk=made.pk).update(**broken)


def test_only_the_owner_in_a_role_that_keeps_the_record_records_or_ends_an_order() -> None:
    with acting_as(make_user()) as owner:
        nominal = make_person(owner)
        made = order(owner, nominal.pk)
        partner = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
        open_partnership(
            owner, nominal_id=nominal.pk, agency=partner.agency, relation=Relation.PARTNER,
            purpose="risk management plan", starts=TODAY,
        )  # fmt: skip
    for user, refusal in (
        (make_user(Role.COORDINATOR, agency=owner.agency), NotAllowed),
        (partner, NotAllowed),
        (make_user(), NotFound),
    ):
        with acting_as(user):
            with pytest.raises(refusal):
                order(user, nominal.pk)
            with pytest.raises((refusal, NotFound)):
                end_order(user, order_id=made.pk, ended_on=date(2024, 5, 1), today=TODAY)
    with acting_as(owner), pytest.raises(NotFound):
        end_order(owner, order_id=uuid.uuid4(), ended_on=date(2024, 5, 1), today=TODAY)


def test_a_conviction_for_breach_of_a_risk_order_registers_until_the_order_ends() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        made = order(user, nominal.pk, kind="sro", until=date(2028, 3, 1))
        assert not CaseSummary.objects.get(nominal_id=nominal.pk).registrable
        convict(
            user, nominal.pk, on=date(2023, 1, 5), offence="SOA 2003 s.122H", order_id=made.pk, disposals=[]
        )
        standing = CaseSummary.objects.get(nominal_id=nominal.pk)
    assert (standing.registrable, standing.since, standing.until) == (
        True,
        date(2023, 1, 5),
        date(2028, 3, 1),
    )


def test_a_breached_order_is_the_persons_own_and_was_there_first() -> None:
    with acting_as(make_user()) as user:
        nominal, other = make_person(user), make_person(user)
        theirs, ours = order(user, other.pk), order(user, nominal.pk)
        for order_id in (theirs.pk, uuid.uuid4()):
            with pytest.raises(BadInput, match="one of this person's orders") as refused:
                convict(user, nominal.pk, on=date(2023, 1, 5), order_id=order_id)
            assert refused.value.field == "order_id"
        with pytest.raises(BadInput, match="before the order"):
            convict(user, nominal.pk, on=date(2020, 3, 1), order_id=ours.pk)
        assert Conviction.objects.count() == 0


@pytest.mark.parametrize(("purpose", "registers"), [(True, True), (False, False), (None, False)])
def test_upskirting_registers_only_for_sexual_gratification(*, purpose: bool | None, registers: bool) -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        convict(
            user,
            nominal.pk,
            on=date(2021, 3, 2),
            offence="SOA 2003 s.67A",
            victim_age=15,
            sexual_gratification=purpose,
        )
        assert person_facts(nominal.pk).convictions[0].sexual_gratification is purpose
        assert CaseSummary.objects.get(nominal_id=nominal.pk).registrable is registers
