"""
What somebody would owe if they were registrable, while that is undecided or may last longer than is certain.

The same rules are asked with everything in doubt counted. What they would find outstanding besides what is certainly
owed is possible: it names what it turns on, is nobody's breach, and does not vanish until that is found out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from cairn.law.answers import CURRENT, POSSIBLE, Assessment, Duty
from cairn.law.needs import Need
from cairn.law.part2.entries import entries
from cairn.law.part2.scheme import Part2, part_2_duties
from cairn.law.part2.view import View


def possible_duties(scheme: Part2, view: View, certain: Assessment) -> tuple[Duty, ...]:
    """The duties of Part 2 that somebody may owe besides those that they owe in any case."""
    supposed, needs = view.registered.supposed, certain.registration.needs
    if supposed is None or not needs:
        return ()
    other = msgspec.structs.replace(view, registered=supposed, entries=entries(supposed))
    return tuple(if_registrable(part_2_duties(scheme, other), certain.duties, needs))


def if_registrable(owed: Iterable[Duty], certain: Iterable[Duty], needs: tuple[Need, ...]) -> Iterator[Duty]:
    """
    The duties that only may be owed.

    Parameters
        owed: those that would be, should everything in doubt count; certain: those there are in any case.
        needs: what it turns on.
    """
    known = {_which(duty) for duty in certain if duty.state != "ended"}
    for duty in owed:
        if duty.state in CURRENT and _which(duty) not in known:
            yield msgspec.structs.replace(duty, state=POSSIBLE, needs=needs)


def _which(duty: Duty) -> tuple[object, ...]:
    """What tells one duty from another, whichever conviction it is said to come from."""
    return duty.kind, duty.of, duty.arose, duty.regime
