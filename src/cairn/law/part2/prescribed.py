"""
Changes in what each jurisdiction prescribes: SOA 2003 s.84(1)(ca) and (c).

Which matters are prescribed, since when and by which instrument, is in the rule set's figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cairn.dates import hours_later
from cairn.law.answers import SOA_PART_2
from cairn.law.facts import ChildHousehold, PrescribedMatter
from cairn.law.part2.triggers import Trigger, run_after_first_day
from cairn.law.part2.view import View
from cairn.law.rules import COMMENCEMENT, rule

_WORDS = {
    ("bank-account", "opened"): "Opened a bank or credit card account",
    ("bank-account", "closed"): "Closed a bank or credit card account",
    ("bank-account", "altered"): "A notified account was altered",
    ("card", "obtained"): "Obtained a bank or credit card",
    ("card", "gone"): "No longer holds a notified card",
    ("card", "altered"): "A notified card was altered or renewed",
    ("identity-document", "obtained"): "Obtained a passport or other identity document",
    ("identity-document", "gone"): "No longer holds a passport or other identity document",
    ("identity-document", "altered"): "A notified identity document was altered",
}


@rule("SI 2012/1876 regs 2, 10, 11; SR (NI) 2014/185; SOA 2003 s.84(1)(ca)", since=date(2012, 8, 13))
def households(view: View) -> Iterator[Trigger]:
    """
    Twelve hours without a break at a household where a child lives or stays.

    Real hours: a night on which the clocks change is an hour longer or shorter. A household that is
    named (`at`) is a notified one after the first time, until he has left it.
    """
    known: dict[str, date] = {}
    for stay in sorted(view.person.households, key=lambda stay: stay.start):
        began = stay.start.date()
        view.horizon.consider(began)
        hours = view.rules.on("household-hours", began)
        if (
            hours is None
            or began > view.as_at
            or (stay.at is not None and _known(view, known, stay.at, began))
        ):
            continue
        complete = hours_later(stay.start, hours)
        if stay.end is not None and stay.end < complete:
            continue
        if stay.at is not None and run_after_first_day(complete.date(), view.registered.runs) is not None:
            known[stay.at] = complete.date()
        words = f"{hours} hours in a household with a child"
        yield Trigger(
            "child-household",
            complete.date(),
            words,
            _provision(view, "household-hours", began),
            stay.id,
            (("household-hours", began),),
        )


def _known(view: View, known: dict[str, date], at: str, began: date) -> bool:
    since = known.get(at)
    left = [one.date for one in view.person.households_left if one.at == at and one.date <= began]
    return since is not None and not any(since <= day for day in left)


def _long(view: View, stay: ChildHousehold) -> bool:
    """Whether a stay was long enough to be notified; one from before that was prescribed is taken to be."""
    hours = view.rules.on("household-hours", stay.start.date())
    return hours is None or stay.end is None or stay.end >= hours_later(stay.start, hours)


@rule("SI 2012/1876 reg.11; SOA 2003 s.84(1)(ca)", since=date(2012, 8, 13))
def households_left(view: View) -> Iterator[Trigger]:
    """He ceased to live or stay at a household that he had notified, or had to."""
    for left in view.person.households_left:
        view.horizon.consider(left.date)
        if view.rules.on("household-left", left.date) is None:
            continue
        before = [
            stay for stay in view.person.households if stay.at == left.at and stay.start.date() <= left.date
        ]
        # With no stay recorded before it, it was notified with the first notification.
        if not before or any(_long(view, stay) for stay in before):
            words = "Ceased to stay in a household with a child"
            yield Trigger(
                "child-household-left",
                left.date,
                words,
                _provision(view, "household-left", left.date),
                left.id,
                (("household-left", left.date),),
            )


@rule("SI 2012/1876 regs 13, 15; SSI 2007/246; SR (NI) 2014/185; SOA 2003 s.84(1)(ca)", since=COMMENCEMENT)
def matters(view: View) -> Iterator[Trigger]:
    """An account, a card or an identity document came, went or was altered, where that is prescribed."""
    for matter in view.person.prescribed:
        view.horizon.consider(matter.date)
        # Regulation 15 speaks of obtaining a document, or ceasing to hold it.
        renewed = matter.kind == "identity-document" and matter.of == "altered"
        if renewed and view.regime == SOA_PART_2:
            continue
        if view.rules.on(matter.kind, matter.date) is not None:
            yield _matter(view, matter)


def _matter(view: View, matter: PrescribedMatter) -> Trigger:
    words = _WORDS.get((matter.kind, matter.of), "A notified detail changed")
    return Trigger(
        matter.kind,
        matter.date,
        words,
        _provision(view, matter.kind, matter.date),
        matter.id,
        ((matter.kind, matter.date),),
    )


def _provision(view: View, key: str, day: date) -> str:
    figure = view.rules.parameters[key].figure(day)
    return figure.citation if figure is not None else "SOA 2003 s.84(1)(ca)"
