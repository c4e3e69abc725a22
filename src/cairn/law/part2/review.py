"""
Review of indefinite requirements on the person's application: SOA 2003 ss.91A-91E; Schedule 3A (NI).

The burden is on the applicant in England and Wales. Every time limit is a figure of the rule set.
"""

from __future__ import annotations

from datetime import date

import msgspec

from cairn.dates import age_on, corresponding
from cairn.law.answers import Read, Reason, Review
from cairn.law.facts import ReviewStep
from cairn.law.kinds import AwayKind
from cairn.law.part2.absence import FOREVER, away
from cairn.law.part2.period import Period
from cairn.law.part2.view import View
from cairn.law.rules import rule

PROVISION = "SOA 2003 s.91B"
_INSIDE: frozenset[AwayKind] = frozenset({"custody", "hospital"})
_GIVEN = frozenset({"initial", "change", "periodic"})


class Application(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One application, and the steps taken on it."""

    made: ReviewStep
    steps: tuple[ReviewStep, ...]

    def step(self, kind: str) -> ReviewStep | None:
        """The first step of a kind, where it was taken."""
        return next((one for one in self.steps if one.step == kind), None)


@rule("SOA 2003 ss.91A(1)-(2), 91B(1)-(5), (10)", since=date(2012, 7, 30))
def review(view: View) -> Review | None:
    """
    From when an application may be made; None where the person has no indefinite requirement to review.

    Not by somebody under an SHPO, a SOPO or an interim one: they apply to vary the order. The years run
    from the first notification given when first released after the sentence, remand or hospital.
    """
    watch_commencement(view)
    if view.rules.on("review-adult-years", view.as_at) is None or view.registered.current is None:
        return None
    indefinite = [p for p in view.registered.periods if p.end is None]
    if not indefinite or _held(view, view.as_at):
        return None
    found = [qualifying(view, period) for period in indefinite]
    latest = max(found, key=lambda one: one.may_apply_from or date.max)
    barred = _barred_until(view)
    if barred is not None and latest.may_apply_from is not None and barred > latest.may_apply_from:
        view.horizon.consider(barred)
        text = "determined before; a further application only from {day}"
        return Review(barred, (*latest.reasons, Reason("SOA 2003 s.91B(6)", text, (("day", barred),))))
    if latest.may_apply_from is not None:
        view.horizon.consider(latest.may_apply_from)
    return latest


def watch_commencement(view: View) -> None:
    """The years are those of the day asked about, so a change in them changes the answer by itself."""
    for key in ("review-adult-years", "review-young-years"):
        for figure in view.rules.parameters[key].figures:
            view.horizon.consider(figure.since)


def qualifying(view: View, period: Period) -> Review:
    """The qualifying date for one indefinite period, or why it is not known yet (s.91B(3), (10))."""
    adult = age_on(view.person.born, period.start) >= view.rules.figure("adult-at", period.start)
    key = "review-adult-years" if adult else "review-young-years"
    years = view.rules.figure(key, view.as_at)
    facts = (period.conviction.id,) if period.conviction.id is not None else ()
    age = "18 or over" if adult else "under 18"
    values = (("years", years), ("age", age))
    opening = Reason(
        PROVISION,
        "{years} years beginning with the relevant notification, being {age} on the relevant date",
        values,
        facts,
        _verified(view),
        reads=(_read(view, key), ("adult-at", period.start)),
    )
    released = _first_release(view, period)
    if released == FOREVER:
        return Review(
            None, (opening, Reason("SOA 2003 s.91B(10)", "not released yet: the years have not begun"))
        )
    told = next((n for n in view.told if n.of in _GIVEN and n.date >= released), None)
    if told is None:
        return Review(
            None, (opening, Reason("SOA 2003 s.91B(10)", "nothing notified since release: not begun"))
        )
    day = corresponding(told.date, years * 12)
    text = "first notified after release on {told}, so an application may be made from {day}"
    step = Reason(
        "SOA 2003 s.91B(3)", text, (("told", told.date), ("day", day)), (told.id,) if told.id else ()
    )
    return Review(day, (opening, step))


def _read(view: View, key: str) -> Read:
    """A figure of the day asked about, by the day it came into force: the same until it is another."""
    figure = view.rules.parameters[key].figure(view.as_at)
    return key, figure.since if figure is not None else view.as_at


def applications(view: View) -> list[Application]:
    """Every application made by the day asked about that could be made then, with its steps."""
    steps = []
    for step in view.person.review:
        view.horizon.consider(step.date)
        if step.date <= view.as_at:
            steps.append(step)
    steps.sort(key=lambda one: one.date)
    made = [one for one in steps if one.step == "application" and _open_to(view, one.date)]
    found = []
    for number, one in enumerate(made):
        until = made[number + 1].date if number + 1 < len(made) else date.max
        on_it = tuple(s for s in steps if one.date <= s.date < until)
        found.append(Application(made=one, steps=on_it))
    return found


def _open_to(view: View, on: date) -> bool:
    """Whether a review was open to the person on the day of an application."""
    if view.rules.on("review-adult-years", on) is None or _held(view, on):
        return False
    before = [
        p
        for p in view.registered.periods
        if (p.end is None or p.reviewed is not None) and p.subject_from <= on
    ]
    days = [qualifying(view, period).may_apply_from for period in before]
    return bool(days) and all(day is not None and day <= on for day in days)


def _held(view: View, on: date) -> bool:
    return any(
        hold.rule.effect == "holds" and hold.start <= on and (hold.end is None or on <= hold.end)
        for hold in view.registered.holds
    )


def _first_release(view: View, period: Period) -> date:
    """The first day at liberty after the sentence; the relevant date where there was no custody for it."""
    passed = max((d.date for d in period.conviction.disposals if d.date), default=period.start)
    spans = away(view.person, view.as_at, view.horizon, _INSIDE)
    return next((end for _, end in spans if end > passed), period.start)


@rule("SOA 2003 s.91B(6)-(7)", since=date(2012, 7, 30))
def _barred_until(view: View) -> date | None:
    """The further qualifying date after a refusal: 8 years beginning with it, or longer where so fixed."""
    refused = [
        one
        for one in view.person.review
        if one.step == "determined"
        and one.outcome == "refused"
        and one.date <= view.as_at
        and view.rules.on("review-again-years", one.date) is not None
    ]
    if not refused:
        return None
    last = max(refused, key=lambda one: one.date)
    least = view.rules.figure("review-again-years", last.date)
    most = view.rules.figure("review-again-longest-years", last.date)
    return corresponding(last.date, min(max(last.further_years or least, least), most) * 12)


def _verified(view: View) -> bool:
    figure = view.rules.parameters["review-adult-years"].figure(view.as_at)
    return figure is not None and figure.status != "unverified"
