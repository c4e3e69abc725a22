"""Whether a sentence took somebody into custody or hospital: until it is known, so is no day to notify by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from cairn.accounts.models import User
from cairn.errors import BadInput
from cairn.ledger.operations import Act, declare
from cairn.record.convictions.disposals import check_disposal
from cairn.record.convictions.models import Disposal, Held
from cairn.record.custody.services import record_time_away
from cairn.record.writing import changing

HELD_RECORDED = declare(
    "custody found out", Act.ALTERATION, "Recorded whether a sentence took them into custody or hospital"
)


@dataclass(frozen=True, slots=True)
class NewHeld:
    """
    Whether sentences took somebody into custody or hospital.

    Parameters
        held: a `Held`.
        kind, began, ended, place: of that time (see `record_time_away`), where they were held.
    """

    held: str
    kind: str = ""
    began: date | None = None
    ended: date | None = None
    place: str = ""


def record_held(actor: User, *, sentence_id: UUID, held: NewHeld, today: date | None = None) -> Disposal:
    """
    Record what was found out: it is said of every sentence of that day of which it was not known.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own; NotFound too where there is no such sentence.
        BadInput, Conflict: see `record_time_away`; a sentence that takes nobody into custody or hospital.

    Source: Sexual Offences Act 2003 s.83(6).
    """
    found, doing = (
        Disposal.objects.select_related("conviction").filter(pk=sentence_id).first(),
        "record custody",
    )
    with changing(actor, found, HELD_RECORDED, doing=doing, today=today) as (act, sentence):
        if held.began is not None:
            record_time_inside(actor, act.nominal.pk, held, act.today)
        day = sentence.passed_on or sentence.conviction.on
        alike = Disposal.objects.select_related("conviction").filter(
            Q(passed_on=day) | Q(passed_on=None, conviction__on=day),
            nominal_id=act.nominal.pk,
            held=Held.NOT_KNOWN,
        )
        for each in [sentence, *alike.exclude(pk=sentence.pk)]:
            each.held = held.held
            each.nominal = act.nominal
            check_disposal(each, act.today)
            act.save(each, fields=["held"])
    return sentence


def record_time_inside(actor: User, nominal_id: UUID, held: NewHeld, today: date) -> None:
    """
    Record the time in custody or hospital itself.

    Raises
        BadInput: since when is not said; and see `record_time_away`.
    """
    if held.began is None:
        raise BadInput("Enter the day since when they were in custody or hospital.", field="began")
    record_time_away(
        actor,
        nominal_id=nominal_id,
        kind=held.kind,
        began=held.began,
        ended=held.ended,
        place=held.place,
        today=today,
    )
