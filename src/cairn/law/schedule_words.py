"""A row of Schedule 3 in words: whom it registers, for somebody who will not read the data file."""

from __future__ import annotations

from datetime import date

from cairn.law.schedule_3.conditions import Condition
from cairn.law.schedule_3.schedule_file import Limbs, Paragraph, Requires


def condition_in_words(row: Paragraph, *, cautions: bool = True) -> str:
    """
    The condition of a row, as "Only if the victim was under 18 or sentenced to imprisonment".

    Parameters
        cautions: whether a caution registers there at all.
    """
    if row.unread:
        return "Not known: no source that was read gives the condition. A person must decide."
    any_of_them = "Every conviction, finding or caution" if cautions else "Every conviction or finding"
    needed, days = _requirements(row.requires), _days(row)
    before = (
        f"{any_of_them} before {_day(row.always_before)}{needed}. After that: " if row.always_before else ""
    )
    if row.under_18 == row.otherwise:
        return f"{before}{_sentence(any_of_them, needed, row.otherwise)}{days}"
    young = _sentence(any_of_them, needed, row.under_18)
    older = _sentence(any_of_them, needed, row.otherwise)
    return f"{before}Offender under 18 at the offence: {_lower(young)} Otherwise: {_lower(older)}{days}"


def _sentence(any_of_them: str, needed: str, limbs: Limbs) -> str:
    if limbs is None:
        return f"{any_of_them}{needed}."
    return f"Only if {_either(limbs)}{needed}."


def _either(limbs: tuple[Condition, ...]) -> str:
    words = [limb.words for limb in limbs]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


def _requirements(requires: Requires) -> str:
    needed = []
    if requires.offender_at_least is not None:
        needed.append(f"the offender was {requires.offender_at_least} or over")
    if requires.victim_under is not None:
        needed.append(f"the victim was under {requires.victim_under}")
    if requires.shown_under is not None:
        needed.append(f"the picture shows somebody under {requires.shown_under}")
    if requires.sexual_gratification:
        needed.append("it was done for sexual gratification")
    if requires.not_all_willing:
        needed.append("somebody involved was under 16 or unwilling")
    return f", and then only where {' and '.join(needed)}" if needed else ""


def _days(row: Paragraph) -> str:
    parts = [f" from {_day(row.since)}"] if row.since else []
    parts += [f" to {_day(row.until)}"] if row.until else []
    return f" Only what was decided{''.join(parts)}." if parts else ""


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _lower(sentence: str) -> str:
    return sentence[0].lower() + sentence[1:]
