"""Putting somebody on the register with all that is known on the day: one act, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from cairn.accounts.models import User
from cairn.announcements import announcing_once
from cairn.dates import today as this_day
from cairn.errors import BadInput
from cairn.law.disposals import takes_inside
from cairn.record.addresses.services import record_address
from cairn.record.convictions.held import NewHeld, record_time_inside
from cairn.record.convictions.models import Held
from cairn.record.convictions.services import NewDisposal, add_disposal, record_conviction
from cairn.record.identity.models import Nominal
from cairn.record.identity.services import NewIdentifier, add_person
from cairn.record.notifications.changes import NewAddress


@dataclass(frozen=True, slots=True)
class IntakeDisposal:
    """
    A disposal of one of the convictions of this intake.

    Parameters
        follows: the place, from 0, of the conviction whose term this one follows, if it follows one.
    """

    disposal: NewDisposal
    follows: int | None = None


@dataclass(frozen=True, slots=True)
class IntakeConviction:
    """A conviction, caution or finding (`record_conviction`'s facts), and its disposals."""

    facts: Mapping[str, Any]
    disposals: tuple[IntakeDisposal, ...] = ()


@transaction.atomic
def add_person_with_convictions(
    actor: User,
    *,
    forenames: str,
    surname: str,
    date_of_birth: date,
    sex: str,
    gender: str = "",
    name_unknown: bool = False,
    identifiers: Sequence[NewIdentifier] = (),
    officer: User | None = None,
    convictions: Sequence[IntakeConviction] = (),
    held: NewHeld | None = None,
    home: NewAddress | None = None,
    today: date | None = None,
) -> Nominal:
    """
    Put a person on the register with convictions and home. Duties are worked out once, from all of it.

    Parameters
        held: asked where a sentence takes people into custody or hospital; there the time for notifying does not
            run (s.83(6)), and where it is not known, it depends on that.

    Terms may follow one another in any order of typing: they are linked when every conviction is there.

    Raises
        NotAllowed, BadInput, Conflict: as `add_person`, `record_conviction`, `add_disposal` and
            `record_address` do. Nothing is saved.

    Source: SOA 2003 ss.80-82 (who is registered, and for how long).
    """
    today = today or this_day()
    with announcing_once():
        nominal = add_person(
            actor,
            forenames=forenames,
            surname=surname,
            date_of_birth=date_of_birth,
            sex=sex,
            gender=gender,
            name_unknown=name_unknown,
            identifiers=identifiers,
            officer=officer,
            today=today,
        )
        if held is not None and held.began is not None:
            record_time_inside(actor, nominal.pk, held, today)
        _convict(actor, nominal.pk, [_with_held(new, held) for new in convictions], today)
        if home is not None:
            _settle(actor, nominal.pk, home, today)
    return nominal


def _with_held(new: IntakeConviction, held: NewHeld | None) -> IntakeConviction:
    """The conviction, its sentences told whether they took anybody inside."""
    if held is None:
        return new
    told = []
    for each in new.disposals:
        if takes_inside(each.disposal.kind):
            # Out again before it was passed: what it did is another question.
            passed = each.disposal.passed_on or new.facts["on"]
            over = held.ended is not None and held.ended <= passed
            said = Held.NOT_KNOWN if over else held.held
            told.append(replace(each, disposal=replace(each.disposal, held=said)))
        else:
            told.append(each)
    return replace(new, disposals=tuple(told))


def _convict(actor: User, nominal_id: UUID, convictions: Sequence[IntakeConviction], today: date) -> None:
    """Record every conviction, then the terms that follow one another."""
    recorded = [
        record_conviction(
            actor,
            nominal_id=nominal_id,
            disposals=[each.disposal for each in new.disposals if each.follows is None],
            today=today,
            **new.facts,
        ).pk
        for new in convictions
    ]
    for conviction_id, new in zip(recorded, convictions, strict=True):
        _link(actor, conviction_id, new.disposals, recorded, today)


def _settle(actor: User, nominal_id: UUID, home: NewAddress, today: date) -> None:
    """Record where they live."""
    record_address(
        actor,
        nominal_id=nominal_id,
        kind=home.kind,
        lines=home.lines,
        postcode=home.postcode,
        starts=home.starts,
        child=home.child,
        today=today,
    )


def _link(
    actor: User,
    conviction_id: UUID,
    disposals: Sequence[IntakeDisposal],
    recorded: Sequence[UUID],
    today: date,
) -> None:
    """Add the disposals that follow another term, now that its conviction has an id."""
    for each in disposals:
        if each.follows is None:
            continue
        if not 0 <= each.follows < len(recorded):
            raise BadInput(
                f"There is no conviction {each.follows + 1} among the {len(recorded)} here. Choose one of them.",
                field="consecutive_to",
            )
        linked = replace(each.disposal, consecutive_to=recorded[each.follows])
        add_disposal(actor, conviction_id=conviction_id, disposal=linked, today=today)
