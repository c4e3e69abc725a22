"""
Several terms taken together: SOA 2003 s.82(3)-(4).

Terms follow one another as the links say. A link of consecutive terms adds the later term; a link of
partly concurrent terms adds it less the overlap; wholly concurrent terms have no link. Each offence
carries the longest chain that it is part of. A term for an offence outside Schedule 3 is left out,
but does not break the chain it stands in.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cairn.law import terms
from cairn.law.facts import Conviction, Disposal
from cairn.law.rules import rule
from cairn.law.schedule_3.conditions import IMPRISONMENT, custodial
from cairn.law.terms import NOTHING, Length

Links = dict[str, list[tuple[str, Length]]]


def own_term(conviction: Conviction, as_at: date) -> Length | None:
    """The longest term of imprisonment passed by `as_at` for one conviction; None where there is none."""
    longest: Length | None = None
    for disposal in conviction.disposals:
        if disposal.kind in IMPRISONMENT and (disposal.date is None or disposal.date <= as_at):
            term = custodial(disposal)
            if longest is None or terms.longer(term, longest, disposal.date or conviction.date):
                longest = term
    return longest


def linked(convictions: Sequence[Conviction], as_at: date) -> bool:
    """Whether any term passed by then is said to run after, or partly with, another."""
    for conviction in convictions:
        for disposal in conviction.disposals:
            if disposal.date is not None and disposal.date > as_at:
                continue
            if disposal.consecutive_to is not None or disposal.overlap is not None:
                return True
    return False


@rule("SOA 2003 s.82(3)-(4)", since=date(2004, 5, 1))
def aggregate(convictions: Sequence[Conviction], listed: set[str], as_at: date) -> dict[str, Length]:
    """
    The term that each Schedule 3 conviction is treated as carrying, by conviction id.

    Parameters
        listed: ids of those that are within Schedule 3.
    """
    own: dict[str, Length] = {}
    for conviction in convictions:
        if conviction.id is not None:
            term = own_term(conviction, as_at) if conviction.id in listed else None
            own[conviction.id] = term or NOTHING
    before: Links = {}
    after: Links = {}
    for conviction in convictions:
        for disposal in conviction.disposals:
            link = _link(conviction, disposal, own, listed, as_at)
            if link is not None:
                earlier, overlap = link
                before.setdefault(conviction.id or "", []).append((earlier, overlap))
                after.setdefault(earlier, []).append((conviction.id or "", overlap))
    return {
        key: terms.plus(own[key], terms.plus(_reach(key, before, own), _reach(key, after, own)))
        for key in listed
        if key in own
    }


def _link(
    conviction: Conviction, disposal: Disposal, own: dict[str, Length], listed: set[str], as_at: date
) -> tuple[str, Length] | None:
    """The conviction whose term this one follows, and by how much the two overlap."""
    if conviction.id is None or (disposal.date is not None and disposal.date > as_at):
        return None
    if disposal.consecutive_to is not None:
        return (disposal.consecutive_to, NOTHING) if disposal.consecutive_to in own else None
    overlap = disposal.overlap
    if overlap is None or not {conviction.id, overlap.with_id} <= listed:
        return None
    shared = terms.length(overlap.term)
    shorter = min(terms.size(own[conviction.id]), terms.size(own[overlap.with_id]))
    return None if terms.size(shared) >= shorter else (overlap.with_id, shared)


def _reach(key: str, links: Links, own: dict[str, Length], seen: frozenset[str] = frozenset()) -> Length:
    """What the longest chain through the links adds, beyond the term of `key` itself."""
    longest = NOTHING
    for neighbour, overlap in links.get(key, ()):
        if neighbour in seen or neighbour not in own:
            continue
        further = _reach(neighbour, links, own, seen | {key})
        total = terms.minus(terms.plus(own[neighbour], further), overlap)
        if terms.size(total) > terms.size(longest):
            longest = total
    return longest
