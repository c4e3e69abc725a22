"""Recording that somebody died, and confirming what was only heard."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.errors import Conflict
from cairn.ledger.operations import Act, declare
from cairn.record.death.models import Death
from cairn.record.death.standing import settle
from cairn.record.death.subject import check_death
from cairn.record.field_checks import clean_text
from cairn.record.writing import changing, writing

DEATH_REPORTED = declare("record death", Act.COLLECTION, "Recorded a death")
DEATH_CONFIRMED = declare("confirm death", Act.ALTERATION, "Confirmed a death")


def report_death(
    actor: User,
    *,
    nominal_id: UUID,
    died_on: date,
    source: str,
    told_by: str,
    about: bool = False,
    today: date | None = None,
) -> Death:
    """
    Record that somebody died. What was only heard ends nothing until a second person confirms it.

    Parameters
        about: the day is not certain.
        source: of `DeathSource`; told_by: who told us, or which paper says so.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: see `check_death`.
        Conflict: a death is on record already.
    """
    with writing(actor, nominal_id, DEATH_REPORTED, doing="record a death", today=today) as act:
        death = Death(
            nominal=act.nominal,
            died_on=died_on,
            source=source,
            told_by=told_by,
            about=about,
            reported_by=actor,
        )
        check_death(death, act.today)
        for moved, _ in settle(death, lambda: act.save(death)):
            act.note(moved)
    return death


def confirm_death(actor: User, *, death_id: UUID, how: str, today: date | None = None) -> Death:
    """
    Confirm a death that was only heard of. From then on it ends what the person owed from the day of death.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: not said how.
        Conflict: it stands already, or the same person reported it.
    """
    found = Death.objects.filter(pk=death_id).first()
    with changing(actor, found, DEATH_CONFIRMED, doing="confirm a death", today=today) as (act, death):
        if death.stands:
            raise Conflict("This death stands already. Nobody needs to confirm it.")
        if death.reported_by_id == actor.pk:
            raise Conflict("You reported this death. Somebody else confirms it.")
        death.confirmed_by = actor
        death.confirmed_how = clean_text(how, field="how", missing="Say how it was confirmed.", most=200)
        fields = ["confirmed_by", "confirmed_how"]
        for moved, _ in settle(death, lambda: act.save(death, fields=fields)):
            act.note(moved)
    return death
