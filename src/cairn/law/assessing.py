"""The whole answer for one person on one day: Part 2, and every sister scheme that can reach them."""

from __future__ import annotations

from datetime import date

import msgspec

from cairn.law.answers import Assessment, Duty, RegimeDoubt, RegimeStanding, Registration
from cairn.law.facts import Person
from cairn.law.if_registrable import possible_duties
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.registration import registration
from cairn.law.part2.scheme import assess_part_2
from cairn.law.part2.view import View, look
from cairn.law.rulebook import STATUTE_BOOK, Rulebook
from cairn.law.sister_schemes.registry import reaching
from cairn.law.sister_schemes.scheme import Running, doubt


def assess(person: Person, as_at: date, book: Rulebook = STATUTE_BOOK) -> Assessment:
    """
    Registration, duties and review on `as_at`, by the law and the facts of that day.

    Facts dated later are not used, except a journey already known of. `changes_on` is the first later
    day on which the answer changes, or may, without a new fact.

    Parameters
        book: the law to apply; the published statute book unless another is given.

    Raises
        BadInput: there are no rules for the person's jurisdiction.
    """
    scheme = book.scheme(person.jurisdiction)
    view = look(person, as_at, scheme.rules, Horizon(as_at))
    answer = assess_part_2(scheme, view)
    regimes, doubts, duties = _sister_schemes(view, answer.registration)
    return Assessment(
        as_at,
        answer.registration,
        answer.duties + possible_duties(scheme, view, answer) + duties,
        view.horizon.day,
        regimes,
        answer.review,
        doubts,
    )


def registration_on(person: Person, as_at: date, book: Rulebook = STATUTE_BOOK) -> Registration:
    """
    The registration of `assess` alone, for whoever asks it of many days.

    Raises
        BadInput: there are no rules for the person's jurisdiction.
    """
    scheme = book.scheme(person.jurisdiction)
    view = look(person, as_at, scheme.rules, Horizon(as_at))
    return registration(view.person, view.registered, as_at, scheme.rules)


def _sister_schemes(
    view: View, part_2: Registration
) -> tuple[tuple[RegimeStanding, ...], tuple[RegimeDoubt, ...], tuple[Duty, ...]]:
    asked = reaching(view.person)
    if not asked:
        return (), (), ()
    running = Running(
        person=view.person, as_at=view.as_at, horizon=view.horizon, rules=view.rules, part_2=view.registered
    )
    regimes: list[RegimeStanding] = []
    doubts: list[RegimeDoubt] = []
    duties: tuple[Duty, ...] = ()
    for one in asked:
        standing, owed = one.rule(running)
        duties += owed
        needs = one.doubts(running)
        if standing is not None:
            # An order that asks nothing while Part 2 does may ask nothing where that is undecided.
            needs = part_2.needs if one.outside_part_2 and part_2.undecided else needs
            regimes.append(msgspec.structs.replace(standing, needs=needs) if needs else standing)
        elif needs:
            doubts.append(doubt(one.scheme, needs))
    return tuple(regimes), tuple(doubts), duties
