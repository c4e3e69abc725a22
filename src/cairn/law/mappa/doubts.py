"""
What may bring MAPPA and is not known: a sentence not recorded, an offence not recognised.

An offence that the list may lack, because its text was not read for the day, is for a person to decide.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache

from cairn.law import references, terms
from cairn.law.facts import ENGLAND_AND_WALES, Conviction, Disposal, Person
from cairn.law.mappa.qualifying import in_force, qualifies
from cairn.law.mappa.schedule15 import SCHEDULE_15, Part
from cairn.law.needs import Need, in_order
from cairn.law.recognition import recognised
from cairn.law.rulebook import rule_set
from cairn.law.rules import rule
from cairn.law.schedule_3.conditions import IMPRISONMENT

_SURE: frozenset[Need] = frozenset()


@rule("CJA 2003 s.327(3)-(4G)", since=date(2004, 4, 5))
def doubtful(person: Person, as_at: date, months: int, parts: Collection[Part]) -> tuple[Need, ...]:
    """
    The facts on which it turns whether an offence of these parts, with a sentence of `months`, brings a category.

    Empty where every offence and every sentence is known well enough.
    """
    found: set[Need] = set()
    for conviction in in_force(person, as_at):
        sentence = _of_the_sentence(conviction, as_at, months)
        if sentence is None:
            continue
        offence = _of_the_offence(conviction, parts)
        if offence is not None:
            found |= offence | sentence
    return in_order(found)


def _of_the_offence(conviction: Conviction, parts: Collection[Part]) -> frozenset[Need] | None:
    """What is lacking to say that the offence is listed; None where it certainly is not."""
    if conviction.terrorist_connection and "schedule-19za" in parts:
        return _SURE  # found by the court, whatever the offence
    row = SCHEDULE_15.lookup(conviction.offence)
    if row is None:
        return frozenset({"offence"}) if _unclear(conviction.offence) else None
    if row.part not in parts:
        return None
    found: set[Need] = set()
    if row.victim_under is not None and conviction.victim_age is None:
        found.add("victim-age")
    elif row.victim_under is not None and (conviction.victim_age or 0) >= row.victim_under:
        return None
    days = [each.date or conviction.date for each in conviction.disposals] or [conviction.date]
    if not any(_reached(row.since, row.to, day) for day in days):
        if row.verified:
            return None
        found.add("law")
    return frozenset(found)


@lru_cache(maxsize=1024)
def _unclear(offence: str) -> bool:
    """Whether it is not said which offence it was. What Schedule 3 lists by name is said, whoever lists it not."""
    listed = rule_set(ENGLAND_AND_WALES).schedule.recognise(offence).kind == "listed"
    return subsections_listed(offence) or not (listed or recognised(offence))


def _reached(since: date | None, to: date | None, day: date) -> bool:
    return (since is None or since <= day) and (to is None or day <= to)


@lru_cache(maxsize=1024)
def subsections_listed(offence: str) -> bool:
    """Whether only some subsections of the section are listed, so that the section alone does not tell."""
    text = references.normal(offence)
    return any(references.normal(row.reference).startswith(f"{text}(") for row in SCHEDULE_15.rows)


def _of_the_sentence(conviction: Conviction, as_at: date, months: int) -> frozenset[Need] | None:
    """What is lacking to say that a sentence qualifies; None where none certainly does."""
    if not conviction.disposals:
        return frozenset({"sentence"})
    passed = [each for each in conviction.disposals if (each.date or conviction.date) <= as_at]
    if any(qualifies(conviction, each, months) for each in passed):
        return _SURE
    found: set[Need] = set()
    for each in passed:
        if each.kind == "unknown":
            found.add("disposal")
        elif conviction.kind == "conviction" and _lacks_length(each):
            found.add("sentence-length")
    return frozenset(found) or None


def _lacks_length(disposal: Disposal) -> bool:
    return disposal.kind in IMPRISONMENT and terms.length(disposal.term) == terms.NOTHING
