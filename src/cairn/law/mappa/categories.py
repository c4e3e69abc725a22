"""
Which MAPPA category the facts put a person in: Criminal Justice Act 2003 ss.325, 327.

Category 1 follows from registration, categories 2 and 4 from an offence and a sentence. Category 3, and
category 4 for a person considered at risk of involvement in terrorism (s.325(2)(c)), need a decision of the
responsible authority and are never answered here.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from cairn.law import assess
from cairn.law.answers import Registration
from cairn.law.facts import NORTHERN_IRELAND, SCOTLAND, Person
from cairn.law.mappa.answer import NONE, Category, with_doubts
from cairn.law.mappa.doubts import doubtful
from cairn.law.mappa.other_jurisdictions import in_northern_ireland, in_scotland, restriction_doubts
from cairn.law.mappa.qualifying import Sentenced, in_words, sentenced
from cairn.law.mappa.schedule15 import SCHEDULE_15, Listed, Part
from cairn.law.needs import Need
from cairn.law.parameters import load
from cairn.law.rules import rule

PARAMETERS = load(Path(__file__).with_name("section-327.toml"))
_VIOLENT_OR_SEXUAL: frozenset[Part] = frozenset({"violent", "sexual", "murder", "section-327"})
_TERRORIST: frozenset[Part] = frozenset({"terrorism", "schedule-19za"})
_UNREAD = " The listing was not checked against the statute."


@rule("CJA 2003 ss.325, 327", since=date(2004, 4, 5))
def category(person: Person, as_at: date, registration: Registration | None = None) -> Category:
    """
    The category the facts give on `as_at`: one, with the others named in `also`.

    4 before 1 before 2. The statute has no order (a person may be within several subsections); that
    registration comes before category 2 is the guidance's, and that terrorism comes first was
    remembered, not read.

    Categories 2 and 4 look back (“has been convicted”) and the statute gives them no end. The guidance
    ends them with the licence or the order, which is not recorded here, so a person stays in them until
    the record says otherwise.

    Parameters
        registration: the answer for that day, where it is already known.

    Raises
        BadInput: there are no rules for that jurisdiction.
    """
    if person.jurisdiction == NORTHERN_IRELAND:
        return in_northern_ireland()
    subject = registration if registration is not None else assess(person, as_at).registration
    if person.jurisdiction == SCOTLAND:
        answer = in_scotland(person, as_at, subject)
        doubts = {1: subject.needs if subject.undecided else (), 2: restriction_doubts(person, as_at)}
        return with_doubts(answer, doubts)
    given = [_category_4(person, as_at), _category_1(subject), _category_2(person, as_at)]
    found = [each for each in given if each is not None]
    doubts = _doubts(person, as_at, subject)
    if not found:
        return with_doubts(NONE, doubts)
    first, *others = found
    if not others:
        return with_doubts(first, doubts)
    also = tuple(each.number for each in others if each.number is not None)
    named = " and ".join(str(number) for number in also)
    reason = f"{first.reason} The facts give category {named} as well." if first.number == 4 else first.reason
    return with_doubts(msgspec.structs.replace(first, also=also, reason=reason), doubts)


@rule("CJA 2003 ss.325, 327", since=date(2004, 4, 5))
def _doubts(person: Person, as_at: date, subject: Registration) -> dict[int, tuple[Need, ...]]:
    """What each category turns on that is not known."""
    two, four = (PARAMETERS[key].figure(as_at) for key in ("custody-at-least", "terrorist-custody-at-least"))
    found: dict[int, tuple[Need, ...]] = {1: subject.needs if subject.undecided else ()}
    if two is not None and two.value is not None:
        parts: frozenset[Part] = (
            _VIOLENT_OR_SEXUAL if four is not None else _VIOLENT_OR_SEXUAL | {"terrorism"}
        )
        found[2] = doubtful(person, as_at, two.value, parts)
    if four is not None and four.value is not None:
        found[4] = doubtful(person, as_at, four.value, _TERRORIST)
    return found


@rule("CJA 2003 s.327(2)", since=date(2004, 4, 5))
def _category_1(subject: Registration) -> Category | None:
    if not subject.registrable:
        return None
    return Category(1, "Subject to notification requirements under SOA 2003 Part 2.", "CJA 2003 s.327(2)")


@rule("CJA 2003 s.327(3)-(4A)", since=date(2004, 4, 5))
def _category_2(person: Person, as_at: date) -> Category | None:
    """
    Murder, a violent or sexual offence of Schedule 15, or one of s.327(4A), and a qualifying sentence.

    The terrorism offences of Schedule 15 belonged here until they became a category of their own. The
    route through a disqualification from working with children (s.327(5)) is gone.
    """
    figure = PARAMETERS["custody-at-least"].figure(as_at)
    if figure is None or figure.value is None:
        return None
    own_category = PARAMETERS["terrorist-custody-at-least"].figure(as_at) is not None
    parts = _VIOLENT_OR_SEXUAL if own_category else _VIOLENT_OR_SEXUAL | {"terrorism"}
    for case in sentenced(person, as_at, figure.value):
        listed = SCHEDULE_15.lookup(case.conviction.offence)
        if listed is not None and listed.part in parts and listed.reaches(case.conviction, case.passed):
            reason = f"Sentenced for {listed.title} to {in_words(case.disposal, figure.value)}."
            return Category(
                2,
                reason if listed.verified else reason + _UNREAD,
                f"{figure.citation}; {listed.citation}",
                listed.verified,
            )
    return None


@rule("CJA 2003 s.327(4B)-(4G)", since=date(2022, 6, 28))
def _category_4(person: Person, as_at: date) -> Category | None:
    """
    A terrorism offence, or any with a terrorist connection, and a sentence of CTA 2008 s.45.

    Whoever is subject to Part 4 of that Act by a conviction (s.327(4C)) is within this too, so there is no
    second test. Schedule 19ZA was not read: the terrorism offences of Schedule 15 carry more than two
    years, which is what it lists, and the answer says that the list was not checked.
    """
    figure = PARAMETERS["terrorist-custody-at-least"].figure(as_at)
    if figure is None or figure.value is None:
        return None
    for case in sentenced(person, as_at, figure.value):
        listed = SCHEDULE_15.lookup(case.conviction.offence)
        if case.conviction.terrorist_connection:
            return Category(4, _connected(case, listed, figure.value), "CJA 2003 s.327(4D), (4F)(c)")
        if listed is not None and listed.part in _TERRORIST:
            reason = f"Sentenced for a terrorism offence, {listed.title}, to {in_words(case.disposal, figure.value)}."
            return Category(
                4,
                reason + _UNREAD,
                f"CJA 2003 s.327(4D), (4F)(a), Sch.19ZA; {listed.citation}",
                verified=False,
            )
    return None


def _connected(case: Sentenced, listed: Listed | None, months: int) -> str:
    offence = listed.title if listed is not None else case.conviction.offence
    how = in_words(case.disposal, months)
    return f"Sentenced for {offence}, found to have a terrorist connection, to {how}."
