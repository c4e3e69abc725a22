"""
Events that must be notified: SOA 2003 s.84(1) and (6), SI 2012/1876 regs 10-11.

An event on or before the first day of registration is covered by the first notification.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import msgspec

from cairn.dates import corresponding, hours_later
from cairn.law.england_wales.absence import span_at
from cairn.law.england_wales.schedule3 import COMMENCEMENT
from cairn.law.england_wales.standing import Run
from cairn.law.england_wales.view import ONE_DAY, PARAMETERS, View, in_force
from cairn.law.facts import Stay
from cairn.law.rules import rule

_HOUSEHOLD_HOURS = PARAMETERS["household-hours"]


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """
    One event: what kind of change, the day from which the three days run, and the row it came from.

    Parameters
        words: the event, to be followed by "on 1 March 2019".
    """

    of: str
    day: date
    words: str
    provision: str
    subject: str | None = None


@rule("SOA 2003 s.84(1)", since=COMMENCEMENT)
def triggers(view: View) -> list[Trigger]:
    """Every notifiable event up to the day asked about, in no order."""
    found: list[Trigger] = []
    for trigger in (*_moves(view), *_stays(view), *_households(view), *_releases(view)):
        if trigger.day > view.as_at:
            view.horizon.consider(trigger.day)
        elif _run_after_first_day(trigger.day, view.standing.runs) is not None:
            found.append(trigger)
    return found


def _run_after_first_day(day: date, runs: tuple[Run, ...]) -> Run | None:
    for run in runs:
        if run.start < day and (run.end is None or day <= run.end):
            return run
    return None


def _moves(view: View) -> Iterator[Trigger]:
    """Paragraphs (a), a name not notified before, and (b), any change of home address or the loss of it."""
    person = view.person
    for name in person.names:
        yield Trigger("name", name.date, "Used a new name", "SOA 2003 s.84(1)(a)", name.id)
    for home in person.addresses:
        yield Trigger("home-address", home.date, "Changed home address", "SOA 2003 s.84(1)(b)", home.id)
    for lost in person.no_fixed_abode:
        yield Trigger("home-address", lost.date, "Left without a fixed abode", "SOA 2003 s.84(1)(b)", lost.id)


def _releases(view: View) -> Iterator[Trigger]:
    """
    Paragraph (d): release from custody by a court's order, from a sentence, or from hospital.

    Not a move from one to another; and not while the first notification waits for that release.
    """
    seen: set[date] = set()
    for away in view.person.away:
        end = away.end
        if away.kind == "abroad" or end is None or end > view.as_at or end in seen:
            continue
        received = next((span[0] for span in view.spans if span[1] == end), away.start)
        if span_at(end, view.spans) is None and not _first_notification_waits(view, received, end):
            seen.add(end)
            words = "Discharged from hospital" if away.kind == "hospital" else "Released from custody"
            yield Trigger("release", end, words, "SOA 2003 s.84(1)(d)", away.id)


def _first_notification_waits(view: View, received: date, released: date) -> bool:
    """Whether the first notification is still to be made on release: one visit, one duty, the same day."""
    for period in view.standing.periods:
        if received - 2 * ONE_DAY <= period.start <= released:
            return not any(n.of == "initial" and period.start <= n.date < released for n in view.told)
    return False


@rule("SOA 2003 s.84(1)(c), (6)", since=COMMENCEMENT)
def _stays(view: View) -> Iterator[Trigger]:
    """
    Paragraph (c): a qualifying period at premises not notified, complete on its last day.

    Seven days, or two or more periods within any twelve months that make seven. Calendar days on
    which he was there are counted. Once for each premises: afterwards they are notified ones.
    """
    if not view.person.stays:
        return
    premises: dict[str, list[Stay]] = {}
    for stay in view.person.stays:
        view.horizon.consider(stay.start)
        if stay.start <= view.as_at:
            premises.setdefault(stay.at, []).append(stay)
    for stays in premises.values():
        for day in _complete_days(stays):
            if day > view.as_at or _run_after_first_day(day, view.standing.runs) is not None:
                yield Trigger("stay", day, "Seven days at other premises", "SOA 2003 s.84(1)(c)", stays[0].id)
                break


def _complete_days(stays: list[Stay]) -> Iterator[date]:
    """Days on which a qualifying period is complete, earliest first."""
    stays.sort(key=lambda stay: stay.start)
    needed = in_force("stay-days", max(stays[0].start, COMMENCEMENT))
    window = in_force("stay-window", max(stays[0].start, COMMENCEMENT))
    days: list[date] = []
    for stay in stays:
        day = max(stay.start, days[-1] + ONE_DAY) if days else stay.start
        # A stay never needs following for longer than it takes to be complete by itself, and again.
        last = day + timedelta(days=2 * needed)
        last = last if stay.end is None else min(last, stay.end)
        while day <= last:
            days.append(day)
            if len(days) >= needed and day < corresponding(days[-needed], window):
                yield day
            day += ONE_DAY


@rule("SI 2012/1876 regs 2, 10, 11; SOA 2003 s.84(1)(ca)", since=date(2012, 8, 13))
def _households(view: View) -> Iterator[Trigger]:
    """
    Paragraph (ca): twelve hours without a break at a household where a child lives or stays.

    Real hours: a night on which the clocks change is an hour longer or shorter. A household that is
    named (`at`) is a notified one after the first time.
    """
    known: set[str] = set()
    for stay in sorted(view.person.households, key=lambda stay: stay.start):
        view.horizon.consider(stay.start.date())
        hours = _HOUSEHOLD_HOURS.on(stay.start.date())
        if hours is None or stay.start.date() > view.as_at or stay.at in known:
            continue
        complete = hours_later(stay.start, hours)
        if stay.end is not None and stay.end < complete:
            continue
        if stay.at is not None and _run_after_first_day(complete.date(), view.standing.runs) is not None:
            known.add(stay.at)
        yield Trigger(
            "child-household",
            complete.date(),
            f"{hours} hours in a household with a child",
            "SI 2012/1876 reg.11",
            stay.id,
        )
