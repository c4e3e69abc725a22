"""
Journeys out of the United Kingdom: SOA 2003 s.86 and each jurisdiction's travel regulations.

England and Wales: SI 2004/1220 as amended by SI 2012/1876; the other regulations follow it.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import msgspec

from cairn.dates import in_words
from cairn.law.answers import Duty, DutyState, Reason
from cairn.law.facts import Notification, Travel
from cairn.law.part2.registration_periods import Run
from cairn.law.part2.rule_set import RuleSet
from cairn.law.part2.travel_changes import change_of_journey
from cairn.law.part2.view import ONE_DAY, View
from cairn.law.rules import COMMENCEMENT, rule

BASIS = "SOA 2003 s.86"
_NOTICE = "travel-notice-days"


class Deadline(msgspec.Struct, frozen=True, gc=False):
    """
    Parameters
        due, latest: the last day on the cautious reading and on the generous one.
        at: the moment, where hours count.
        early: reg.5(2)(a) applies.
        reads: the keys of the figures used.
    """

    due: date
    latest: date
    at: datetime | None
    early: bool
    reads: tuple[str, ...]


@rule("SOA 2003 s.86; SI 2004/1220 regs 5-8", since=COMMENCEMENT)
def travel_duties(view: View) -> list[Duty]:
    """Leaving, and coming back, for every journey that has to be notified."""
    duties: list[Duty] = []
    for journey in view.person.travel:
        run = _notifiable(view, journey)
        if run is not None:
            given = [n for n in view.told if n.of == "travel" and _serves(view, n, journey)]
            arose = _known(view, journey, run, given)
            if arose is not None:
                duties.append(_leaving(view, journey, arose, given[0] if given else None))
                duties.extend(change_of_journey(view, journey, given))
                duties.extend(_return(view, journey, given))
    return duties


def _serves(view: View, given: Notification, journey: Travel) -> bool:
    """Whether a notification is of that journey: one that names none is of the next to depart."""
    if given.about is not None:
        return given.about == journey.id
    coming = [one.departs for one in view.person.travel if one.departs >= given.date]
    return journey.departs == min(coming, default=None)


def _notifiable(view: View, journey: Travel) -> Run | None:
    """The run of registration it falls in, if it is long enough to count by the law of its departure."""
    departs = journey.departs
    for day in (departs, journey.returns, journey.cancelled_on):
        if day is not None:
            view.horizon.consider(day)
            view.horizon.consider(day + ONE_DAY)
    run = next(
        (r for r in view.registered.runs if r.start <= departs and (r.end is None or departs <= r.end)), None
    )
    if run is None:
        return None
    shortest = view.rules.figure("travel-shortest", departs)
    if journey.destinations and set(journey.destinations) <= {"IE"}:
        shortest = view.rules.on("travel-shortest-ireland", departs) or shortest
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
        known = journey.departs - timedelta(days=view.rules.figure("travel-notice-days", journey.departs) + 1)
        known = min([known, *(n.date for n in given)])
    arose = max(known, run.start)
    view.horizon.consider(arose)
    return arose if arose <= view.as_at else None


@rule("SI 2004/1220 reg.5(2)-(3)", since=COMMENCEMENT)
def deadline(rules: RuleSet, departs: date, known: date, *, excuse: bool = False) -> Deadline:
    """
    When a departure must have been notified.

    Known more than seven days before: not less than seven days before the date of departure. Seven
    clear days is the cautious reading, one of them counted the generous one. Known later: not less
    than twelve hours (until 13 August 2012, twenty-four) before the date, counted from its midnight.

    Parameters
        excuse: he knew in time and had a reasonable excuse: as soon as practicable, and not less than
            twenty-four hours before the date (reg.5(2)(b), which the change of 2012 left alone).
    """
    notice = rules.figure("travel-notice-days", departs)
    latest = departs - timedelta(days=notice)
    if known < latest and not excuse:
        return Deadline(latest - ONE_DAY, latest, None, early=True, reads=(_NOTICE,))
    key = "travel-excused-hours" if excuse and known < latest else "travel-late-hours"
    moment = datetime.combine(departs, time()) - timedelta(hours=rules.figure(key, departs))
    if moment.time() == time():
        day = moment.date() - ONE_DAY
        return Deadline(day, day, None, early=False, reads=(_NOTICE, key))
    return Deadline(moment.date(), moment.date(), moment, early=False, reads=(_NOTICE, key))


def provision(rules: RuleSet, key: str, day: date) -> str:
    """The regulation a figure of travel comes from, as this jurisdiction cites it."""
    figure = rules.parameters[key].figure(day)
    return figure.citation if figure is not None else BASIS


def _leaving(view: View, journey: Travel, arose: date, met: Notification | None) -> Duty:
    by = deadline(view.rules, journey.departs, arose, excuse=journey.excuse)
    met_on = met.date if met is not None else None
    state = view.state(arose, by.due, by.latest, met_on)
    if met is not None and met.at is not None and by.at is not None and met.at > by.at:
        state = "met-late"
    state = _no_longer(view, journey, state)
    regulation = provision(view.rules, "travel-notice-days", journey.departs)
    if by.early:
        how = "known more than 7 days before, so not less than 7 days before {departs}: by {due}"
    else:
        how = "not known more than 7 days before, so by {due}, not less than {hours} hours before {departs}"
    values = (
        ("departs", journey.departs),
        ("due", by.at or by.due),
        ("hours", "" if by.early else view.rules.figure(by.reads[-1], journey.departs)),
    )
    facts = (journey.id,) if journey.id is not None else ()
    reads = tuple((key, journey.departs) for key in by.reads)
    reasons = [Reason(regulation, how, values, facts, reads=reads)]
    if by.latest != by.due:
        other = "if one of the seven days is counted, by {latest}; late beyond doubt only after that"
        reasons.append(Reason(regulation, other, (("latest", by.latest),)))
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
    days = view.rules.figure("return-days", back)
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
                Reason(
                    provision(view.rules, "return-days", back),
                    text,
                    (("days", days), ("back", back), ("due", due)),
                    facts,
                    reads=(("return-days", back),),
                ),
            ),
        )
    ]
