"""The flags beside a person's name: what the law and the record say to be careful of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from cairn.clock.models import CaseSummary, Duty, DutyState
from cairn.record.identity.models import Nominal
from cairn.subjects.reading import Rows
from cairn.supervision.risk.models import RiskLevel
from cairn.web.person.registration import verdict_of
from cairn.web.subjects.cards import Flag
from cairn.web.subjects.registry import OWN

_RISK_COLOURS = {"very-high": "red", "high": "orange", "medium": "yellow", "low": "green"}
_WITHHELD = {"category": "MAPPA category", "level": "MAPPA level", "risk": "Risk level"}
# The subjects of which a row can put a flag there.
FLAGGED = tuple(each for each in OWN if each.flag)


def flags_of(
    rows: Rows, nominal: Nominal, standing: CaseSummary | None, duties: Iterable[Duty], today: date
) -> tuple[Flag, ...]:
    """What to be careful of on a day, the gravest first."""
    flags = list[Flag]()
    if nominal.died_on:
        flags.append(Flag("Died", "grey"))
    if standing:
        verdict = verdict_of(standing, None, told=True)
        flags.append(Flag(verdict.title.partition(".")[0], verdict.colour))
    if standing and standing.level:
        category = f"Category {standing.category}, level" if standing.category else "Level"
        flags.append(Flag(f"{category} {standing.level}", "purple"))
    elif standing and standing.category:
        flags.append(Flag(f"Category {standing.category}", "purple"))
    if standing and standing.risk:
        flags.append(Flag(f"{RiskLevel(standing.risk).label} risk", _RISK_COLOURS[standing.risk]))
    elif risk_unknown(standing):
        flags.append(Flag("Risk not assessed", "red"))
    # Of one fact told withheld, what follows from it is too, and the reader knows not to take it for unset.
    flags += [Flag(f"{_WITHHELD[name]} withheld", "grey") for name in _WITHHELD if name in _empty(standing)]
    raised = (web.flag(row, today) for web in FLAGGED if web.flag for row in rows.of_subject(web.subject))
    flags += dict.fromkeys(flag for flag in raised if flag)
    overdue = sum(duty.state == DutyState.OVERDUE for duty in duties)
    if overdue:
        flags.append(Flag(f"{overdue} overdue", "red"))
    return tuple(flags)


def risk_unknown(standing: CaseSummary | None) -> bool:
    """Whether nobody has set a level of risk; of one that is withheld it is said that it is."""
    return standing is not None and not standing.risk and "risk" not in _empty(standing)


def _empty(standing: CaseSummary | None) -> Sequence[str]:
    return (standing.redacted_fields or ()) if standing else ()
