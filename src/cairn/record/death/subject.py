"""A death, as a subject of the record, and what is asked of one whenever it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.dates import in_words
from cairn.errors import BadInput
from cairn.record.death.models import Death, DeathSource
from cairn.record.death.standing import follow, restores
from cairn.record.field_checks import choice_of, clean_text
from cairn.subjects.declaration import Amending, Event, Subject


def check_death(row: Death, today: date) -> None:
    """
    Raises
        BadInput: no such source, nothing by which it is found again, or a day before birth or in the future.
    """
    row.source = choice_of(row.source, DeathSource.values, field="source")
    row.told_by = clean_text(
        row.told_by,
        field="told_by",
        missing="Say who told us or which paper says so, so that it is found again.",
        most=200,
    )
    if not row.nominal.birth.first <= row.died_on <= today:
        raise BadInput(
            f"The date of death, {in_words(row.died_on)}, must be between birth and today.", field="died_on"
        )


def _events(row: Death) -> Iterator[Event]:
    yield Event(row.died_on, "Died" if row.stands else "Reported dead, not confirmed", row.told_by)


DEATH = Subject(
    key="death",
    model=Death,
    fact="death",
    begins="died_on",
    events=_events,
    letter="report of your death",
    refusals={
        "one_death": ("died_on", "A death is on record already. Confirm, correct or withdraw that one."),
        "death_confirmed_by_another": ("", "Whoever reported a death does not confirm it. Ask a colleague."),
    },
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=("died_on", "about", "source", "told_by"),
        derived=("confirmed_by", "confirmed_how"),
        check=check_death,
        follow=follow,
        restores=restores,
    ),
)
