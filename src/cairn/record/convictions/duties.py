"""What the police must find out before the law can say whether, or until when, somebody is registrable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

from cairn.duties.source import POLICY, Answer, Case, DutyOwed, DutySource
from cairn.law.answers import CURRENT, Assessment
from cairn.law.facts import UNKNOWN, Conviction, Disposal, Person
from cairn.law.needs import WORDS, Need
from cairn.law.part2.standing_1997 import FIRST_REGISTER

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
    "standing-on-1997-09-01": "stood_in_1997",
}


# Of which convictions it can be lacking, where not of all.
_ASKED_OF: dict[Need, Callable[[Conviction], bool]] = {
    "sentence": lambda one: one.kind != "caution" and not one.disposals,
    "place-of-caution": lambda one: one.kind == "caution",
    "standing-on-1997-09-01": lambda one: one.date < FIRST_REGISTER,
}
# Where it stands on a sentence: which sentence lacks it.
_ON_A_SENTENCE: dict[Need, Callable[[Disposal], bool]] = {
    "sentence-length": lambda one: one.term is None or bool(one.term.weeks or one.term.days),
    "disposal": lambda one: one.kind in ("unknown", "other"),
    "court-determination": lambda one: one.part_2_applied is None or one.sexual_aspect is None,
    "held": lambda one: one.held_unknown,
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
    for duty in assessment.duties:
        if duty.state in CURRENT:
            for need in duty.needs:
                found.setdefault(need, "when the first notification is due")
    for doubt in assessment.regime_doubts:
        for need in doubt.needs:
            found.setdefault(need, "whether another scheme binds them")
    return found


def _owed(need: Need, turns: str, person: Person, as_at: date) -> DutyOwed:
    about = _doubtful(need, person, as_at)
    sentence = _sentence(need, about, as_at) if about else None
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
        source_id=_row_of(sentence, about),
    )


def _row_of(sentence: Disposal | None, about: Conviction | None) -> UUID | None:
    """The row on the record; a case of a file has none, whatever it calls its convictions."""
    written = sentence.id if sentence is not None and sentence.id else about.id if about is not None else None
    try:
        return UUID(written) if written is not None else None
    except ValueError:
        return None


def _doubtful(need: Need, person: Person, as_at: date) -> Conviction | None:
    """The latest conviction that lacks the fact; of another fact, the latest there is."""
    column, asked = _ON_A_CONVICTION.get(need), _ASKED_OF.get(need, _anything)
    standing = [one for one in person.convictions if one.date <= as_at and not one.quashed_on]
    known = [one for one in standing if asked(one)] or standing
    if column:
        lacking = [one for one in known if getattr(one, column) in (None, UNKNOWN)]
    else:
        lacking = [one for one in known if _sentence(need, one, as_at)]
    return max(lacking or known, key=_day, default=None)


def _sentence(need: Need, conviction: Conviction, as_at: date) -> Disposal | None:
    """The sentence of that conviction that lacks the fact, where it is a fact of sentences."""
    lacks = _ON_A_SENTENCE.get(need)
    passed = [one for one in conviction.disposals if one.date is None or one.date <= as_at]
    if lacks is None:
        return None
    return next((one for one in passed if lacks(one)), next(iter(passed), None))


def _anything(_: Conviction) -> bool:
    return True


def _day(conviction: Conviction) -> date:
    return conviction.date


FINDING_OUT = FindOutSource()
