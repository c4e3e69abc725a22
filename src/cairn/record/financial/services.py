"""Recording the accounts and cards that a person notifies."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from cairn.access.owning import must_own
from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.announcements import FactsChanged, announce
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotFound
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter
from cairn.record.financial import checking
from cairn.record.financial.models import FinancialDetail, FinancialKind
from cairn.record.identity.checking import check_choice, check_period, clean_text

FINANCIAL_DETAIL_RECORDED = declare(
    "financial detail recorded", Act.COLLECTION, "Recorded a bank account, card or identity document"
)
FINANCIAL_DETAIL_ENDED = declare(
    "financial detail ended", Act.ALTERATION, "Recorded that an account, card or document ended"
)

_CARDS = {FinancialKind.DEBIT_CARD, FinancialKind.CREDIT_CARD}


@transaction.atomic
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
    must_own(actor, nominal_id, roles=RECORD_KEEPERS, act="record financial details", as_at=this_day())
    check_choice(kind, FinancialKind.values, field="kind")
    check_period(held_from, held_until, field="held_until")
    detail = FinancialDetail(
        nominal_id=nominal_id,
        kind=kind,
        institution=clean_text(institution, field="institution", most=120),
        office_address=clean_text(office_address, field="office_address", most=200),
        account_number=checking.account_number(account_number),
        sort_code=checking.sort_code(sort_code),
        card_number=checking.card_number(card_number),
        valid_from=checking.card_month(valid_from, field="valid_from"),
        expires=checking.card_month(expires, field="expires"),
        business_name=clean_text(business_name, field="business_name", most=120),
        held_from=held_from,
        held_until=held_until,
    )
    _check_complete(detail)
    detail.save(force_insert=True)
    said = {"financial detail": str(detail.pk), "kind": kind}
    enter(actor, FINANCIAL_DETAIL_RECORDED, nominal_id=nominal_id, detail=said)
    announce(FactsChanged(nominal_id))
    return detail


def _check_complete(detail: FinancialDetail) -> None:
    if not detail.institution:
        raise BadInput("Enter the bank, building society or card company.", field="institution")
    number = "card_number" if detail.kind in _CARDS else "account_number"
    if not getattr(detail, number):
        raise BadInput(f"Enter the {number.replace('_', ' ')}.", field=number)
    if detail.valid_from and detail.expires:
        first, last = checking.month_order(detail.valid_from), checking.month_order(detail.expires)
        if last < first:
            raise BadInput(
                f"The card expires {detail.expires}, before it is valid, {detail.valid_from}.",
                field="expires",
            )
    same = FinancialDetail.objects.filter(
        nominal_id=detail.nominal_id,
        kind=detail.kind,
        account_number=detail.account_number,
        sort_code=detail.sort_code,
        card_number=detail.card_number,
        held_until__isnull=True,
    )
    if same.exists():
        raise Conflict("This account or card is on the record already.", field=number)


@transaction.atomic
def end_financial_detail(actor: User, *, detail_id: UUID, held_until: date) -> FinancialDetail:
    """
    Say that an account was closed or a card given up: `held_until` is the last day.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: before it was held.
        Conflict: it has ended already.

    Source: SI 2012/1876 reg.12, reg.13 (a change must be notified).
    """
    detail = FinancialDetail.objects.select_for_update().filter(pk=detail_id).first()
    if detail is None:
        raise NotFound("There is no such account or card, or none that you may see.")
    must_own(actor, detail.nominal_id, roles=RECORD_KEEPERS, act="end a financial detail", as_at=this_day())
    if detail.held_until is not None:
        raise Conflict(f"This ended on {detail.held_until} already.", field="held_until")
    check_period(detail.held_from, held_until, field="held_until")
    detail.held_until = held_until
    detail.save(update_fields=["held_until"])
    said = {"financial detail": str(detail.pk), "kind": detail.kind}
    enter(actor, FINANCIAL_DETAIL_ENDED, nominal_id=detail.nominal_id, detail=said)
    announce(FactsChanged(detail.nominal_id))
    return detail
