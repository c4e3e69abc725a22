"""
Events that must be notified everywhere: SOA 2003 s.84(1) and (6).

What is prescribed differs by jurisdiction: each rule set names its own sources beside these.

An event on or before the first day of registration is covered by the first notification.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import msgspec

from cairn.dates import corresponding
from cairn.law.answers import Read
from cairn.law.facts import Stay
from cairn.law.part2.absence import span_at
from cairn.law.part2.registration_periods import Run
from cairn.law.part2.view import ONE_DAY, View
from cairn.law.rules import COMMENCEMENT, rule

_FROM_WHICH_RELEASED = ("custody", "hospital")

Source = Callable[[View], Iterator["Trigger"]]


class Trigger(msgspec.Struct, frozen=True, gc=False):
    """
    One event: what kind of change, the day from which the three days run, and the row it came from.

    Parameters
        words: the event, to be followed by "on 1 March 2019".
        reads: the figures that made it one.
    """

    of: str
    day: date
    words: str
    provision: str
    subject: str | None = None
    reads: tuple[Read, ...] = ()


@rule("SOA 2003 s.84(1)", since=COMMENCEMENT)
def triggers(view: View, sources: tuple[Source, ...]) -> list[Trigger]:
    """Every notifiable event up to the day asked about, in no order, from the sources of the rule set."""
    found: list[Trigger] = []
    for trigger in (trigger for source in sources for trigger in source(view)):
        if trigger.day > view.as_at:
            view.horizon.consider(trigger.day)
        elif run_after_first_day(trigger.day, view.registered.runs) is not None:
            found.append(trigger)
    return found


def run_after_first_day(day: date, runs: tuple[Run, ...]) -> Run | None:
    """The run that a day falls in, if it is not the run's first day."""
    for run in runs:
        if run.start < day and (run.end is None or day <= run.end):
            return run
    return None


@rule("SOA 2003 s.84(1)(a)-(b)", since=COMMENCEMENT)
def moves(view: View) -> Iterator[Trigger]:
    """Paragraphs (a), a name not notified before, and (b), any change of home address or the loss of it."""
    person = view.person
    for name in person.names:
        yield Trigger("name", name.date, "Used a new name", "SOA 2003 s.84(1)(a)", name.id)
    for home in person.addresses:
        yield Trigger("home-address", home.date, "Changed home address", "SOA 2003 s.84(1)(b)", home.id)
    for lost in person.no_fixed_abode:
        yield Trigger("home-address", lost.date, "Left without a fixed abode", "SOA 2003 s.84(1)(b)", lost.id)


@rule("SOA 2003 s.84(1)(d)", since=COMMENCEMENT)
def releases(view: View) -> Iterator[Trigger]:
    """
    Paragraph (d): release from custody by a court's order, from a sentence, or from hospital.

    Not a move from one to another; and not while the first notification waits for that release.
    """
    seen: set[date] = set()
    for away in view.person.away:
        end = away.end
        if away.kind not in _FROM_WHICH_RELEASED or end is None or end > view.as_at or end in seen:
            continue
        received = next((span[0] for span in view.spans if span[1] == end), away.start)
        if span_at(end, view.spans) is None and not _first_notification_waits(view, received, end):
            seen.add(end)
            words = "Discharged from hospital" if away.kind == "hospital" else "Released from custody"
            yield Trigger("release", end, words, "SOA 2003 s.84(1)(d)", away.id)


def _first_notification_waits(view: View, received: date, released: date) -> bool:
    """Whether the first notification is still to be made on release: one visit, one duty, the same day."""
    for entry in view.entries:
        if received - 2 * ONE_DAY <= entry.relevant <= released:
            return not any(n.of == "initial" and entry.relevant <= n.date < released for n in view.told)
    return False


@rule("SOA 2003 s.84(1)(c), (6)", since=COMMENCEMENT)
def stays(view: View) -> Iterator[Trigger]:
    """
    Paragraph (c): a qualifying period at premises not notified, complete on its last day.

    Seven days, or two or more periods within any twelve months that make seven. Calendar days on
    which he was there are counted. Once for each premises: afterwards they are notified ones.
    """
    if not view.person.stays or not view.registered.runs:
        return
    premises: dict[str, list[Stay]] = {}
    for stay in view.person.stays:
        view.horizon.consider(stay.start)
        if stay.start <= view.as_at:
            premises.setdefault(stay.at, []).append(stay)
    for visits in premises.values():
        visits.sort(key=lambda stay: stay.start)
        # A stay from before he was subject, or before the scheme was law, is counted by its first figure.
        law_of = max(visits[0].start, view.registered.runs[0].start)
        for day in _complete_days(view, visits, law_of):
            if day > view.as_at or run_after_first_day(day, view.registered.runs) is not None:
                reads = (("stay-days", law_of), ("stay-window", law_of))
                words = "Seven days at other premises"
                yield Trigger("stay", day, words, "SOA 2003 s.84(1)(c)", visits[0].id, reads)
                break


def _complete_days(view: View, stays: list[Stay], law_of: date) -> Iterator[date]:
    """Days on which a qualifying period is complete, earliest first."""
    needed, window = view.rules.figure("stay-days", law_of), view.rules.figure("stay-window", law_of)
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
