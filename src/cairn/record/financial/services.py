"""Recording the accounts and cards that a person notifies."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Act, declare
from cairn.record.field_checks import check_period, choice_of, clean_line
from cairn.record.financial import numbers
from cairn.record.financial.models import FinancialDetail, FinancialKind
from cairn.record.writing import changing, writing

FINANCIAL_DETAIL_RECORDED = declare(
    "financial detail recorded", Act.COLLECTION, "Recorded a bank account, card or identity document"
)
FINANCIAL_DETAIL_ENDED = declare(
    "financial detail ended", Act.ALTERATION, "Recorded that an account, card or document ended"
)

_CARDS = {FinancialKind.DEBIT_CARD, FinancialKind.CREDIT_CARD}


def record_financial_detail(
    actor: User,
    *,
    nominal_id: UUID,
    kind: str,
    institution: str,
    office_address: str = "",
    account_number: str = "",
    sort_code: str = "",
    card_number: str = "",
    valid_from: str = "",
    expires: str = "",
    business_name: str = "",
    held_from: date | None = None,
    held_until: date | None = None,
) -> FinancialDetail:
    """
    Record an account or card. Spaces and hyphens in numbers do not matter.

    Parameters
        valid_from, expires: months as on the card, "03/28".
        business_name: the business that the account or card is in the name of, if any.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: no institution; an account without an account number, or a card without a card number;
            a number or month that cannot be one; an end before the start.
        Conflict: the same account or card is on the record.

    Source: SI 2012/1876 reg.12 (what must be notified of each account and card).
    """
    with writing(actor, nominal_id, FINANCIAL_DETAIL_RECORDED, doing="record financial details") as act:
        detail = FinancialDetail(
            nominal=act.nominal,
            kind=kind,
            institution=institution,
            office_address=office_address,
            account_number=account_number,
            sort_code=sort_code,
            card_number=card_number,
            valid_from=valid_from,
            expires=expires,
            business_name=business_name,
            held_from=held_from,
            held_until=held_until,
        )
        check_financial_detail(detail, act.today)
        act.save(detail, key="financial detail")
        act.detail["kind"] = kind
    return detail


def check_financial_detail(detail: FinancialDetail, _today: date) -> None:
    """
    What is asked of an account or card whenever it is written; its numbers get the one spelling they are kept in.

    Raises
        BadInput, Conflict: see `record_financial_detail`; `about` says which is the same.
    """
    detail.kind = choice_of(detail.kind, FinancialKind.values, field="kind")
    check_period(detail.held_from, detail.held_until, field="held_until")
    detail.institution = clean_line(detail.institution, field="institution", most=120)
    detail.office_address = clean_line(detail.office_address, field="office_address", most=200)
    detail.account_number = numbers.account_number(detail.account_number)
    detail.sort_code = numbers.sort_code(detail.sort_code)
    detail.card_number = numbers.card_number(detail.card_number)
    detail.valid_from = numbers.card_month(detail.valid_from, field="valid_from")
    detail.expires = numbers.card_month(detail.expires, field="expires")
    detail.business_name = clean_line(detail.business_name, field="business_name", most=120)
    _check_complete(detail)


def _check_complete(detail: FinancialDetail) -> None:
    if not detail.institution:
        raise BadInput("Enter the bank, building society or card company.", field="institution")
    number = "card_number" if detail.kind in _CARDS else "account_number"
    if not getattr(detail, number):
        raise BadInput(f"Enter the {number.replace('_', ' ')}.", field=number)
    if detail.valid_from and detail.expires:
        first, last = numbers.month_order(detail.valid_from), numbers.month_order(detail.expires)
        if last < first:
            raise BadInput(
                "The card expires before it is valid. Check both dates.",
                field="expires",
            )
    others = FinancialDetail.objects.exclude(pk=detail.pk)
    same = others.filter(
        nominal_id=detail.nominal_id,
        kind=detail.kind,
        account_number=detail.account_number,
        sort_code=detail.sort_code,
        card_number=detail.card_number,
        held_until__isnull=True,
    ).first()
    if same is not None:
        about = ("record_financialdetail", same.pk)
        raise Conflict("This account or card is on the record already.", field=number, about=about)


def end_financial_detail(actor: User, *, detail_id: UUID, held_until: date) -> FinancialDetail:
    """
    Say that an account was closed or a card given up: `held_until` is the last day.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: before it was held.
        Conflict: it has ended already.

    Source: SI 2012/1876 reg.12, reg.13 (a change must be notified).
    """
    found = FinancialDetail.objects.filter(pk=detail_id).first()
    missing = "There is no such account or card, or none that you may see."
    doing = "end a financial detail"
    with changing(actor, found, FINANCIAL_DETAIL_ENDED, doing=doing, missing=missing) as (act, detail):
        if detail.held_until is not None:
            raise Conflict(f"This already ended on {in_words(detail.held_until)}.", field="held_until")
        check_period(detail.held_from, held_until, field="held_until")
        detail.held_until = held_until
        act.save(detail, fields=["held_until"], key="financial detail")
        act.detail["kind"] = detail.kind
    return detail
