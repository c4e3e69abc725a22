"""Recording a disclosure: what it must say, who must have authorised it, and what the ledger then holds."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import DISCLOSURE_OFFICERS, Role
from cairn.errors import BadInput, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.record.disclosures.models import Disclosure
from cairn.record.disclosures.services import record_disclosure, record_overseas_transfer
from cairn.record.identity.models import Nominal
from tests.factories.access import change_user, make_user
from tests.factories.disclosures import NOW, TOLD, a_telling, abroad, to_a_mother, to_another_country
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return make_user()


@pytest.fixture
def supervisor(officer: User) -> User:
    return make_user(Role.SUPERVISOR, agency=officer.agency)


@pytest.fixture
def nominal(officer: User) -> Nominal:
    with acting_as(officer):
        return make_person(officer)


def test_a_disclosure_is_kept_and_the_ledger_says_to_whom_and_why(officer: User, nominal: Nominal) -> None:
    with acting_as(officer):
        made = record_disclosure(officer, nominal_id=nominal.pk, telling=a_telling(officer), now=NOW)
        kept = Disclosure.objects.get()
        assert (kept.told_at, kept.told_by, kept.power) == (TOLD, officer, "co-operation")
        assert (kept.is_transfer, kept.authorised_by, kept.subject_told) == (False, None, True)
        entry = Entry.objects.get(what="disclosed")
    assert (entry.act, entry.nominal_id, entry.actor_id) == (Act.DISCLOSURE, nominal.pk, officer.pk)
    assert entry.recipient == "Ellis Marr, Northmoor Probation Service"
    assert entry.why == "The licence is theirs to vary"
    assert entry.detail == {
        "disclosure": str(made.pk),
        "power": "co-operation",
        "recipient_kind": "mappa-agency",
    }


def test_a_transfer_is_one_act_with_its_country_and_ground(officer: User, nominal: Nominal) -> None:
    with acting_as(officer):
        telling = to_another_country(officer)
        made = record_overseas_transfer(
            officer, nominal_id=nominal.pk, telling=telling, abroad=abroad(), now=NOW
        )
        assert (made.country, made.ground, made.relevant_authority) == ("Ruritania", "approved", True)
        entry = Entry.objects.get(what="overseas transfer")
    assert (entry.act, entry.recipient) == (Act.DISCLOSURE, "National Police of Ruritania, Ruritania")


def test_a_refused_act_leaves_neither_row_nor_entry(officer: User, nominal: Nominal) -> None:
    with acting_as(officer):
        with pytest.raises(BadInput):
            record_disclosure(officer, nominal_id=nominal.pk, telling=a_telling(officer, what=" "), now=NOW)
        assert Disclosure.objects.count() == 0
        assert not Entry.objects.filter(act=Act.DISCLOSURE).exists()


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"recipient": " "}, "recipient"),
    ({"recipient": "x" * 201}, "recipient"),
    ({"recipient_kind": "friend"}, "recipient_kind"),
    ({"recipient_kind": "overseas-authority", "power": "policing-purpose"}, "recipient_kind"),
    ({"what": ""}, "what"),
    ({"why": "\n"}, "why"),
    ({"power": "curiosity"}, "power"),
    # The duty to co-operate binds MAPPA agencies, and nobody else.
    ({"recipient_kind": "public-authority"}, "power"),
    ({"power": "court-order", "power_which": " "}, "power_which"),
    ({"power": "consent"}, "power_which"),
    ({"subject_told": False}, "subject_told_why"),
    ({"told_at": NOW + timedelta(minutes=1)}, "told_on"),
    ({"told_at": datetime(1950, 1, 1, tzinfo=UTC)}, "told_on"),
    ({"agreement_on": date(2024, 6, 2)}, "agreement_on"),
]


@pytest.mark.parametrize(("facts", "field"), REFUSED)
def test_what_is_missing_or_cannot_be_is_refused_at_its_field(
    officer: User, nominal: Nominal, facts: dict[str, Any], field: str
) -> None:
    with acting_as(officer), pytest.raises(BadInput) as refusal:
        record_disclosure(officer, nominal_id=nominal.pk, telling=a_telling(officer, **facts), now=NOW)
    assert refusal.value.field == field


ABROAD_REFUSED: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"conditions": ""}, {}, "conditions"),
    ({}, {"country": " "}, "country"),
    ({}, {"ground": "convenience"}, "ground"),
    ({}, {"ground": "safeguards"}, "ground_which"),
    ({}, {"relevant_authority": False}, "not_relevant_why"),
    # Special circumstances are a supervisor's to find.
    ({}, {"ground": "special-circumstances", "ground_which": "A child in danger"}, "authorised_by"),
]


@pytest.mark.parametrize(("facts", "where", "field"), ABROAD_REFUSED)
def test_a_transfer_without_ground_or_condition_is_refused(
    officer: User, nominal: Nominal, facts: dict[str, Any], where: dict[str, Any], field: str
) -> None:
    telling = to_another_country(officer, **facts)
    with acting_as(officer), pytest.raises(BadInput) as refusal:
        record_overseas_transfer(
            officer, nominal_id=nominal.pk, telling=telling, abroad=abroad(**where), now=NOW
        )
    assert refusal.value.field == field


def test_a_disclosure_beyond_the_agencies_needs_another_officers_authority(
    officer: User, supervisor: User, nominal: Nominal
) -> None:
    inactive = make_user(Role.SUPERVISOR, agency=officer.agency)
    change_user(inactive, is_active=False)
    inactive.refresh_from_db()
    none_of_these = [
        None,
        officer,
        make_user(Role.RECORDS, agency=officer.agency),
        make_user(Role.SUPERVISOR),
        inactive,
    ]
    with acting_as(officer):
        for who in none_of_these:
            with pytest.raises(BadInput) as refusal:
                record_disclosure(officer, nominal_id=nominal.pk, telling=to_a_mother(officer, who), now=NOW)
            assert refusal.value.field == "authorised_by"
        made = record_disclosure(
            officer, nominal_id=nominal.pk, telling=to_a_mother(officer, supervisor), now=NOW
        )
        assert (made.authorised_by, made.subject_told) == (supervisor, False)
        assert made.subject_told_why == "They would move on before the child is safe"


def test_a_third_party_is_told_with_authority_whatever_the_power(officer: User, nominal: Nominal) -> None:
    telling = a_telling(officer, recipient_kind="third-party", power="policing-purpose")
    with acting_as(officer), pytest.raises(BadInput) as refusal:
        record_disclosure(officer, nominal_id=nominal.pk, telling=telling, now=NOW)
    assert refusal.value.field == "authorised_by"


def test_a_supervisor_does_not_authorise_their_own(supervisor: User, officer: User, nominal: Nominal) -> None:
    with acting_as(supervisor):
        for teller in (supervisor, officer):
            with pytest.raises(BadInput) as refusal:
                record_disclosure(
                    supervisor, nominal_id=nominal.pk, telling=to_a_mother(teller, supervisor), now=NOW
                )
            assert refusal.value.field == "authorised_by"
        other = make_user(Role.SUPERVISOR, agency=officer.agency)
        record_disclosure(supervisor, nominal_id=nominal.pk, telling=to_a_mother(officer, other), now=NOW)


def test_who_told_it_is_of_the_agency(officer: User, nominal: Nominal) -> None:
    with acting_as(officer), pytest.raises(BadInput) as refusal:
        record_disclosure(officer, nominal_id=nominal.pk, telling=a_telling(make_user()), now=NOW)
    assert refusal.value.field == "told_by"


def test_what_the_power_does_not_ask_is_not_kept(officer: User, nominal: Nominal) -> None:
    telling = a_telling(officer, power_which="a leftover", subject_told_why="a leftover")
    with acting_as(officer):
        made = record_disclosure(officer, nominal_id=nominal.pk, telling=telling, now=NOW)
    assert (made.power_which, made.subject_told_why) == ("", "")


@pytest.mark.parametrize("role", [role for role in Role if role not in DISCLOSURE_OFFICERS])
def test_nobody_else_of_the_agency_records_one(officer: User, nominal: Nominal, role: Role) -> None:
    user = make_user(role, agency=officer.agency)
    with acting_as(user), pytest.raises((NotAllowed, NotFound)):
        record_disclosure(user, nominal_id=nominal.pk, telling=a_telling(officer), now=NOW)


def test_another_force_is_told_that_there_is_no_such_person(nominal: Nominal) -> None:
    user = make_user()
    with acting_as(user), pytest.raises(NotFound):
        record_disclosure(user, nominal_id=nominal.pk, telling=a_telling(user), now=NOW)


BROKEN: list[dict[str, Any]] = [
    {"recipient": ""},
    {"why": ""},
    {"subject_told": False, "subject_told_why": ""},
    {"country": "Ruritania"},
    {"country": "Ruritania", "ground": "approved", "relevant_authority": True, "conditions": ""},
]


@pytest.mark.parametrize("broken", BROKEN)
def test_the_database_refuses_one_that_says_too_little(
    officer: User, nominal: Nominal, broken: dict[str, Any]
) -> None:
    with acting_as(officer):
        made = record_disclosure(officer, nominal_id=nominal.pk, telling=a_telling(officer), now=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            Disclosure.objects.filter(pk=made.pk).update(**broken)
