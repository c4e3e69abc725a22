"""Journeys out of the United Kingdom: SOA 2003 s.86, SI 2004/1220 as amended by SI 2012/1876."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import msgspec

from cairn.dates import in_words
from cairn.law.answers import Duty, DutyState, Reason
from cairn.law.england_wales.schedule3 import COMMENCEMENT
from cairn.law.england_wales.standing import Run
from cairn.law.england_wales.view import ONE_DAY, View, in_force
from cairn.law.facts import Notification, Travel
from cairn.law.rules import rule

BASIS = "SOA 2003 s.86"


class Deadline(msgspec.Struct, frozen=True, gc=False):
    """The last day, on both readings, and the moment where hours count; `early` for reg.5(2)(a)."""

    due: date
    latest: date
    at: datetime | None
    early: bool


@rule("SOA 2003 s.86; SI 2004/1220 regs 5-8", since=COMMENCEMENT)
def travel_duties(view: View) -> list[Duty]:
    """Leaving, and coming back, for every journey that has to be notified."""
    duties: list[Duty] = []
    for journey in view.person.travel:
        run = _notifiable(view, journey)
        if run is not None:
            given = [n for n in view.told if n.of == "travel" and n.about in {None, journey.id}]
            given = [n for n in given if n.about is not None or n.date <= journey.departs]
            arose = _known(view, journey, run, given)
            if arose is not None:
                duties.append(_leaving(view, journey, arose, given[0] if given else None))
                duties.extend(_return(view, journey, given))
    return duties


def _notifiable(view: View, journey: Travel) -> Run | None:
    """The run of registration it falls in, if it is long enough to count by the law of its departure."""
    departs = journey.departs
    for day in (departs, journey.returns, journey.cancelled_on):
        if day is not None:
            view.horizon.consider(day)
            view.horizon.consider(day + ONE_DAY)
    run = next(
        (r for r in view.standing.runs if r.start <= departs and (r.end is None or departs <= r.end)), None
    )
    if run is None:
        return None
    shortest = in_force("travel-shortest", departs)
    if journey.returns is not None and (journey.returns - departs).days + 1 < shortest:
        return None
    return run


def _known(view: View, journey: Travel, run: Run, given: list[Notification]) -> date | None:
    """
    The day the duty arose; None while the journey is not known on the day asked about.

    Where no day is recorded, he is taken to have known in time: by the eighth day before, or when he
    notified it.
    """
    known = journey.known
    if known is None:
        known = journey.departs - timedelta(days=in_force("travel-notice-days", journey.departs) + 1)
        known = min([known, *(n.date for n in given)])
    arose = max(known, run.start)
    view.horizon.consider(arose)
    return arose if arose <= view.as_at else None


@rule("SI 2004/1220 reg.5(2)-(3)", since=COMMENCEMENT)
def deadline(departs: date, known: date) -> Deadline:
    """
    When a departure must have been notified.

    Known more than seven days before: not less than seven days before the date of departure. Seven
    clear days is the cautious reading, one of them counted the generous one. Known later: not less
    than twelve hours (until 13 August 2012, twenty-four) before the date, counted from its midnight.
    """
    notice = in_force("travel-notice-days", departs)
    latest = departs - timedelta(days=notice)
    if known < latest:
        return Deadline(latest - ONE_DAY, latest, None, early=True)
    moment = datetime.combine(departs, time()) - timedelta(hours=in_force("travel-late-hours", departs))
    if moment.time() == time():
        day = moment.date() - ONE_DAY
        return Deadline(day, day, None, early=False)
    return Deadline(moment.date(), moment.date(), moment, early=False)


def _leaving(view: View, journey: Travel, arose: date, met: Notification | None) -> Duty:
    by = deadline(journey.departs, arose)
    met_on = met.date if met is not None else None
    state = view.state(arose, by.due, by.latest, met_on)
    if met is not None and met.at is not None and by.at is not None and met.at > by.at:
        state = "met-late"
    state = _no_longer(view, journey, state)
    if by.early:
        how = "known more than 7 days before, so not less than 7 days before {departs}: by {due}"
    else:
        how = "not known more than 7 days before, so by {due}, not less than {hours} hours before {departs}"
    values = (
        ("departs", journey.departs),
        ("due", by.at or by.due),
        ("hours", in_force("travel-late-hours", journey.departs)),
    )
    facts = (journey.id,) if journey.id is not None else ()
    reasons = [Reason("SI 2004/1220 reg.5", how, values, facts)]
    if by.latest != by.due:
        other = "if one of the seven days is counted, by {latest}; late beyond doubt only after that"
        reasons.append(Reason("SI 2004/1220 reg.5(2)(a)", other, (("latest", by.latest),)))
    return Duty(
        kind="travel",
        of=journey.id,
        state=state,
        arose=arose,
        basis=BASIS,
        why=f"Leaves the United Kingdom on {in_words(journey.departs)}: to notify before",
        due=by.due,
        due_at=by.at,
        latest=by.latest,
        met_on=met_on,
        met_by=met.id if met is not None else None,
        subject=journey.id,
        reasons=tuple(reasons),
    )


def _no_longer(view: View, journey: Travel, state: DutyState) -> DutyState:
    """Not owed once given up before leaving, and past doing once he is back: what remains is s.91."""
    if state not in {"open", "overdue"}:
        return state
    given_up = journey.cancelled_on is not None and journey.cancelled_on <= view.as_at
    back = journey.returns is not None and journey.returns < view.as_at
    return "ended" if given_up or back else state


@rule("SI 2004/1220 reg.8(2)-(3)", since=COMMENCEMENT)
def _return(view: View, journey: Travel, given: list[Notification]) -> list[Duty]:
    """
    Within three days of return; not owed by a person who had notified the day and point of return
    and came back on that day at that point.
    """
    back = journey.returns
    if back is None or back > view.as_at or journey.cancelled_on is not None:
        return []
    for notice in given:
        as_notified = notice.return_date == back and notice.return_point is not None
        if as_notified and notice.return_point == journey.return_point and notice.date <= journey.departs:
            return []
    days = in_force("return-days", back)
    due = back + timedelta(days=days)
    met = next(
        (n for n in view.told if n.of == "return" and n.about in {None, journey.id} and n.date >= back), None
    )
    met_on = met.date if met is not None else None
    text = "within {days} days of return on {back}, that day not counted: by {due}"
    facts = (journey.id,) if journey.id is not None else ()
    return [
        Duty(
            kind="return",
            of=journey.id,
            state=view.state(back, due, due, met_on),
            arose=back,
            basis=BASIS,
            why=f"Came back to the United Kingdom on {in_words(back)}: {days} days to notify",
            due=due,
            latest=due,
            met_on=met_on,
            met_by=met.id if met is not None else None,
            subject=journey.id,
            reasons=(
                Reason("SI 2004/1220 reg.8(2)", text, (("days", days), ("back", back), ("due", due)), facts),
            ),
        )
    ]
