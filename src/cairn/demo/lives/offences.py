"""
Which offence and which sentence begin a life, and how often.

Offences are written as the law room reads them. The shares of sentences are our assumption (no
published table of the sentences of registered people is at hand); docs/demo-register.md says so.
"""

from __future__ import annotations

from dataclasses import dataclass

from cairn.record.convictions.models import DisposalKind, Outcome


@dataclass(frozen=True, slots=True)
class Offence:
    """An offence and the ages that its place in Schedule 3 turns on."""

    reference: str
    victim: tuple[int, int] | None = None
    shown: tuple[int, int] | None = None
    intended: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """
    How a life on the register begins.

    Parameters
        term: shortest and longest term in months, of a kind of disposal that has one.
        years: how long registration then lasts; None: indefinitely; "term": the table of s.82(1) by the
            term; "own": the period of the discharge itself.
        served: the part of the term spent in custody (0: none).
        breaches_order: the offence is a breach of a risk order, which was there first and sets the end.
    """

    key: str
    weight: float
    offences: tuple[Offence, ...]
    kind: DisposalKind | None
    outcome: Outcome = Outcome.CONVICTION
    term: tuple[int, int] | None = None
    years: float | str | None = "term"
    served: float = 0
    life: bool = False
    extension: tuple[int, int] | None = None
    restriction: bool = False
    youth: bool = False
    sentenced_later: bool = False
    registers: bool = True
    breaches_order: bool = False

    @property
    def custodial(self) -> bool:
        """Whether it means prison at once."""
        return self.served > 0

    def registered_for(self, months: int) -> float | None:
        """Years of registration for a term of so many months (SOA 2003 s.82(1), (2))."""
        if self.years == "own":
            return months / 12
        if self.years != "term":
            return self.years if self.years is None else float(self.years)
        counted = months // 2 if self.kind is DisposalKind.DTO else months
        if counted >= 30:
            return None
        return (10 if counted > 6 else 7) / (2 if self.youth else 1)


_IMAGES = (
    Offence("Protection of Children Act 1978 s.1", shown=(4, 15)),
    Offence("Criminal Justice Act 1988 s.160", shown=(4, 15)),
)
_CHILD = (
    Offence("SOA 2003 s.9", victim=(13, 15)),
    Offence("SOA 2003 s.10", victim=(13, 15)),
    Offence("SOA 2003 s.8", victim=(9, 12)),
    Offence("SOA 2003 s.9 (attempt)", intended=(12, 15)),
    Offence("SOA 2003 s.15", victim=(12, 15)),
    Offence("SOA 2003 s.14", victim=(12, 15)),
)
_GRAVE = (Offence("SOA 2003 s.1", victim=(13, 60)), Offence("SOA 2003 s.2", victim=(13, 60)))
_UNDER_13 = (Offence("SOA 2003 s.5", victim=(5, 12)), Offence("SOA 2003 s.6", victim=(5, 12)))
_ASSAULT = (Offence("SOA 2003 s.3", victim=(18, 60)),)
_EXPOSURE = (Offence("SOA 2003 s.66", victim=(18, 60)), Offence("SOA 2003 s.67", victim=(18, 60)))
_VIOLENT = (
    Offence("Offences against the Person Act 1861 s.18", victim=(18, 60)),
    Offence("Offences against the Person Act 1861 s.20", victim=(18, 60)),
)
# A conviction for breach of a sexual risk order makes its subject an offender until it ends (SOA 2003 s.122I).
_BREACH = (Offence("SOA 2003 s.122H"),)

_K = DisposalKind
STORIES = (
    Story("images, community order", 14, _IMAGES, _K.COMMUNITY, term=(24, 36), years=5),
    Story("images, suspended", 16, _IMAGES, _K.SUSPENDED, term=(4, 22)),
    Story("child, community order", 7, _CHILD, _K.COMMUNITY, term=(24, 36), years=5),
    Story("child, suspended", 6, _CHILD, _K.SUSPENDED, term=(5, 24)),
    Story("child, short term", 3, _CHILD, _K.IMPRISONMENT, term=(2, 6), served=0.5),
    Story("child, middling term", 12, _CHILD, _K.IMPRISONMENT, term=(8, 29), served=0.5),
    Story("child, long term", 16, _CHILD, _K.IMPRISONMENT, term=(30, 84), served=0.5),
    Story("rape, long term", 8, _GRAVE, _K.IMPRISONMENT, term=(60, 144), served=0.6),
    Story("under 13, long term", 3, _UNDER_13, _K.IMPRISONMENT, term=(72, 168), served=0.6),
    Story("rape, extended", 4, _GRAVE, _K.EXTENDED, term=(48, 96), extension=(24, 60), years=None, served=0.67),
    Story("rape, life", 1, _GRAVE, _K.IMPRISONMENT, life=True, term=(120, 240), years=None, served=0.7),
    Story("public protection", 1, _GRAVE, _K.IPP, term=(60, 120), years=None, served=1),
    Story("caution", 4, _CHILD[:2], None, outcome=Outcome.CAUTION, years=2),
    Story("fine", 1, _CHILD[:2], _K.FINE, years=5),
    Story("conditional discharge", 1, _IMAGES, _K.CONDITIONAL_DISCHARGE, term=(12, 36), years="own"),
    Story("hospital order", 1.2, _CHILD, _K.HOSPITAL, years=7, term=(24, 60), served=1),
    Story("restricted hospital order", 0.8, _GRAVE, _K.HOSPITAL, restriction=True, years=None, term=(60, 200), served=1),
    Story("insanity", 0.3, _GRAVE, _K.HOSPITAL, outcome=Outcome.NGRI, years=7, term=(24, 60), served=1),
    Story("disability", 0.2, _CHILD[:1], _K.HOSPITAL, outcome=Outcome.DISABILITY, years=7, term=(24, 72), served=1),
    Story("young, detention", 0.7, _GRAVE, _K.DETENTION, youth=True, term=(12, 48), served=0.5),
    Story("young, detention and training", 0.6, _CHILD[:1], _K.DTO, youth=True, term=(18, 24), served=0.5),
    Story("young, community order", 0.8, _GRAVE, _K.COMMUNITY, youth=True, term=(12, 24), years=2.5),
    Story("assault, community order", 3, _ASSAULT, _K.COMMUNITY, term=(12, 24), years=5, sentenced_later=True),
    Story("exposure, short term", 1.5, _EXPOSURE, _K.IMPRISONMENT, term=(2, 4), served=0.5, sentenced_later=True),
    Story("violent", 2, _VIOLENT, _K.IMPRISONMENT, term=(24, 60), years="own", served=0.5, registers=False),
    Story("absolute discharge", 0.3, _CHILD[:1], _K.ABSOLUTE_DISCHARGE, registers=False),
    Story("risk order, breach", 0.6, _BREACH, _K.COMMUNITY, term=(12, 24), years=2.5, breaches_order=True),
)  # fmt: skip
BY_KEY = {story.key: story for story in STORIES}
# What a person already registered may be convicted of again.
AGAIN = tuple(BY_KEY[key] for key in ("images, suspended", "child, community order", "child, middling term"))
