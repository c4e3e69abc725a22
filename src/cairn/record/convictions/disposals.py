"""What is asked of a sentence or other disposal whenever it is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.errors import BadInput
from cairn.law.disposals import takes_inside
from cairn.record.convictions.models import Conviction, Disposal, DisposalKind, Held, Outcome
from cairn.record.custody.queries import inside_since
from cairn.record.field_checks import check_day, check_order, choice_of

# Disposals with a term that decides the row of s.82(1) or how long it runs.
_NEED_A_TERM = frozenset(
    {
        DisposalKind.IMPRISONMENT,
        DisposalKind.SUSPENDED,
        DisposalKind.DETENTION,
        DisposalKind.DETENTION_YOI,
        DisposalKind.SUSPENDED_YOI,
        DisposalKind.SERVICE_DETENTION,
        DisposalKind.DTO,
        DisposalKind.EXTENDED,
        DisposalKind.CONDITIONAL_DISCHARGE,
    }
)
_MAY_BE_LIFE = frozenset({DisposalKind.IMPRISONMENT, DisposalKind.DETENTION, DisposalKind.DETENTION_YOI})
_MAY_FOLLOW = _NEED_A_TERM - {DisposalKind.CONDITIONAL_DISCHARGE}
_LONGEST = {"years": 99, "months": 1200, "weeks": 5200, "days": 32_000}


@dataclass(frozen=True, slots=True)
class NewDisposal:
    """
    A disposal as the court said it.

    Parameters
        years, months, weeks, days: its term; for an extended sentence the custodial term alone.
        passed_on: when it was passed, if later than the conviction.
        held: whether they were taken into custody or hospital by it (`Held`); empty where nobody was asked.
        part_2_applied, sexual_aspect: what a Scottish court determined; None where not recorded.
        consecutive_to: another conviction of the same person, whose term this one follows.
        overlaps: set instead when the terms run together for `overlap_months` and `overlap_days`.
    """

    kind: str
    life: bool = False
    years: int = 0
    months: int = 0
    weeks: int = 0
    days: int = 0
    extension_months: int = 0
    restriction: bool = False
    held: str = ""
    part_2_applied: bool | None = None
    sexual_aspect: bool | None = None
    passed_on: date | None = None
    consecutive_to: UUID | None = None
    overlaps: UUID | None = None
    overlap_months: int = 0
    overlap_days: int = 0


def disposal_of(new: NewDisposal, *, conviction: Conviction) -> Disposal:
    """The disposal as a row of this conviction, not yet checked or saved."""
    return Disposal(
        nominal=conviction.nominal,
        conviction=conviction,
        kind=new.kind,
        life=new.life,
        years=new.years,
        months=new.months,
        weeks=new.weeks,
        days=new.days,
        extension_months=new.extension_months,
        restriction=new.restriction,
        held=new.held,
        part_2_applied=new.part_2_applied,
        sexual_aspect=new.sexual_aspect,
        passed_on=new.passed_on,
        consecutive_to_id=new.consecutive_to,
        overlaps_id=new.overlaps,
        overlap_months=new.overlap_months,
        overlap_days=new.overlap_days,
    )


def check_disposal(disposal: Disposal, today: date) -> None:
    """
    Raises
        BadInput: a disposal of a caution; a term missing, too long or where there can be none; passed
            before the conviction or in the future; taken into custody when no time there is on record; consecutive to another person's conviction, to its
            own, or in a ring.

    Source: Sexual Offences Act 2003 ss.82(1), (4), 131 and 132.
    """
    conviction = disposal.conviction
    if conviction.outcome == Outcome.CAUTION:
        raise BadInput("A caution has no disposal. Remove it, or record a conviction.", field="disposals")
    disposal.kind = choice_of(disposal.kind, DisposalKind.values, field="disposals")
    kind = DisposalKind(disposal.kind)
    check_term(disposal)
    if disposal.held and not takes_inside(kind):
        raise BadInput(f"{kind.label} takes nobody into custody or hospital. Leave this empty.", field="held")
    if disposal.held:
        _check_held(disposal)
    if disposal.passed_on is not None:
        what = "The sentence is before the conviction"
        check_order(conviction.on, disposal.passed_on, field="passed_on", what=what)
        what, nominal = "The day of sentence", disposal.nominal
        check_day(disposal.passed_on, nominal=nominal, today=today, field="passed_on", what=what)
    _check_links(disposal, kind, conviction)


def _check_held(disposal: Disposal) -> None:
    """That somebody was taken inside says since when: the time itself is on record."""
    if choice_of(disposal.held, Held.values, field="held") != Held.YES:
        return
    passed = disposal.passed_on or disposal.conviction.on
    if not inside_since(disposal.nominal_id, passed):
        raise BadInput("Record the time in custody or hospital first: where and since when.", field="held")


def check_term(disposal: Disposal | NewDisposal) -> None:
    """
    Its kind and its term alone, whatever it is passed for.

    Raises
        BadInput: a term missing, too long or where there can be none.
    """
    kind = DisposalKind(disposal.kind)
    has_a_term = any(getattr(disposal, unit) for unit in _LONGEST)
    for unit, most in _LONGEST.items():
        if not 0 <= getattr(disposal, unit) <= most:
            raise BadInput(f"{getattr(disposal, unit)} {unit} is not possible. Give 0 to {most}.", field=unit)
    if disposal.life and kind not in _MAY_BE_LIFE:
        raise BadInput(f"{kind.label} cannot be for life. Choose imprisonment or detention.", field="life")
    if disposal.life and has_a_term:
        raise BadInput(
            "A life sentence has no term here. Remove the term, or the life sentence.", field="life"
        )
    if kind in _NEED_A_TERM and not disposal.life and not has_a_term:
        raise BadInput(f"{kind.label}: enter its length. It cannot be zero.", field="months")
    if kind is DisposalKind.EXTENDED and not 0 < disposal.extension_months <= 240:
        raise BadInput("Enter the extension period in months, from 1 to 240.", field="extension_months")
    if kind is not DisposalKind.EXTENDED and disposal.extension_months:
        raise BadInput(f"{kind.label} has no extension period. Remove it.", field="extension_months")
    if disposal.restriction and kind is not DisposalKind.HOSPITAL:
        raise BadInput("Only a hospital order comes with a restriction order.", field="restriction")


def _check_links(disposal: Disposal, kind: DisposalKind, conviction: Conviction) -> None:
    if disposal.consecutive_to_id and disposal.overlaps_id:
        raise BadInput("Terms are consecutive or partly concurrent. Choose one.", field="overlaps")
    overlap = disposal.overlap_months or disposal.overlap_days
    if bool(overlap) != bool(disposal.overlaps_id) or min(disposal.overlap_months, disposal.overlap_days) < 0:
        raise BadInput("Enter which conviction the terms overlap with, and for how long.", field="overlaps")
    for target, field in ((disposal.consecutive_to_id, "consecutive_to"), (disposal.overlaps_id, "overlaps")):
        if target is None:
            continue
        if kind not in _MAY_FOLLOW:
            raise BadInput(f"{kind.label} cannot follow another term.", field=field)
        others = Conviction.objects.filter(nominal_id=conviction.nominal_id).exclude(pk=conviction.pk)
        if not others.filter(pk=target).exists():
            raise BadInput("Choose another conviction of the same person.", field=field)
        if _leads_back(target, conviction):
            raise BadInput("That term follows this one already. Terms cannot follow in a ring.", field=field)


def _leads_back(target: UUID, conviction: Conviction) -> bool:
    """Whether the target's term follows, over however many steps, the term of this conviction."""
    rows: Sequence[tuple[UUID, UUID | None, UUID | None]] = list(
        Disposal.objects.filter(nominal_id=conviction.nominal_id).values_list(
            "conviction_id", "consecutive_to_id", "overlaps_id"
        )
    )
    seen: set[UUID] = set()
    ahead = {target}
    while ahead:
        seen |= ahead
        ahead = {link for source, *links in rows if source in ahead for link in links if link} - seen
    return conviction.pk in seen
