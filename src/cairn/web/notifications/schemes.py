"""
What other schemes ask at a notification beside s.83(5): plain facts, on pages made from their subjects.

Terrorist offenders give contact details and vehicles too (Counter-Terrorism Act 2008 s.47(2), as amended in 2019).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any
from uuid import UUID

from cairn.clock.models import Duty
from cairn.record.notifications.changes import NewFact
from cairn.subjects.declaration import Subject
from cairn.subjects.reading import read_rows
from cairn.subjects.registry import subjects
from cairn.web.base.filters import day
from cairn.web.subjects.fields import AnyField, field_for, label_of, model_field
from cairn.web.wizard.steps import Step, StepForm

# How the provisions of a scheme's duties begin, and what the law calls the scheme.
_SCHEMES = {"CTA 2008 ": "terrorism"}


def asked_for(duties: Iterable[Duty]) -> tuple[Subject, ...]:
    """The subjects that the schemes ask for under which these duties are owed."""
    provisions = {duty.provision for duty in duties}
    schemes = {
        scheme
        for beginning, scheme in _SCHEMES.items()
        if any(provision.startswith(beginning) for provision in provisions)
    }
    return tuple(each for each in notified_subjects() if schemes & set(each.notified_under))


def notified_subjects() -> tuple[Subject, ...]:
    """Every subject that some scheme asks for."""
    return tuple(each for each in subjects() if each.notified_under)


def choices(asked: Sequence[Subject]) -> tuple[tuple[str, str], ...]:
    """As the page that asks what has changed offers them."""
    return tuple((each.key, each.heading) for each in asked)


class SchemeForm(StepForm):
    """
    One fact of a plain subject: the fields that its declaration asks.

    Parameters
        subject: of what; nominal_id: whose.
    """

    def __init__(self, *args: Any, subject: Subject, nominal_id: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in _asked(subject):
            field = model_field(subject.model, name)
            self.fields[name] = field_for(field, nominal_id)
            self.fields[name].initial = field.get_default()


def _asked(subject: Subject) -> tuple[str, ...]:
    """Not its end: what they no longer have is ended on the record."""
    fields = subject.can_be.fields if subject.can_be else ()
    return tuple(name for name in fields if name != subject.ends)


def step_of(subject: Subject, nominal_id: Any) -> Step:
    """The page on which they say what is new."""
    name = subject.one.split(" ", 1)[1]

    def form(*args: Any, **kwargs: Any) -> StepForm:
        return SchemeForm(*args, subject=subject, nominal_id=nominal_id, **kwargs)

    return Step(subject.key, f"New {name}", subject.heading, form, another=f"Add another {name}")


def fact_of(subject: Subject, block: dict[str, Any]) -> NewFact:
    """What was typed, as the record takes it."""
    return NewFact(subject, {name: value for name, value in block.items() if value is not None})


def in_words(subject: Subject, block: dict[str, Any]) -> str:
    """What was typed, as it is read back: what it is first, the rest with its labels."""
    first, *others = ((model_field(subject.model, name), value) for name, value in block.items())
    said = [
        f"{label_of(field).lower()} {_said(field, value)}"
        for field, value in others
        if value not in (None, "") and value != field.get_default()
    ]
    return ", ".join((_said(*first), *said))


def _said(field: AnyField, value: Any) -> str:
    return str(dict(field.flatchoices).get(value, value)) if field.choices else _day(value)


def _day(value: Any) -> str:
    return day(value) if hasattr(value, "strftime") else str(value)


def held(
    nominal_id: Any, asked: Sequence[Subject], marks: Collection[UUID] = ()
) -> dict[str, tuple[str, ...]]:
    """
    What is on record of them, to be read back, by subject.

    Parameters
        marks: ids of rows that are not read back.
    """
    if not asked:
        return {}
    rows = read_rows(nominal_id, asked)
    return {
        each.key: tuple(
            each.words(row)
            for row in rows.of_subject(each)
            if row.pk not in marks and (not each.ends or getattr(row, each.ends) is None)
        )
        for each in asked
    }
