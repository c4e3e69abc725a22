"""Recording convictions, cautions and findings, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from cairn.access.owning import NO_SUCH_PERSON
from cairn.accounts.models import User
from cairn.dates import age_on, in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotFound
from cairn.ledger.operations import Act, declare
from cairn.record.convictions.disposals import NewDisposal, checked_disposal
from cairn.record.convictions.models import Conviction, Disposal, Outcome, TrialOutcome
from cairn.record.identity.models import Nominal
from cairn.record.keeping import (
    check_day,
    check_order,
    chosen,
    done,
    filled,
    guarded,
    nominal_to_keep,
)
from cairn.record.orders.models import CourtOrder

CONVICTION_RECORDED = declare("conviction", Act.COLLECTION, "Recorded a conviction, caution or finding")
DISPOSAL_RECORDED = declare("disposal", Act.COLLECTION, "Recorded a sentence")
CONVICTION_CHANGED = declare(
    "conviction", Act.ALTERATION, "Recorded that a conviction was quashed or a trial concluded"
)

__all__ = ["NewDisposal", "add_disposal", "conclude_trial", "quash_conviction", "record_conviction"]

# Children and Young Persons Act 1933 s.50.
_AGE_OF_RESPONSIBILITY = 10


@transaction.atomic
def record_conviction(
    actor: User,
    *,
    nominal_id: UUID,
    outcome: str,
    on: date,
    offence: str,
    disposals: Sequence[NewDisposal],
    offence_date: date | None = None,
    victim_age: int | None = None,
    shown_age: int | None = None,
    intended_victim_age: int | None = None,
    sexual_gratification: bool | None = None,
    order_id: UUID | None = None,
    court: str = "",
    today: date | None = None,
) -> Conviction:
    """
    Record a conviction, caution or finding for one offence, and how it was dealt with.

    An offence that is not in Schedule 3 is kept too (`queries.offence_note` says so): it may matter to
    MAPPA, and to terms that run after another.

    Parameters
        on: the day of the verdict, plea, caution or finding; never of sentence.
        disposals: none for a caution, and none while sentence is awaited.
        shown_age: of the youngest child in a photograph, in years.
        sexual_gratification: whether that was the purpose; None where not recorded.
        order_id: the person's order that the offence is a breach of.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: days that cannot be, ages that cannot be, no offence, an order of somebody else or made
            after the conviction; and see `checked_disposal`.

    Source: Sexual Offences Act 2003 ss.80-82 and Schedule 3.
    """
    today = today or this_day()
    nominal = nominal_to_keep(actor, nominal_id, act="record a conviction")
    outcome = chosen(outcome, Outcome.values, field="outcome")
    _check_days(nominal, on=on, offence_date=offence_date, today=today)
    ages = _checked(victim_age=victim_age, shown_age=shown_age, intended_victim_age=intended_victim_age)
    conviction = Conviction(
        nominal=nominal,
        outcome=outcome,
        on=on,
        offence=filled(offence, field="offence", missing="Enter the offence, like SOA 2003 s.9.", most=120),
        offence_date=offence_date,
        sexual_gratification=sexual_gratification,
        order=_breached(nominal, order_id, on=on),
        court=filled(court, field="court", missing="", most=120),
        **ages,
    )
    rows = [checked_disposal(new, conviction=conviction, today=today) for new in disposals]
    with guarded():
        conviction.save(force_insert=True)
        Disposal.objects.bulk_create(rows)
    done(actor, conviction, nominal_id=nominal_id, operation=CONVICTION_RECORDED)
    return conviction


def _checked(**ages: int | None) -> dict[str, int | None]:
    for field, age in ages.items():
        if age is not None and not 0 <= age <= 120:
            raise BadInput(f"An age of {age} cannot be. Give whole years from 0 to 120.", field=field)
    return ages


def _breached(nominal: Nominal, order_id: UUID | None, *, on: date) -> CourtOrder | None:
    if order_id is None:
        return None
    order = CourtOrder.objects.filter(pk=order_id, nominal=nominal).first()
    if order is None:
        raise BadInput("Choose one of this person's orders.", field="order_id")
    check_order(order.made_on, on, field="order_id", what="The conviction is before the order")
    return order


def _check_days(nominal: Nominal, *, on: date, offence_date: date | None, today: date) -> None:
    check_day(on, nominal=nominal, today=today, field="on", what="The day of conviction")
    if age_on(nominal.date_of_birth, on) < _AGE_OF_RESPONSIBILITY:
        raise BadInput(
            f"The person was under {_AGE_OF_RESPONSIBILITY} on {in_words(on)} and could not be convicted. "
            "Check the date of birth and this day.",
            field="on",
        )
    if offence_date is not None:
        check_order(offence_date, on, field="offence_date", what="The conviction is before the offence")
        check_day(
            offence_date, nominal=nominal, today=today, field="offence_date", what="The day of the offence"
        )


@transaction.atomic
def add_disposal(
    actor: User, *, conviction_id: UUID, disposal: NewDisposal, today: date | None = None
) -> Disposal:
    """
    Record a sentence or order passed after the conviction.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: see `checked_disposal`.
        Conflict: the conviction was quashed.
    """
    today = today or this_day()
    conviction = _conviction_to_keep(actor, conviction_id, act="record a sentence")
    if conviction.quashed_on is not None:
        raise Conflict(f"The conviction was quashed on {in_words(conviction.quashed_on)}.", field="disposals")
    row = checked_disposal(disposal, conviction=conviction, today=today)
    with guarded():
        row.save(force_insert=True)
    done(actor, row, nominal_id=conviction.nominal_id, operation=DISPOSAL_RECORDED)
    return row


@transaction.atomic
def quash_conviction(actor: User, *, conviction_id: UUID, on: date, today: date | None = None) -> Conviction:
    """
    Record that an appeal quashed the conviction. It stays on the record, and counts no more.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: before the conviction, or in the future.
        Conflict: quashed already.
    """
    today = today or this_day()
    conviction = _conviction_to_keep(actor, conviction_id, act="quash a conviction")
    if conviction.quashed_on is not None:
        raise Conflict(f"The conviction was quashed on {in_words(conviction.quashed_on)}.", field="on")
    check_order(conviction.on, on, field="on", what="It was quashed before the conviction")
    check_day(on, nominal=conviction.nominal, today=today, field="on", what="The day it was quashed")
    conviction.quashed_on = on
    with guarded():
        conviction.save(update_fields=["quashed_on"])
    done(actor, conviction, nominal_id=conviction.nominal_id, operation=CONVICTION_CHANGED)
    return conviction


@transaction.atomic
def conclude_trial(
    actor: User, *, conviction_id: UUID, on: date, outcome: str, today: date | None = None
) -> Conviction:
    """
    Record how the trial ended after a finding that the person was under a disability.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: not such a finding; before it, or in the future; unknown outcome.
        Conflict: the trial has ended already.

    Source: Sexual Offences Act 2003 s.82(5).
    """
    today = today or this_day()
    finding = _conviction_to_keep(actor, conviction_id, act="conclude a trial")
    if finding.outcome != Outcome.DISABILITY:
        raise BadInput("Only a finding of disability is followed by a trial.", field="outcome")
    if finding.trial_concluded_on is not None:
        raise Conflict(f"The trial ended on {in_words(finding.trial_concluded_on)}.", field="on")
    check_order(finding.on, on, field="on", what="The trial ended before the finding")
    check_day(on, nominal=finding.nominal, today=today, field="on", what="The end of the trial")
    finding.trial_concluded_on = on
    finding.trial_outcome = chosen(outcome, TrialOutcome.values, field="outcome")
    with guarded():
        finding.save(update_fields=["trial_concluded_on", "trial_outcome"])
    done(actor, finding, nominal_id=finding.nominal_id, operation=CONVICTION_CHANGED)
    return finding


def _conviction_to_keep(actor: User, conviction_id: UUID, *, act: str) -> Conviction:
    conviction = Conviction.objects.select_related("nominal").filter(pk=conviction_id).first()
    if conviction is None:
        raise NotFound(NO_SUCH_PERSON)
    nominal_to_keep(actor, conviction.nominal_id, act=act)
    conviction.refresh_from_db()
    return conviction
