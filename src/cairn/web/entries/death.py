"""That somebody died, and the confirmation of what was only heard."""

from __future__ import annotations

from typing import Any

from django import forms

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.errors import Conflict
from cairn.record.amendments.queries import get_fact
from cairn.record.death.models import Death
from cairn.record.death.services import confirm_death, report_death
from cairn.record.death.subject import DEATH
from cairn.web.actions.page import ActionPage, Done, Opened, Typed, asking
from cairn.web.actions.watching import of_person
from cairn.web.base.forms import TextField
from cairn.web.subjects.deaths import DeathForm


class ConfirmForm(forms.Form):
    """How somebody else made sure."""

    how = TextField(
        label="How it was confirmed",
        help_text="Such as a certificate seen, or whom you spoke to at the coroner's office.",
        max_length=200,
        error_messages={"required": "Say how it was confirmed"},
    )


def _reported(opened: Opened, typed: Typed) -> Done:
    made = report_death(opened.user, nominal_id=opened.nominal_id, **typed)
    if made.stands:
        return Done("Death recorded. Nothing is owed from that day on.", row=made)
    return Done("Recorded as reported. Everything stands until a colleague confirms it.", row=made)


def _death(opened: Opened) -> Any:
    """
    Raises
        Conflict: it stands already, or this user reported it.
    """
    found = get_fact(DEATH, opened.ids["death_id"], nominal_id=opened.nominal_id)
    if found.stands:
        raise Conflict("This death stands already. Nobody needs to confirm it.")
    if found.reported_by_id == opened.user.pk:
        raise Conflict("You reported this death. Somebody else confirms it.")
    return found


def _confirmed(opened: Opened, typed: Typed) -> Done:
    row = confirm_death(opened.user, death_id=opened.row.pk, **typed)
    return Done("Death confirmed. Nothing is owed from that day on.", row=row)


def _words(opened: Opened) -> str:
    return f"{opened.row}. {opened.row.get_source_display()}: {opened.row.told_by}"


RECORD_DEATH = ActionPage(
    name="record_death",
    title="Record that they died",
    button="Record death",
    form=asking(DeathForm),
    roles=RECORD_KEEPERS,
    does=_reported,
    watches="One death is kept of a person: where another was recorded meanwhile, this one is refused.",
)
CONFIRM_DEATH = ActionPage(
    name="confirm_death",
    title="Confirm the reported death",
    button="Confirm",
    form=asking(ConfirmForm),
    roles=RECORD_KEEPERS,
    does=_confirmed,
    row=_death,
    about=_words,
    watches=of_person(Death),
    intro=("It was only heard of. If it is not so, withdraw it instead: everything then stands as it did.",),
)
