"""What is asked of a conviction, caution or finding whenever it is written; its texts are tidied."""

from __future__ import annotations

from datetime import date

from cairn.dates import age_on, in_words
from cairn.errors import BadInput, Conflict
from cairn.law.part2.standing_1997 import FIRST_REGISTER
from cairn.record.convictions.models import (
    Conviction,
    ForeignRoute,
    GivenIn,
    Outcome,
    TrialOutcome,
    TriedBy,
)
from cairn.record.field_checks import check_day, check_order, choice_of, clean_text
from cairn.record.orders.models import CourtOrder

# Children and Young Persons Act 1933 s.50.
_AGE_OF_RESPONSIBILITY = 10
_AGES = ("victim_age", "shown_age", "intended_victim_age")


def check_conviction(conviction: Conviction, today: date) -> None:
    """
    Raises
        BadInput: days that cannot be, ages that cannot be, no offence, an order of somebody else or made after
            the conviction, a trial that followed no finding of disability, or a foreign court without a country.
        Conflict: a sentence on record was passed before that day, or a caution has none; `about` says which.

    Source: Sexual Offences Act 2003 ss.80-82 and Schedule 3.
    """
    conviction.outcome = choice_of(conviction.outcome, Outcome.values, field="outcome")
    _check_days(conviction, today)
    for field in _AGES:
        age = getattr(conviction, field)
        if age is not None and not 0 <= age <= 120:
            raise BadInput(f"An age of {age} is not possible. Give whole years from 0 to 120.", field=field)
    conviction.offence = clean_text(
        conviction.offence, field="offence", missing="Enter the offence, like SOA 2003 s.9.", most=120
    )
    _check_where(conviction, today)
    if conviction.stood_in_1997 is not None and conviction.on >= FIRST_REGISTER:
        raise BadInput(
            "Only of a conviction before 1 September 1997 is it asked how they stood on that day. Leave this empty.",
            field="stood_in_1997",
        )
    _check_breach(conviction)
    conviction.court = clean_text(conviction.court, field="court", missing="", most=120)
    if conviction.quashed_on is not None:
        check_quashed(conviction, conviction.quashed_on, today)
    _check_trial(conviction, today)
    # One that is being recorded has no sentences yet.
    if not conviction._state.adding:  # noqa: SLF001  Django's own API
        _check_sentences(conviction)


def _check_where(conviction: Conviction, today: date) -> None:
    """
    Where it was done: a caution's place, and a foreign or service court with what makes it count.

    Source: Sexual Offences Act 2003 ss.80(1)(d), 96ZA to 101, Sch.3 para.93A.
    """
    conviction.called = clean_text(conviction.called, field="called", missing="", most=200)
    conviction.country = clean_text(conviction.country, field="country", missing="", most=80)
    tried_by = TriedBy(choice_of(conviction.tried_by, TriedBy.values, field="tried_by"))
    route = ForeignRoute(choice_of(conviction.route, ForeignRoute.values, field="route"))
    if conviction.given_in:
        choice_of(conviction.given_in, GivenIn.values, field="given_in")
        if conviction.outcome != Outcome.CAUTION or tried_by is TriedBy.ABROAD:
            raise BadInput(
                "Only a caution in the United Kingdom is asked where it was given. Leave this empty.",
                field="given_in",
            )
    if tried_by is TriedBy.ABROAD and not conviction.country:
        raise BadInput("Enter the country where they were convicted or cautioned.", field="country")
    if tried_by is not TriedBy.ABROAD and conviction.country:
        raise BadInput(
            "Select a court or authority outside the United Kingdom, or remove the country.", field="country"
        )
    if tried_by is not TriedBy.ABROAD and (route is not ForeignRoute.NONE or conviction.noticed_on):
        raise BadInput("Only a foreign conviction or caution needs a notice or an order.", field="route")
    _check_notice(conviction, route, today)


def _check_notice(conviction: Conviction, route: ForeignRoute, today: date) -> None:
    noticed = conviction.noticed_on
    if route is ForeignRoute.NONE:
        if noticed is not None:
            raise BadInput("Select whether a notice was given or an order made.", field="route")
        return
    if noticed is None:
        raise BadInput("Enter the date on which the notice was given or the order made.", field="noticed_on")
    what = "The notice or order is before the foreign conviction"
    check_order(conviction.on, noticed, field="noticed_on", what=what)
    what = "The date of the notice or order"
    check_day(noticed, nominal=conviction.nominal, today=today, field="noticed_on", what=what)


def check_quashed(conviction: Conviction, on: date, today: date, *, field: str = "quashed_on") -> None:
    """
    Raises
        BadInput: quashed before the conviction, or in the future.
    """
    check_order(conviction.on, on, field=field, what="It was quashed before the conviction")
    check_day(on, nominal=conviction.nominal, today=today, field=field, what="The day it was quashed")


def check_concluded(finding: Conviction, on: date, today: date, *, field: str = "trial_concluded_on") -> None:
    """
    Raises
        BadInput: the trial ended before the finding, or in the future.
    """
    check_order(finding.on, on, field=field, what="The trial ended before the finding")
    check_day(on, nominal=finding.nominal, today=today, field=field, what="The end of the trial")


def _check_days(conviction: Conviction, today: date) -> None:
    nominal, on = conviction.nominal, conviction.on
    check_day(on, nominal=nominal, today=today, field="on", what="The day of conviction")
    if age_on(nominal.birth.first, on) < _AGE_OF_RESPONSIBILITY:
        raise BadInput(
            f"The person was under {_AGE_OF_RESPONSIBILITY} on {in_words(on)} and could not be convicted. "
            "Check the date of birth and this day.",
            field="on",
        )
    if conviction.offence_date is not None:
        what = "The conviction is before the offence"
        check_order(conviction.offence_date, on, field="offence_date", what=what)
        what = "The day of the offence"
        check_day(conviction.offence_date, nominal=nominal, today=today, field="offence_date", what=what)


def _check_breach(conviction: Conviction) -> None:
    if conviction.order_id is None:
        return
    order = CourtOrder.objects.filter(pk=conviction.order_id, nominal_id=conviction.nominal_id).first()
    if order is None:
        raise BadInput("Choose one of this person's orders.", field="order_id")
    check_order(order.made_on, conviction.on, field="order_id", what="The conviction is before the order")


def _check_trial(conviction: Conviction, today: date) -> None:
    concluded = conviction.trial_concluded_on
    if concluded is None and not conviction.trial_outcome:
        return
    if conviction.outcome != Outcome.DISABILITY:
        raise BadInput("Only a finding of disability is followed by a trial.", field="outcome")
    if concluded is None:
        raise BadInput("Enter the day on which the trial ended.", field="trial_concluded_on")
    check_concluded(conviction, concluded, today)
    choice_of(conviction.trial_outcome, TrialOutcome.values, field="trial_outcome")


def _check_sentences(conviction: Conviction) -> None:
    sentences = conviction.disposals.all()
    too_early = sentences.filter(passed_on__lt=conviction.on).order_by("passed_on").first()
    if too_early is not None and too_early.passed_on is not None:
        raise Conflict(
            f"A sentence on record was passed on {in_words(too_early.passed_on)}, before that day. Correct that "
            "one first.",
            field="on",
            about=("record_disposal", too_early.pk),
        )
    passed = sentences.first() if conviction.outcome == Outcome.CAUTION else None
    if passed is not None:
        raise Conflict(
            "A caution has no sentence, and one is on record. Withdraw that one first.",
            field="outcome",
            about=("record_disposal", passed.pk),
        )
