"""Keeping, disposing and holding: two people, a reason, and nothing that the law still needs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cairn.access.models import Relation
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.clock.models import Duty
from cairn.errors import BadInput, CairnError, Conflict, NotAllowed, NotFound, RuleRefused
from cairn.plan.level.services import decide_level
from cairn.record.identity.models import Nominal
from cairn.record.retention.models import RetentionReview
from cairn.record.retention.obstacles import obstacle
from cairn.record.retention.services import confirm_disposal, lift_hold, set_hold, withdraw_disposal
from cairn.record.subject_access.models import SubjectRequest
from tests.factories.access import make_agency, make_user
from tests.factories.acts import order, refused_at
from tests.factories.record import make_person
from tests.factories.retention import ANSWERS, decide, deciders, in_prison, long_ago

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def officer() -> User:
    return make_user()


@pytest.fixture
def over(officer: User) -> Nominal:
    """A person whose registration ended in 2007."""
    with acting_as(officer):
        nominal = make_person(officer, officer=officer)
        long_ago(officer, nominal.pk)
    return nominal


def _duties(user: User, nominal: Nominal) -> list[tuple[str, str]]:
    with acting_as(user):
        return list(Duty.objects.filter(nominal_id=nominal.pk).values_list("kind", "state").order_by("kind"))


def test_an_overdue_review_is_on_the_worklist_and_a_decision_to_keep_takes_it_off(
    officer: User, over: Nominal
) -> None:
    assert _duties(officer, over) == [("retention-review", "overdue")]
    first, _ = deciders(officer.agency)
    with acting_as(first):
        review = decide(first, over.pk, decision="retain", next_due_on=date(2030, 1, 1), today=TODAY)
    assert (review.due_on, review.rule) == (date(2017, 2, 28), "group-1 from 1900-01-01")
    assert _duties(officer, over) == []


def test_a_disposal_is_confirmed_by_somebody_else(officer: User, over: Nominal) -> None:
    first, second = deciders(officer.agency)
    with acting_as(first):
        review = decide(first, over.pk, today=TODAY)
        with pytest.raises(NotAllowed, match="Somebody else"):
            confirm_disposal(first, review_id=review.pk, today=TODAY)
    assert _duties(officer, over)[0][0] == "disposal-check"
    with acting_as(second):
        assert confirm_disposal(second, review_id=review.pk, today=TODAY).confirmed
        with pytest.raises(Conflict):
            confirm_disposal(second, review_id=review.pk, today=TODAY)
    assert _duties(officer, over) == []


def test_the_database_itself_refuses_one_person_for_both(officer: User, over: Nominal) -> None:
    first, _ = deciders(officer.agency)
    with acting_as(first):
        review = decide(first, over.pk, today=TODAY)
        with pytest.raises(IntegrityError, match="disposal_needs_a_second_person"), transaction.atomic():
            RetentionReview.objects.filter(pk=review.pk).update(confirmed_by=first, confirmed_on=TODAY)


def test_a_disposal_can_be_withdrawn_with_a_reason_and_the_review_is_owed_again(
    officer: User, over: Nominal
) -> None:
    first, second = deciders(officer.agency)
    with acting_as(first):
        review = decide(first, over.pk, today=TODAY)
        with pytest.raises(Conflict, match="been decided to dispose"):
            decide(first, over.pk, today=TODAY)
    with acting_as(second):
        with pytest.raises(BadInput):
            withdraw_disposal(second, review_id=review.pk, reason=" ", today=TODAY)
        withdraw_disposal(second, review_id=review.pk, reason="New intelligence", today=TODAY)
        with pytest.raises(Conflict):
            confirm_disposal(second, review_id=review.pk, today=TODAY)
    assert _duties(officer, over) == [("retention-review", "overdue")]


def _registered(user: User, nominal: Nominal) -> None:
    in_prison(user, nominal.pk)


def _under_an_order(user: User, nominal: Nominal) -> None:
    order(user, nominal.pk, kind="spo", made_on=date(2020, 3, 2), until=date(2028, 3, 1))


def _at_level_2(user: User, nominal: Nominal) -> None:
    decide_level(
        user, nominal_id=nominal.pk, level=2, set_on=date(2024, 1, 1), reason="Risk", lead_agency=user.agency
    )


def _asked_for_access(user: User, nominal: Nominal) -> None:
    records, _ = deciders(user.agency)
    with acting_as(records):
        SubjectRequest.objects.create(
            nominal=nominal, received_on=TODAY, channel="letter", recorded_by=records
        )


def _held(user: User, nominal: Nominal) -> None:
    records, _ = deciders(user.agency)
    with acting_as(records):
        set_hold(records, nominal_id=nominal.pk, reason="Public inquiry", today=TODAY)


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (_registered, RuleRefused),
        (_under_an_order, RuleRefused),
        (_at_level_2, Conflict),
        (_asked_for_access, Conflict),
        (_held, Conflict),
    ],
)
def test_what_still_needs_the_record_forbids_disposal_when_decided_and_when_confirmed(
    officer: User, over: Nominal, make: Callable[[User, Nominal], None], refusal: type[CairnError]
) -> None:
    first, second = deciders(officer.agency)
    with acting_as(first):
        assert obstacle(over.pk, as_at=TODAY) == ""
        review = decide(first, over.pk, today=TODAY)
    with acting_as(officer):
        make(officer, over)
    with acting_as(second):
        with pytest.raises(refusal):
            confirm_disposal(second, review_id=review.pk, today=TODAY)
        withdraw_disposal(second, review_id=review.pk, reason="Needed", today=TODAY)
        with pytest.raises(refusal):
            decide(second, over.pk, today=TODAY)
        assert obstacle(over.pk, as_at=TODAY) != ""


def test_a_registered_persons_record_is_kept_without_a_review(officer: User, over: Nominal) -> None:
    with acting_as(officer):
        in_prison(officer, over.pk)
    first, _ = deciders(officer.agency)
    with acting_as(first), pytest.raises(RuleRefused, match="kept until that ends"):
        decide(first, over.pk, decision="retain", next_due_on=date(2030, 1, 1), today=TODAY)


def test_a_lifted_hold_forbids_nothing(officer: User, over: Nominal) -> None:
    first, _ = deciders(officer.agency)
    with acting_as(first):
        hold = set_hold(first, nominal_id=over.pk, reason="Inquest", today=TODAY)
        with pytest.raises(BadInput):
            lift_hold(first, hold_id=hold.pk, reason="", today=TODAY)
        lift_hold(first, hold_id=hold.pk, reason="Inquest concluded", today=TODAY)
        with pytest.raises(Conflict, match="already"):
            lift_hold(first, hold_id=hold.pk, reason="Again", today=TODAY)
        assert decide(first, over.pk, today=TODAY).awaiting_confirmation


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"decision": "perhaps"}, "decision"),
        ({"answers": {**ANSWERS, "harm": ""}}, "harm"),
        ({"decision": "retain"}, "next_due_on"),
        ({"decision": "retain", "next_due_on": TODAY}, "next_due_on"),
        ({"decision": "retain", "next_due_on": date(2036, 3, 3)}, "next_due_on"),
    ],
)
def test_what_is_missing_is_named(officer: User, over: Nominal, facts: dict[str, Any], field: str) -> None:
    first, _ = deciders(officer.agency)
    with acting_as(first), pytest.raises(BadInput) as refused:
        decide(first, over.pk, today=TODAY, **facts)
    assert refused_at(refused.value) == ("BadInput", field)


def test_only_the_owners_supervisors_and_records_officers_decide(officer: User, over: Nominal) -> None:
    for role in (Role.OFFENDER_MANAGER, Role.FRONT_COUNTER, Role.COORDINATOR):
        with acting_as(make_user(role, agency=officer.agency)) as user, pytest.raises(NotAllowed):
            decide(user, over.pk, today=TODAY)
    with acting_as(make_user(Role.SUPERVISOR)) as stranger, pytest.raises(NotFound):
        decide(stranger, over.pk, today=TODAY)
    partner = make_user(Role.SUPERVISOR, agency=make_agency(AgencyKind.POLICE))
    with acting_as(officer):
        open_partnership(
            officer,
            nominal_id=over.pk,
            agency=partner.agency,
            relation=Relation.PARTNER,
            purpose="Both work with them",
            starts=date(2020, 1, 1),
        )
    with acting_as(partner), pytest.raises(NotAllowed):
        decide(partner, over.pk, today=TODAY)
