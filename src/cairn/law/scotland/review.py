"""
Review of indefinite requirements in Scotland: by the chief constable, without application.

SOA 2003 ss.88A-88I. The person stays subject until told otherwise; nobody has to apply.
"""

from __future__ import annotations

from datetime import date, timedelta

from cairn.dates import age_on, corresponding, in_words
from cairn.law.answers import Duty, Reason, Review
from cairn.law.facts import SCOTLAND, ReviewStep
from cairn.law.part2.absence import FOREVER
from cairn.law.part2.period import Period
from cairn.law.part2.review import watch_commencement
from cairn.law.part2.view import ONE_DAY, View
from cairn.law.rules import rule

PROVISION = "SOA 2003 s.88A"
_GIVEN = frozenset({"initial", "change", "periodic"})


@rule("SOA 2003 ss.88A-88B", since=date(2011, 1, 28), jurisdiction=SCOTLAND)
def review(view: View) -> Review | None:
    """The date of discharge, by which the chief constable decides; None where nothing is indefinite."""
    watch_commencement(view)
    if view.rules.on("review-adult-years", view.as_at) is None or view.registered.current is None:
        return None
    indefinite = [period for period in view.registered.periods if period.end is None]
    if not indefinite:
        return None
    found = [_discharge(view, period) for period in indefinite]
    latest = max(found, key=lambda one: one[0] or date.max)
    return Review(None, latest[1], decided_by=latest[0])


@rule("SOA 2003 ss.88A, 88C, 88F", since=date(2011, 1, 28), jurisdiction=SCOTLAND)
def review_duties(view: View) -> list[Duty]:
    """To decide by the date of discharge, owed by the police; and the right of appeal to the sheriff."""
    duties = []
    reviewed = review(view)
    decided = _decided(view)
    if reviewed is not None and reviewed.decided_by is not None:
        due = reviewed.decided_by
        # What continued the requirement answered the review before; the next is still to come.
        continued = _continued(view)
        since = continued[-1].date if continued else date.min
        met = next((one for one in decided if one.date > since), None)
        met_on = met.date if met is not None else None
        duties.append(
            Duty(
                kind="review-decision",
                state=view.state(indefinite_since(view), due, due, met_on),
                arose=indefinite_since(view),
                basis="SOA 2003 s.88B",
                why=f"The indefinite requirement is to be reviewed by {in_words(due)}",
                due=due,
                latest=due,
                met_on=met_on,
                met_by=met.id if met is not None else None,
                owed_by="police",
                reasons=reviewed.reasons,
            )
        )
    for one in decided:
        received = one.notice_received or one.date
        view.horizon.consider(received)
        days = view.rules.on("review-appeal-days", received)
        if one.outcome == "refused" and received <= view.as_at and days is not None:
            duties.append(_appeal(view, one, received, days))
    return duties


def indefinite_since(view: View) -> date:
    """The first day of the earliest indefinite period."""
    return min(period.subject_from for period in view.registered.periods if period.end is None)


def _decided(view: View) -> list[ReviewStep]:
    steps = [one for one in view.person.review if one.step == "determined"]
    for one in steps:
        view.horizon.consider(one.date)
    return sorted((one for one in steps if one.date <= view.as_at), key=lambda one: one.date)


def _continued(view: View) -> list[ReviewStep]:
    return [one for one in _decided(view) if one.outcome == "refused" and one.further_years]


def _discharge(view: View, period: Period) -> tuple[date | None, tuple[Reason, ...]]:
    """Fifteen years (eight) after the relevant date, leaving out time away before the first notification."""
    adult = age_on(view.person.born, period.start) >= view.rules.figure("adult-at", period.start)
    years = view.rules.figure("review-adult-years" if adult else "review-young-years", view.as_at)
    facts = (period.conviction.id,) if period.conviction.id is not None else ()
    first = next((n.date for n in view.told if n.of in _GIVEN and n.date >= period.start), None)
    until = first or view.as_at
    left_out = 0
    for began, ended in view.spans:
        if ended == FOREVER and first is None and began <= until:
            text = "time away before the first notification is left out, and it has not ended"
            return None, (Reason(PROVISION, text, (), facts),)
        left_out += max((min(ended, until) - max(began, period.start)).days, 0)
    due = corresponding(period.start, years * 12) + timedelta(days=left_out)
    text = "{years} years after the relevant date, {start}, leaving out {days} days before the first notification"
    values = (("years", years), ("start", period.start), ("days", left_out))
    continued = _continued(view)
    steps = [Reason(PROVISION, text, values, facts)]
    if continued and continued[-1].further_years is not None:
        most = view.rules.figure("review-again-longest-years", view.as_at)
        due = corresponding(continued[-1].date, min(continued[-1].further_years, most) * 12)
        steps.append(Reason("SOA 2003 s.88C", "continued by an order until {due}", (("due", due),)))
    view.horizon.consider(due + ONE_DAY)
    return due, tuple(steps)


def _appeal(view: View, refused: ReviewStep, received: date, days: int) -> Duty:
    due = received + timedelta(days=days - 1)
    view.horizon.consider(due + ONE_DAY)
    met_on = _appealed(view, refused, due)
    text = "{days} days to appeal to the sheriff from {received}; a right and not a duty"
    return Duty(
        kind="review-appeal",
        state="met" if met_on is not None else "open" if view.as_at <= due else "ended",
        arose=received,
        basis="SOA 2003 s.88F",
        why=f"The requirement was continued on {in_words(refused.date)}: may appeal to the sheriff",
        due=due,
        latest=due,
        met_on=met_on,
        subject=refused.id,
        reasons=(
            Reason(
                "SOA 2003 s.88F",
                text,
                (("days", days), ("received", received)),
                (refused.id,) if refused.id else (),
                reads=(("review-appeal-days", received),),
            ),
        ),
    )


def _appealed(view: View, refused: ReviewStep, due: date) -> date | None:
    """The day an appeal was made in time."""
    days = [one.date for one in view.person.review if one.step == "appealed"]
    for day in days:
        view.horizon.consider(day)
    return min((day for day in days if refused.date <= day <= min(due, view.as_at)), default=None)
