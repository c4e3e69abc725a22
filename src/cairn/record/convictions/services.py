"""Recording convictions, cautions and findings, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypedDict, Unpack
from uuid import UUID

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Act, declare
from cairn.record.convictions.checks import check_concluded, check_conviction, check_quashed
from cairn.record.convictions.disposals import NewDisposal, check_disposal, disposal_of
from cairn.record.convictions.models import (
    Conviction,
    Disposal,
    Outcome,
    TrialOutcome,
)
from cairn.record.field_checks import choice_of
from cairn.record.writing import changing, writing

CONVICTION_RECORDED = declare("conviction", Act.COLLECTION, "Recorded a conviction, caution or finding")
DISPOSAL_RECORDED = declare("disposal", Act.COLLECTION, "Recorded a sentence")
CONVICTION_CHANGED = declare(
    "conviction", Act.ALTERATION, "Recorded that a conviction was quashed or a trial concluded"
)

__all__ = ["NewDisposal", "add_disposal", "conclude_trial", "quash_conviction", "record_conviction"]


class MoreOfConviction(TypedDict, total=False):
    """
    What some convictions have besides (`Conviction`).

    Parameters
        all_willing, parental_household: asked by rows for Scotland; None where not recorded.
        given_in: where a caution was given (`GivenIn`); empty where nobody was asked.
        stood_in_1997: of one before 1 September 1997, how they stood then (s.81(3)); None where nobody looked.
        tried_by: of a foreign or service court, `offence` is the offence here that it corresponds to, and
            `called` what that court called it; `country` of a foreign one.
        route, noticed_on: what makes a foreign one count here, and since when.
    """

    all_willing: bool | None
    parental_household: bool | None
    terrorist_connection: bool
    given_in: str
    stood_in_1997: bool | None
    tried_by: str
    called: str
    country: str
    route: str
    noticed_on: date | None


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
    **more: Unpack[MoreOfConviction],
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
        BadInput: see `check_conviction` and `check_disposal`.

    Source: Sexual Offences Act 2003 ss.80-82 and Schedule 3.
    """
    with writing(actor, nominal_id, CONVICTION_RECORDED, doing="record a conviction", today=today) as act:
        conviction = Conviction(
            nominal=act.nominal,
            outcome=outcome,
            on=on,
            offence=offence,
            offence_date=offence_date,
            victim_age=victim_age,
            shown_age=shown_age,
            intended_victim_age=intended_victim_age,
            sexual_gratification=sexual_gratification,
            order_id=order_id,
            court=court,
            **more,
        )
        check_conviction(conviction, act.today)
        rows = [disposal_of(new, conviction=conviction) for new in disposals]
        for row in rows:
            check_disposal(row, act.today)
        act.save(conviction)
        Disposal.objects.bulk_create(rows)
    return conviction


def add_disposal(
    actor: User, *, conviction_id: UUID, disposal: NewDisposal, today: date | None = None
) -> Disposal:
    """
    Record a sentence or order passed after the conviction.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: see `check_disposal`.
        Conflict: the conviction was quashed.
    """
    doing = "record a sentence"
    with changing(actor, _found(conviction_id), DISPOSAL_RECORDED, doing=doing, today=today) as (
        act,
        conviction,
    ):
        if conviction.quashed_on is not None:
            raise Conflict(_quashed_already(conviction.quashed_on), field="disposals")
        row = disposal_of(disposal, conviction=conviction)
        check_disposal(row, act.today)
        act.save(row)
    return row


def quash_conviction(actor: User, *, conviction_id: UUID, on: date, today: date | None = None) -> Conviction:
    """
    Record that an appeal quashed the conviction. It stays on the record, and counts no more.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: before the conviction, or in the future.
        Conflict: quashed already.
    """
    doing = "quash a conviction"
    with changing(actor, _found(conviction_id), CONVICTION_CHANGED, doing=doing, today=today) as (
        act,
        conviction,
    ):
        if conviction.quashed_on is not None:
            raise Conflict(_quashed_already(conviction.quashed_on), field="on")
        check_quashed(conviction, on, act.today, field="on")
        conviction.quashed_on = on
        act.save(conviction, fields=["quashed_on"])
    return conviction


def _quashed_already(on: date) -> str:
    return f"The conviction was quashed on {in_words(on)}."


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
    doing = "conclude a trial"
    with changing(actor, _found(conviction_id), CONVICTION_CHANGED, doing=doing, today=today) as (
        act,
        finding,
    ):
        if finding.outcome != Outcome.DISABILITY:
            raise BadInput("Only a finding of disability is followed by a trial.", field="outcome")
        if finding.trial_concluded_on is not None:
            raise Conflict(f"The trial ended on {in_words(finding.trial_concluded_on)}.", field="on")
        check_concluded(finding, on, act.today, field="on")
        finding.trial_concluded_on = on
        finding.trial_outcome = choice_of(outcome, TrialOutcome.values, field="outcome")
        act.save(finding, fields=["trial_concluded_on", "trial_outcome"])
    return finding


def _found(conviction_id: UUID) -> Conviction | None:
    return Conviction.objects.filter(pk=conviction_id).first()
