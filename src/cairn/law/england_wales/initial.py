"""The first notification: SOA 2003 s.83."""

from __future__ import annotations

from datetime import date, timedelta

from cairn.dates import in_words
from cairn.law.answers import Duty, Reason
from cairn.law.england_wales.absence import Count, count
from cairn.law.england_wales.period import Period
from cairn.law.england_wales.schedule3 import COMMENCEMENT
from cairn.law.england_wales.view import View, in_force
from cairn.law.facts import Notification
from cairn.law.rules import rule

BASIS = "SOA 2003 s.83"
_EVENT = {"conviction": "Convicted", "caution": "Cautioned", "finding": "Finding made"}


@rule("SOA 2003 s.83(1)-(3), (6)", since=COMMENCEMENT)
def initial_duties(view: View) -> list[Duty]:
    """
    Within three days beginning with the relevant date, time in custody, hospital or abroad left out.

    One for each relevant date. Not owed again by a person already subject who had made the
    notification for the earlier event, and stays subject through it for the whole of the three days.
    """
    duties: list[Duty] = []
    seen: set[date] = set()
    for period in view.standing.periods:
        arose = max(period.start, COMMENCEMENT)
        if arose in seen:
            continue
        seen.add(arose)
        counted = count(arose, in_force("initial-days", arose), view.spans)
        if not _excused(view, period, arose, counted):
            duties.append(_duty(view, period, arose, counted))
    return duties


def _duty(view: View, period: Period, arose: date, counted: Count) -> Duty:
    met = next((n for n in view.told if n.of == "initial" and n.date >= arose), None)
    met_on = met.date if met is not None else None
    conviction = period.conviction
    what = "Sentenced" if period.listing.by_sentence else _EVENT[conviction.kind]
    return Duty(
        kind="initial",
        state=view.state(arose, counted.last, counted.generous, met_on),
        arose=arose,
        basis=BASIS,
        why=f"{what} on {in_words(period.start)}: first notification within 3 days",
        due=counted.last,
        latest=counted.generous,
        met_on=met_on,
        met_by=met.id if met is not None else None,
        subject=conviction.id,
        reasons=counting_reasons(
            "SOA 2003 s.83(1)",
            arose=arose,
            counted=counted,
            days=in_force("initial-days", arose),
            fact=conviction.id,
            met=met,
        ),
    )


def _excused(view: View, period: Period, arose: date, counted: Count) -> bool:
    """Section 83(2), and s.83(3) for those on the register of the 1997 Act."""
    through = counted.last or view.as_at
    for earlier in view.standing.periods:
        carried = earlier is period and earlier.start < arose
        if not carried and earlier.start >= arose:
            continue
        if earlier.end is not None:
            view.horizon.consider(earlier.end + timedelta(days=1))
            if earlier.end < through:
                continue
        if any(n.of == "initial" and earlier.start <= n.date < arose for n in view.told):
            return True
    return False


def counting_reasons(
    provision: str, *, arose: date, counted: Count, days: int, fact: str | None, met: Notification | None
) -> tuple[Reason, ...]:
    """The trail of a duty counted in days beginning with an event: shared by ss.83 and 84."""
    facts = (fact,) if fact is not None else ()
    if counted.last is None:
        how = "{days} days beginning with {arose}; the count is stopped during the absence"
    else:
        how = "{days} days beginning with {arose}: the last is {last}"
    steps = [Reason(provision, how, (("days", days), ("arose", arose), ("last", counted.last)), facts)]
    if counted.cut:
        steps.append(
            Reason(
                "SOA 2003 s.83(6)",
                "time in custody by a court's order, serving a sentence, detained in hospital or outside "
                "the United Kingdom is left out; the day of release or return counts as a whole day",
            )
        )
        if counted.generous != counted.last:
            steps.append(
                Reason(
                    "SOA 2003 s.83(6)",
                    "days used up before going away are not given again; on the other reading the last is {last}",
                    (("last", counted.generous),),
                )
            )
    if met is not None:
        steps.append(
            Reason(
                provision, "notified on {met}", (("met", met.date),), (met.id,) if met.id is not None else ()
            )
        )
    return tuple(steps)
