"""Accounts and cards as notified."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.financial.models import FinancialDetail
from cairn.record.financial.services import end_financial_detail, record_financial_detail
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db

ACCOUNT = {
    "kind": "bank-account",
    "institution": "A Building Society",
    "account_number": "1234 5678",
    "sort_code": "123456",
}
CARD = {"kind": "debit-card", "institution": "A Bank", "card_number": "4000-0000 00000002"}


def test_an_account_is_kept_in_one_spelling_and_its_number_is_not_in_the_ledger() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        detail = record_financial_detail(officer, nominal_id=nominal.pk, **ACCOUNT)
        entry = Entry.objects.get(what="financial detail recorded")
    assert (detail.account_number, detail.sort_code) == ("12345678", "12-34-56")
    assert entry.detail == {"financial detail": str(detail.pk), "kind": "bank-account"}


def test_a_card_is_kept_in_fours_with_its_months_in_full() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        detail = record_financial_detail(
            officer, nominal_id=nominal.pk, valid_from="3/24", expires="02/2028", **CARD
        )
    assert detail.card_number == "4000 0000 0000 0002"
    assert (detail.valid_from, detail.expires) == ("03/2024", "02/2028")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({**ACCOUNT, "kind": "piggy-bank"}, "kind"),
        ({**ACCOUNT, "institution": " "}, "institution"),
        ({**ACCOUNT, "account_number": ""}, "account_number"),
        ({**ACCOUNT, "account_number": "12£4"}, "account_number"),
        ({**ACCOUNT, "sort_code": "12345"}, "sort_code"),
        ({**ACCOUNT, "held_from": date(2024, 2, 1), "held_until": date(2024, 1, 1)}, "held_until"),
        ({**CARD, "card_number": ""}, "card_number"),
        ({**CARD, "card_number": "4000"}, "card_number"),
        ({**CARD, "expires": "13/28"}, "expires"),
        ({**CARD, "valid_from": "2024"}, "valid_from"),
        ({**CARD, "valid_from": "03/28", "expires": "02/28"}, "expires"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(facts: dict, field: str) -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        with pytest.raises(BadInput) as refusal:
            record_financial_detail(officer, nominal_id=nominal.pk, **facts)
        assert not FinancialDetail.objects.exists()
    assert refusal.value.field == field


def test_one_account_in_two_spellings_is_a_conflict_until_it_ends() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        detail = record_financial_detail(officer, nominal_id=nominal.pk, **ACCOUNT)
        again = {**ACCOUNT, "account_number": "12-34-56-78"}
        with pytest.raises(Conflict):
            record_financial_detail(officer, nominal_id=nominal.pk, **again)
        end_financial_detail(officer, detail_id=detail.pk, held_until=date(2024, 1, 1))
        record_financial_detail(officer, nominal_id=nominal.pk, **again)
        with pytest.raises(Conflict):
            end_financial_detail(officer, detail_id=detail.pk, held_until=date(2024, 1, 2))


def test_it_does_not_end_before_it_was_held() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        detail = record_financial_detail(
            officer, nominal_id=nominal.pk, held_from=date(2024, 1, 2), **ACCOUNT
        )
        with pytest.raises(BadInput):
            end_financial_detail(officer, detail_id=detail.pk, held_until=date(2024, 1, 1))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CHAIR])
def test_roles_that_do_not_keep_the_record_record_nothing(role: Role) -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
    with acting_as(make_user(role, agency=officer.agency)) as other, pytest.raises(NotAllowed):
        record_financial_detail(other, nominal_id=nominal.pk, **ACCOUNT)


def test_a_stranger_finds_neither_the_person_nor_the_account() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        detail = record_financial_detail(officer, nominal_id=nominal.pk, **ACCOUNT)
    with acting_as(make_user()) as stranger:
        with pytest.raises(NotFound):
            record_financial_detail(stranger, nominal_id=nominal.pk, **ACCOUNT)
        with pytest.raises(NotFound):
            end_financial_detail(stranger, detail_id=detail.pk, held_until=date(2024, 1, 1))
