"""
Absence from the sole or main residence: SOA 2003 s.85A (Northern Ireland).

The Crime and Policing Act 2026 is understood to bring the like to England and Wales; until its text and
commencement are known its figures are only proposed, and nothing here applies there.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cairn.dates import in_words
from cairn.law.answers import Duty, Reason
from cairn.law.facts import HomeAbsence, Notification
from cairn.law.part2.triggers import run_after_first_day
from cairn.law.part2.view import View
from cairn.law.rules import COMMENCEMENT, rule

BASIS = "SOA 2003 s.85A"


@rule("SOA 2003 s.85A", since=COMMENCEMENT)
def absence_duties(view: View) -> list[Duty]:
    """
    Before leaving home for longer than the Act allows, and after coming back on another day than notified.

    An absence whose length is not known is taken to be long enough only once it has lasted so long.
    """
    duties: list[Duty] = []
    for absence in view.person.absences:
        day = absence.leaves.date()
        view.horizon.consider(day)
        longest, hours = view.rules.on("absence-days", day), view.rules.on("absence-notice-hours", day)
        if longest is None or hours is None or run_after_first_day(day, view.registered.runs) is None:
            continue
        arose = absence.known or (absence.leaves - timedelta(hours=hours)).date()
        view.horizon.consider(arose)
        if arose > view.as_at:
            continue
        limit = absence.leaves + timedelta(days=longest)
        back = absence.returns
        view.horizon.consider(limit.date() + timedelta(days=1))
        long = back > limit if back is not None else datetime.combine(view.as_at, time()) > limit
        if back is not None:
            view.horizon.consider(back.date() + timedelta(days=1))
        if long:
            duties.append(_leaving(view, absence, arose, hours))
            duties.extend(_coming_back(view, absence))
    return duties


def _leaving(view: View, absence: HomeAbsence, arose: date, hours: int) -> Duty:
    moment = absence.leaves - timedelta(hours=hours)
    due = moment.date()
    met = _told(view, absence)
    met_on: date | None = met.date if met is not None else None
    state = view.state(arose, due, due, met_on)
    if met is not None and met.at is not None and met.at > moment and state == "met":
        state = "met-late"
    back = absence.returns
    if state in {"open", "overdue"} and back is not None and back.date() < view.as_at:
        state = "ended"  # past doing once he is home: what remains is s.91
    facts = (absence.id,) if absence.id is not None else ()
    how = (
        "away from home for longer than {days} days: to notify at least {hours} hours before leaving on {day}"
    )
    day = absence.leaves.date()
    values = (("days", view.rules.figure("absence-days", day)), ("hours", hours), ("day", day))
    figure = view.rules.parameters["absence-days"].figure(day)
    verified = figure is not None and figure.status != "unverified"
    return Duty(
        kind="absence",
        of=absence.id,
        state=state,
        arose=arose,
        basis=BASIS,
        why=f"Leaves home on {in_words(absence.leaves.date())} for longer than the Act allows without notice",
        due=due,
        due_at=moment,
        latest=due,
        met_on=met_on,
        met_by=met.id if met is not None else None,
        subject=absence.id,
        reasons=(
            Reason(
                BASIS,
                how,
                values,
                facts,
                verified,
                reads=(("absence-days", day), ("absence-notice-hours", day)),
            ),
        ),
    )


def _coming_back(view: View, absence: HomeAbsence) -> list[Duty]:
    """The day he came back, where it is another than he notified."""
    back = absence.returns
    days = view.rules.on("absence-return-days", back.date()) if back is not None else None
    if back is None or days is None:
        return []
    day = back.date()
    view.horizon.consider(day)
    if day > view.as_at or absence.expected is None or absence.expected == day:
        return []
    due = day + timedelta(days=days)
    met = next((n for n in view.told if n.of == "absence" and n.about == absence.id and n.date >= day), None)
    met_on = met.date if met is not None else None
    text = "came back on {back} and not on {expected} as notified: within {days} days, by {due}"
    values = (("back", day), ("expected", absence.expected), ("days", days), ("due", due))
    return [
        Duty(
            kind="absence-return",
            of=absence.id,
            state=view.state(day, due, due, met_on),
            arose=day,
            basis=BASIS,
            why=f"Came home on {in_words(day)}, not on the day notified",
            due=due,
            latest=due,
            met_on=met_on,
            met_by=met.id if met is not None else None,
            subject=absence.id,
            reasons=(
                Reason(
                    BASIS,
                    text,
                    values,
                    (absence.id,) if absence.id else (),
                    reads=(("absence-return-days", day),),
                ),
            ),
        )
    ]


def _told(view: View, absence: HomeAbsence) -> Notification | None:
    """What was told of it by the day he was home again; one that names no absence is of the first not over."""
    for given in view.told:
        if given.of != "absence" or given.date > _until(absence):
            continue
        if given.about is not None:
            named = given.about == absence.id
        else:
            coming = [one.leaves for one in view.person.absences if given.date <= _until(one)]
            named = absence.leaves == min(coming)
        if named:
            return given
    return None


def _until(absence: HomeAbsence) -> date:
    return absence.returns.date() if absence.returns is not None else date.max
