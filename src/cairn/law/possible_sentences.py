"""What a court may have passed where the record does not tell: of what kind, how short and how long."""

from __future__ import annotations

from datetime import date

import msgspec

from cairn.law.facts import Conviction, Disposal, Term
from cairn.law.schedule_3.conditions import COMMUNITY, IMPRISONMENT

LIFE, A_DAY = Term(life=True), Term(days=1)
LONGEST_COMMUNITY = Term(years=3)
# Criminal Procedure (Scotland) Act 1995 s.227G(3). Beside a restricted movement requirement it may be shorter.
_SHORTEST_SUPERVISION = Term(months=6)
# Suspended sentences of up to three years: Sentencing Act 2026 ss.1-2, for convictions from then on.
_SUSPENDED_LONGER = date(2026, 3, 22)
_WITH_A_TERM = (IMPRISONMENT | COMMUNITY | {"conditional-discharge"}) - {"ipp", "lifelong-restriction"}


OTHER = Disposal(kind="other")


def any_sentence() -> tuple[Disposal, ...]:
    """The sentences that between them meet every condition and every row of s.82(1)."""
    kinds = (
        Disposal(kind="hospital-order", restriction=True),
        Disposal(kind="imprisonment", term=LIFE),
        Disposal(kind="community-order", term=LONGEST_COMMUNITY),
    )
    return tuple(msgspec.structs.replace(each, part_2_applied=True, sexual_aspect=True) for each in kinds)


def discharges(conviction: Conviction) -> tuple[Disposal, ...]:
    """What brings no registration, or a short one: an absolute discharge has no length that might be recorded."""
    conditional = Disposal(kind="conditional-discharge", term=A_DAY)
    known = any(each.kind == "unknown" and each.term is not None for each in conviction.disposals)
    return (conditional,) if known else (conditional, Disposal(kind="absolute-discharge"))


def lacks_length(disposal: Disposal) -> bool:
    """Whether its length, or how long an extended one is extended by, is not known."""
    if disposal.kind not in _WITH_A_TERM:
        return False
    return disposal.term is None or (disposal.kind == "extended" and disposal.extension is None)


def shortest(disposal: Disposal, conviction: Conviction) -> Term:
    """The shortest term; none, where there may be none."""
    # A community payback order need have no supervision requirement, and then comes under the last row.
    return Term() if disposal.kind == "community-payback-order" else A_DAY


def supervised(disposal: Disposal, conviction: Conviction) -> Term:
    """The shortest supervision, which makes a shorter period than none, and that comes under a later row."""
    return _SHORTEST_SUPERVISION if disposal.kind == "community-payback-order" else A_DAY


def longest(disposal: Disposal, conviction: Conviction) -> Term:
    """The longest term that a court could pass on that day."""
    if disposal.kind in COMMUNITY or disposal.kind == "conditional-discharge":
        return LONGEST_COMMUNITY
    if disposal.kind == "suspended-imprisonment":
        return Term(years=3 if (disposal.date or conviction.date) >= _SUSPENDED_LONGER else 2)
    return Term(years=2) if disposal.kind == "dto" else LIFE
