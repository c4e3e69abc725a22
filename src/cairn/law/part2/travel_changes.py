"""What was notified of a journey and is no longer right before departure: SI 2004/1220 reg.7."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cairn.dates import in_words
from cairn.law.answers import Duty, Reason
from cairn.law.facts import Notification, Travel, TravelChanged
from cairn.law.part2.view import ONE_DAY, View
from cairn.law.rules import COMMENCEMENT, rule


@rule("SI 2004/1220 reg.7", since=COMMENCEMENT)
def change_of_journey(view: View, journey: Travel, given: list[Notification]) -> list[Duty]:
    """
    A further notification, not less than twelve hours before he means to leave.

    Nothing is owed where nothing had been notified yet. A journey given up is a change too [D].
    Without a time of departure the day's first moment is taken, which is the cautious reading.
    """
    changes = [one for one in view.person.travel_changed if one.about == journey.id]
    off = journey.cancelled_on
    if off is not None and off <= journey.departs:
        changes.append(TravelChanged(id=journey.id, about=journey.id or "", date=off))
    duties = []
    for change in changes:
        view.horizon.consider(change.date)
        told = any(n.date <= change.date for n in given)
        if told and change.date <= min(view.as_at, journey.departs):
            duties.append(_further(view, journey, change, given))
    return duties


def _further(view: View, journey: Travel, change: TravelChanged, given: list[Notification]) -> Duty:
    hours = view.rules.figure("travel-change-hours", journey.departs)
    leaves = journey.departs_at or datetime.combine(journey.departs, time())
    moment = leaves - timedelta(hours=hours)
    # Midnight is the end of the day before.
    due = max(moment.date() if moment.time() != time() else moment.date() - ONE_DAY, change.date)
    met = next((n for n in given if n.date >= change.date and n is not given[0]), None)
    met_on: date | None = met.date if met is not None else None
    state = view.state(change.date, due, due, met_on)
    by = moment if moment.date() == due and moment.time() != time() else None
    if state == "met" and met is not None and met.at is not None and by is not None and met.at > by:
        state = "met-late"
    if state in {"open", "overdue"} and view.as_at > journey.departs:
        state = "ended"
    figure = view.rules.parameters["travel-change-hours"].figure(journey.departs)
    text = "what was notified became inaccurate on {date}: to say so not less than {hours} hours before {departs}"
    values = (("date", change.date), ("hours", hours), ("departs", journey.departs))
    return Duty(
        kind="travel-change",
        of=journey.id,
        state=state,
        arose=change.date,
        basis="SOA 2003 s.86",
        why=f"A notified journey changed on {in_words(change.date)}",
        due=due,
        due_at=by,
        latest=due,
        met_on=met_on,
        met_by=met.id if met is not None else None,
        subject=change.id,
        reasons=(
            Reason(
                figure.citation if figure else "SOA 2003 s.86",
                text,
                values,
                (change.id,) if change.id else (),
                reads=(("travel-change-hours", journey.departs),),
            ),
        ),
    )
