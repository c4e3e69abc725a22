"""What the police must find out before the law can say whether, or until when, somebody is registrable."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from cairn.duties.source import POLICY, Answer, Case, DutyOwed, DutySource
from cairn.law.answers import Assessment
from cairn.law.facts import Conviction, Person
from cairn.law.needs import WORDS, Need

FIND_OUT = "find-out"
# Where the fact stands on a conviction: what is not known there may be what is asked for.
_ON_A_CONVICTION: dict[Need, str] = {
    "offence-date": "offence_date",
    "victim-age": "victim_age",
    "shown-age": "shown_age",
    "intended-victim-age": "intended_victim_age",
    "sexual-gratification": "sexual_gratification",
    "all-willing": "all_willing",
    "parental-household": "parental_household",
    "place-of-caution": "given_in",
}


class FindOutSource(DutySource[None]):
    """
    One duty for each fact that the answer turns on, due at once: what is not known is not a no.

    Where somebody is registrable whatever the fact is, and no longer for it, nobody is asked to find it out.
    """

    name: ClassVar[str] = "what is not known"
    kinds: ClassVar[Mapping[str, str]] = {FIND_OUT: "Find out what decides whether they are registrable"}

    def read(self, document: str | None) -> None:
        return None

    def answer(self, facts: None, case: Case) -> Answer:
        person, as_at = case.person, case.as_at
        if person.died and person.died <= as_at:
            return Answer()
        return Answer([_owed(need, turns, person, as_at) for need, turns in _open(case.assessment).items()])


def _open(assessment: Assessment) -> dict[Need, str]:
    """Each fact on which an answer turns, once, and what turns on it."""
    registration = assessment.registration
    longer = registration.may_run_to is not None or registration.may_be_indefinite
    found: dict[Need, str] = {}
    if registration.undecided:
        found |= dict.fromkeys(registration.needs, "whether they are registrable")
    elif registration.registrable and longer:
        found |= dict.fromkeys(registration.needs, "until when they are registrable")
    for doubt in assessment.regime_doubts:
        for need in doubt.needs:
            found.setdefault(need, "whether another scheme binds them")
    return found


def _owed(need: Need, turns: str, person: Person, as_at: date) -> DutyOwed:
    about = _doubtful(need, person, as_at)
    known = [about.date] if about else [order.date for order in person.orders if order.date <= as_at]
    arose = max(known, default=as_at)
    return DutyOwed(
        basis=POLICY,
        kind=FIND_OUT,
        of=need,
        arose=arose,
        due=arose,
        what=f"Find out {WORDS[need]}",
        why=f"On it turns {turns}",
        provision="Code of Practice on police information: records accurate and complete",
        source_id=UUID(about.id) if about else None,
    )


def _doubtful(need: Need, person: Person, as_at: date) -> Conviction | None:
    """The latest conviction that lacks the fact; of another fact, the latest there is."""
    column = _ON_A_CONVICTION.get(need)
    known = [one for one in person.convictions if one.date <= as_at and not one.quashed_on]
    lacking = [one for one in known if column and getattr(one, column) is None]
    return max(lacking or known, key=_day, default=None)


def _day(conviction: Conviction) -> date:
    return conviction.date


FINDING_OUT = FindOutSource()
