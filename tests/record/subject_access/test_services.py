"""A request comes in: who records it, and what its clock does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.models import Duty
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound, RuleRefused
from cairn.record.identity.models import Nominal
from cairn.record.subject_access.services import (
    ask_clarification,
    extend_request,
    record_answer,
    record_identity,
)
from tests.factories.access import make_user
from tests.factories.acts import refused_at
from tests.factories.record import make_person
from tests.factories.subject_access import CAME, TODAY, ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user(Role.RECORDS)


@pytest.fixture
def nominal(user: User) -> Nominal:
    with acting_as(user):
        return make_person(user)


def _duty(nominal: Nominal) -> tuple[str, date | None, str]:
    duty = Duty.objects.get(nominal_id=nominal.pk, kind="subject-access")
    return duty.state, duty.due, duty.provision


def test_a_request_is_a_duty_with_its_day_and_its_section(user: User, nominal: Nominal) -> None:
    with acting_as(user):
        request = ask(user, nominal.pk)
        assert _duty(nominal)[1:] == (date(2026, 4, 2), "DPA 2018 s.54")
        assert Duty.objects.get(kind="subject-access").source_id == request.pk
        with pytest.raises(Conflict, match="open already"):
            ask(user, nominal.pk)


def test_the_clock_waits_for_identity_and_starts_with_it(user: User, nominal: Nominal) -> None:
    with acting_as(user):
        request = ask(user, nominal.pk, identity_how="", identity_asked_on=date(2026, 3, 4))
        assert _duty(nominal)[:2] == ("suspended", None)
        record_identity(user, request_id=request.pk, shown_on=date(2026, 3, 9), how="Passport", today=TODAY)
        assert _duty(nominal)[1] == date(2026, 4, 8)
        with pytest.raises(Conflict):
            record_identity(user, request_id=request.pk, shown_on=date(2026, 3, 9), how="Again", today=TODAY)


def test_a_clarification_stops_the_clock_until_its_answer(user: User, nominal: Nominal) -> None:
    with acting_as(user):
        request = ask(user, nominal.pk)
        asked = {"asked": "Which years?", "asked_on": date(2026, 3, 5), "today": TODAY}
        ask_clarification(user, request_id=request.pk, **asked)
        assert _duty(nominal)[0] == "suspended"
        with pytest.raises(Conflict):
            ask_clarification(user, request_id=request.pk, **asked)
        record_answer(
            user, request_id=request.pk, answer="All of them", answered_on=date(2026, 3, 9), today=TODAY
        )
        assert _duty(nominal)[1] == date(2026, 4, 7)
        with pytest.raises(Conflict):
            record_answer(user, request_id=request.pk, answer="x", answered_on=TODAY, today=TODAY)


def test_more_time_needs_a_reason_and_notice_within_the_month(user: User, nominal: Nominal) -> None:
    with acting_as(user):
        request = ask(user, nominal.pk)
        late = date(2026, 4, 3)
        with pytest.raises(RuleRefused, match="2 April 2026"):
            extend_request(user, request_id=request.pk, reason="Complex", given_on=late, today=late)
        with pytest.raises(BadInput):
            extend_request(user, request_id=request.pk, reason=" ", given_on=TODAY, today=TODAY)
        extend_request(
            user, request_id=request.pk, reason="Twenty years of records", given_on=TODAY, today=TODAY
        )
        assert _duty(nominal)[1] == date(2026, 6, 2)
        with pytest.raises(Conflict):
            extend_request(user, request_id=request.pk, reason="More", given_on=TODAY, today=TODAY)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"received_on": date(2026, 3, 11)}, "received_on"),
        ({"received_on": date(1970, 1, 1)}, "received_on"),
        ({"channel": "pigeon"}, "channel"),
        ({"identity_asked_on": TODAY}, "identity_asked_on"),
        ({"identity_how": "", "identity_asked_on": date(2026, 3, 1)}, "identity_asked_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    user: User, nominal: Nominal, facts: dict[str, Any], field: str
) -> None:
    with acting_as(user), pytest.raises(BadInput) as refused:
        ask(user, nominal.pk, **facts)
    assert refused_at(refused.value) == ("BadInput", field)


def test_only_the_owners_records_officers_and_supervisors_answer(user: User, nominal: Nominal) -> None:
    with acting_as(user):
        request = ask(user, nominal.pk, identity_how="")
    for role in (Role.OFFENDER_MANAGER, Role.FRONT_COUNTER, Role.CHAIR):
        with acting_as(make_user(role, agency=user.agency)) as colleague, pytest.raises(NotAllowed):
            record_identity(colleague, request_id=request.pk, shown_on=CAME, how="Passport", today=TODAY)
    with acting_as(make_user(Role.RECORDS)) as stranger, pytest.raises(NotFound):
        record_identity(stranger, request_id=request.pk, shown_on=CAME, how="Passport", today=TODAY)
