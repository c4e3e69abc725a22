"""The first notification: SOA 2003 s.83."""

from __future__ import annotations

from datetime import date, timedelta

import msgspec

from cairn.dates import in_words
from cairn.law.answers import Duty, Read, Reason
from cairn.law.facts import Notification
from cairn.law.part2.absence import Count, count
from cairn.law.part2.entries import Entry
from cairn.law.part2.view import View
from cairn.law.rules import COMMENCEMENT, rule

BASIS = "SOA 2003 s.83"
_INSIDE = frozenset({"custody", "hospital"})


@rule("SOA 2003 ss.83(1)-(3), (6), 96ZC(4), 103G(4)", since=COMMENCEMENT)
def initial_duties(view: View) -> list[Duty]:
    """
    Within three days beginning with the relevant date, time in custody, hospital or abroad left out.

    One for each relevant date: for an order, the day of service; for a foreign conviction, the day of
    the notice. Not owed again by a person already subject who had made the notification for the earlier
    event, and stays subject through it for the whole of the three days.
    """
    duties: list[Duty] = []
    seen: set[date] = set()
    for entry in view.entries:
        if entry.arose in seen or entry.arose > view.as_at:
            continue
        seen.add(entry.arose)
        counted = count(entry.arose, view.rules.figure("initial-days", entry.arose), view.spans)
        if not _excused(view, entry, counted):
            duties.append(_duty(view, entry, counted))
    return duties


def _duty(view: View, entry: Entry, counted: Count) -> Duty:
    met = next((n for n in view.told if n.of == "initial" and n.date >= entry.arose), None)
    days = view.rules.figure("initial-days", entry.arose)
    duty = Duty(
        kind="initial",
        state=view.state(entry.start, counted.last, counted.generous, met.date if met else None),
        arose=entry.arose,
        basis=BASIS,
        why=f"{entry.words} on {in_words(entry.relevant)}: first notification within {days} days",
        due=counted.last,
        latest=counted.generous,
        met_on=met.date if met else None,
        met_by=met.id if met else None,
        subject=entry.subject,
        reasons=counting_reasons(
            entry.provision,
            arose=entry.arose,
            counted=counted,
            days=days,
            fact=entry.subject,
            met=met,
            reads=(("initial-days", entry.arose),),
        ),
    )
    running = duty.state in ("open", "overdue") and counted.last is not None
    return _depends(duty, days) if running and _perhaps_held(view, duty) else duty


def _perhaps_held(view: View, duty: Duty) -> bool:
    """
    Whether a sentence passed by the last day takes people into custody or hospital, it is not known whether it took
    this one, and nothing on record says so since.
    """
    inside = [away for away in view.person.away if away.kind in _INSIDE and away.start <= view.as_at]
    for conviction in view.person.convictions:
        if conviction.quashed_on is not None and conviction.quashed_on <= view.as_at:
            continue
        for disposal in conviction.disposals:
            passed = disposal.date or conviction.date
            told = any(away.end is None or away.end > passed for away in inside)
            if disposal.held_unknown and passed <= min(duty.due or passed, view.as_at) and not told:
                return True
    return False


def _depends(duty: Duty, days: int) -> Duty:
    """Owed by the last day, or not yet: the time stands still for somebody inside, and nobody knows."""
    last = f"{in_words(duty.due)} if at liberty" if duty.due else ""
    unknown = Reason(
        "SOA 2003 s.83(6)",
        "time in custody or hospital is left out, and whether they were taken there by the sentence is not known: "
        "the last day depends on it",
    )
    return msgspec.structs.replace(
        duty,
        state="suspended",
        due=None,
        why=f"{duty.why.partition(':')[0]}: first notification by {last}; within {days} days of release if in custody "
        "or hospital, which is not known",
        needs=("held",),
        reasons=(*duty.reasons, unknown),
    )


def _excused(view: View, entry: Entry, counted: Count) -> bool:
    """Section 83(2), and s.83(3) for those on the register of the 1997 Act."""
    through = counted.last or view.as_at
    for earlier in view.entries:
        carried = earlier is entry and earlier.relevant < entry.arose
        if not carried and earlier.start >= entry.arose:
            continue
        if earlier.end is not None:
            view.horizon.consider(earlier.end + timedelta(days=1))
            if earlier.end < through:
                continue
        since = min(earlier.start, earlier.relevant)
        if any(n.of == "initial" and since <= n.date < entry.arose for n in view.told):
            return True
    return False


def counting_reasons(
    provision: str,
    *,
    arose: date,
    counted: Count,
    days: int,
    fact: str | None,
    met: Notification | None,
    reads: tuple[Read, ...],
) -> tuple[Reason, ...]:
    """The trail of a duty counted in days beginning with an event: shared by ss.83 and 84."""
    facts = (fact,) if fact is not None else ()
    if counted.last is None:
        how = "{days} days beginning with {arose}; the count is stopped during the absence"
    else:
        how = "{days} days beginning with {arose}: the last is {last}"
    values = (("days", days), ("arose", arose), ("last", counted.last))
    steps = [Reason(provision, how, values, facts, reads=reads)]
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
