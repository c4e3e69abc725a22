"""
One person's facts with something in them otherwise: another sentence, another day, an appeal allowed.

Sentences are read as people write them: "imprisonment 2 years 6 months", "suspended 12 months",
"extended 18 months + 36 months", "hospital order with restriction", "fine".
"""

from __future__ import annotations

import re
from datetime import date as day
from datetime import timedelta

import msgspec

from cairn.dates import in_words
from cairn.errors import BadInput
from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.law.kinds import DisposalKind
from cairn.law.schedule_3.conditions import COMMUNITY, IMPRISONMENT

EXAMPLES = (
    *("imprisonment 2 years 6 months", "life imprisonment", "suspended 12 months", "detention 18 months"),
    *("detention and training order 12 months", "extended 18 months + 36 months"),
    *("imprisonment for public protection", "hospital order", "hospital order with restriction"),
    *("community order 12 months", "fine", "conditional discharge 12 months", "absolute discharge"),
)
# The first that is found names the sentence, so what contains another comes before it.
_NAMES: tuple[tuple[str, DisposalKind], ...] = (
    (r"imprisonment for public protection|ipp", "ipp"),
    (r"suspended(?: sentence)?(?: order)?(?: of)?(?: imprisonment)?", "suspended-imprisonment"),
    (r"extended(?: determinate)?(?: sentence)?(?: of)?(?: imprisonment)?", "extended"),
    (r"detention and training order|dto", "dto"),
    (r"hospital order", "hospital-order"),
    (r"(?:order for )?lifelong restriction", "lifelong-restriction"),
    (r"community payback order", "community-payback-order"),
    (r"community (?:order|sentence)", "community-order"),
    (r"conditional(?:ly)? discharged?", "conditional-discharge"),
    (r"absolute(?:ly)? discharged?", "absolute-discharge"),
    (r"(?:life )?(?:imprisonment|prison|custody)", "imprisonment"),
    (r"detention(?: in a young offender institution)?", "detention"),
    (r"fined?", "fine"),
    (r"life(?: sentence)?", "imprisonment"),
)
_NEED_A_TERM = IMPRISONMENT - {"ipp", "lifelong-restriction"} | {"conditional-discharge"}
_MAY_HAVE_A_TERM = _NEED_A_TERM | COMMUNITY
_LENGTH = re.compile(r"(\d{1,4}) ?(years?|yrs?|y|months?|mths?|mo|m|weeks?|wks?|w|days?|d)\b")
_MOST_YEARS = 150  # beyond it a number is a slip of the hand, and the calendar ends
_UNITS = {"y": "years", "m": "months", "w": "weeks", "d": "days"}
_FILLERS = re.compile(r"\b(?:a|an|and|for|of|the|term|terms|period|sentence|order)\b|,")
_CUSTODY = re.compile(r"\b(?:imprisonment|prison|custody|custodial|extension|licence)\b")
_PLUS = re.compile(r"\+|\bplus\b|\bwith\b")
_RESTRICTION = re.compile(r"\b(with(?:out)?|and)(?: an?)? restrictions?(?: order)?\b")


def parse_sentence(text: str) -> Disposal:
    """
    A sentence as people write it; upper and lower case do not matter.

    Raises
        BadInput: it is not understood, or lacks the length it needs, or has one that it cannot have.
            Says what to write.
    """
    words = " ".join(text.lower().replace("’", "'").replace("-", " ").split())
    kind, rest = _named(text, words)
    if kind == "hospital-order":
        return _hospital(text, rest)
    if kind == "extended":
        return _extended(text, rest)
    life = "life" in words.split() and kind in {"imprisonment", "detention"}
    rest = re.sub(r"\blife\b", "", rest) if life else rest
    term = _term(text, rest)
    if life and term is not None:
        raise _refused(text, "a life sentence has no other length")
    if term is None and not life and kind in _NEED_A_TERM:
        raise _refused(text, "its length is missing")
    if term is not None and kind not in _MAY_HAVE_A_TERM:
        raise _refused(text, "this sentence has no length")
    return Disposal(kind=kind, term=Term(life=True) if life else term)


def changed(
    person: Person,
    *,
    conviction: str | None,
    sentence: Disposal | None = None,
    date: day | None = None,
    offence: str | None = None,
    quashed_on: day | None = None,
) -> Person:
    """
    The same person with one conviction, caution or finding otherwise; whatever is None stays as it is.

    Parameters
        conviction: its id; may be None where the person has only one.
        sentence: in place of all that was ordered on it, passed on the same day as that, and consecutive
            to the same term where both are of imprisonment.
        date: of the verdict, caution or finding; what was ordered the same day moves with it.

    Raises
        BadInput: nothing to change, no such conviction, or days that cannot be.
    """
    if sentence is None and date is None and offence is None and quashed_on is None:
        raise BadInput(
            "Say what would be otherwise: a sentence, the day of conviction, an offence, or the day it was quashed."
        )
    found = _chosen(person, conviction)
    new = found
    if sentence is not None:
        new = _sentenced(new, sentence)
    if date is not None:
        new = _dated(new, date, person)
    if offence is not None:
        if not offence.strip():
            raise BadInput("Enter an offence, as “SOA 2003 s.9”.", field="offence")
        new = msgspec.structs.replace(new, offence=" ".join(offence.split()))
    if quashed_on is not None:
        new = msgspec.structs.replace(new, quashed_on=quashed_on)
    if new.quashed_on is not None and new.quashed_on < new.date:
        raise BadInput(
            f"It would be quashed on {in_words(new.quashed_on)}, before the conviction on {in_words(new.date)}. "
            "Give a later day.",
            field="quashed_on",
        )
    return msgspec.structs.replace(
        person, convictions=tuple(new if one is found else one for one in person.convictions)
    )


def _named(text: str, words: str) -> tuple[DisposalKind, str]:
    """Which sentence it is, and the rest of the words."""
    for pattern, kind in _NAMES:
        found = re.search(rf"\b(?:{pattern})\b", words)
        if found is not None:
            rest = f"{words[: found.start()]} {words[found.end() :]}"
            if kind in {"suspended-imprisonment", "extended"}:
                rest = _CUSTODY.sub(" ", rest)
            return kind, rest.strip()
    raise _refused(text, "no sentence is named")


def _hospital(text: str, rest: str) -> Disposal:
    said = _RESTRICTION.search(rest)
    left = _FILLERS.sub(" ", _RESTRICTION.sub(" ", rest)).strip()
    if left:
        raise _refused(text, f"“{left}” is not understood")
    return Disposal(kind="hospital-order", restriction=said is not None and said[1] != "without")


def _extended(text: str, rest: str) -> Disposal:
    parts = _PLUS.split(rest)
    terms = [_term(text, part) for part in parts if part.strip()]
    if len(terms) != 2 or terms[0] is None or terms[1] is None:
        raise _refused(
            text, "an extended sentence has a custodial term and an extension, as “18 months + 36 months”"
        )
    return Disposal(kind="extended", term=terms[0], extension=terms[1])


def _term(text: str, words: str) -> Term | None:
    found: dict[str, int] = {}
    for number, unit in _LENGTH.findall(words):
        name = _UNITS[unit[0]]
        if name in found:
            raise _refused(text, f"it has {name} twice")
        found[name] = int(number)
    left = " ".join(_FILLERS.sub(" ", _LENGTH.sub(" ", words)).replace("'", " ").split())
    if left:
        raise _refused(text, f"“{left}” is not understood")
    if found and not any(found.values()):
        raise _refused(text, "its length is nothing")
    if found.get("years", 0) > _MOST_YEARS:
        raise _refused(text, "it is too long")
    return msgspec.convert(found, Term) if found else None


def _refused(text: str, why: str) -> BadInput:
    examples = "; ".join(EXAMPLES)
    return BadInput(f"“{text}” is not a sentence: {why}. Write one of these: {examples}.", field="sentence")


def _chosen(person: Person, conviction: str | None) -> Conviction:
    if not person.convictions:
        raise BadInput(
            "There is no conviction, caution or finding to change. Add one first.", field="conviction"
        )
    if conviction is None and len(person.convictions) == 1:
        return person.convictions[0]
    for one in person.convictions:
        if conviction is not None and one.id == conviction:
            return one
    known = "; ".join(
        f"{one.id or 'no id'} ({one.offence}, {in_words(one.date)})" for one in person.convictions
    )
    told = f"No conviction has the id “{conviction}”." if conviction else "Say which conviction, by its id."
    raise BadInput(f"{told} There are: {known}.", field="conviction")


def _sentenced(conviction: Conviction, sentence: Disposal) -> Conviction:
    if conviction.kind == "caution":
        raise BadInput("A caution has no sentence. Choose a conviction or a finding.", field="sentence")
    old = conviction.disposals
    passed = sentence.date or max((one.date for one in old if one.date is not None), default=None)
    follows = sentence.consecutive_to
    if follows is None and sentence.kind in IMPRISONMENT:
        links = [one.consecutive_to for one in old if one.kind in IMPRISONMENT]
        follows = next((link for link in links if link is not None), None)
    new = msgspec.structs.replace(sentence, date=passed, consecutive_to=follows)
    return msgspec.structs.replace(conviction, disposals=(new,))


def _dated(conviction: Conviction, on: day, person: Person) -> Conviction:
    done = conviction.offence_date
    if on < person.born:
        raise BadInput(f"{in_words(on)} is before the person was born. Give a later day.", field="date")
    if done is not None and on < done:
        raise BadInput(
            f"{in_words(on)} is before the offence, {in_words(done)}. Give a later day.", field="date"
        )
    moved: timedelta = on - conviction.date
    disposals = tuple(
        one if one.date is None else msgspec.structs.replace(one, date=one.date + moved)
        for one in conviction.disposals
    )
    return msgspec.structs.replace(conviction, date=on, disposals=disposals)
