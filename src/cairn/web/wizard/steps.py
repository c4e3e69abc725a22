"""A step of a wizard: one page, one form, or the same form several times."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.utils import ErrorDict

from cairn.web.actions.typed import as_data, is_done
from cairn.web.wizard.typed import Journal, Typed, blocks, one_more


class StepForm(forms.Form):
    """
    A form that can be shown as it was left, before anything in it is called wrong.

    Asks the browser to check nothing: the page says what is wrong, in the same way for everybody.
    """

    use_required_attribute = False

    def hold(self) -> None:
        """Keep what was typed; say nothing of it yet."""
        self._errors = ErrorDict()  # where Django keeps what it found; empty: it has not looked


@dataclass(frozen=True)
class Step:
    """
    One page.

    Parameters
        slug: its place in the address.
        title: its heading.
        short: its name in the check of answers.
        form: makes the form; takes Django's arguments.
        initial: what stands in the boxes before anybody typed; asked for only then.
        another: the words of the button that adds a block; none where the step does not repeat.
        optional: whether even the first block may stay empty.
        skip: the words of the button that passes an optional step by.
        template: the page.
    """

    slug: str
    title: str
    short: str
    form: Callable[..., StepForm]
    initial: Callable[[], Mapping[str, Any]] = dict
    another: str = ""
    optional: bool = False
    template: str = "wizard/step.html"


def forms_of(step: Step, typed: Typed | None) -> list[StepForm]:
    """The step's forms: as typed, or with what they begin with."""
    if not step.another:
        return [
            step.form(data=as_data(typed)) if typed is not None else step.form(initial=dict(step.initial()))
        ]
    if typed is None:
        return [step.form(prefix="0", initial=dict(step.initial()))]
    data = as_data(typed)
    return [
        # Only the first block of a step that was asked for must be filled; empty ones after it are not meant.
        step.form(data=data, prefix=str(number), empty_permitted=step.optional or number > 0)
        for number in range(blocks(typed))
    ]


def begin_block(step: Step, typed: Typed) -> Typed:
    """With one more block, in which stands what a block begins with."""
    grown = one_more(typed)
    number = blocks(grown) - 1
    if number < blocks(typed):
        return grown
    begun = {
        f"{number}-{name}": [str(box.initial)]
        for name, box in step.form().fields.items()
        if box.initial is not None
    }
    return grown | begun


def answers(step: Step, typed: Typed | None) -> list[dict[str, Any]] | None:
    """The step's answers, one for each block that was filled; None while something is missing or wrong."""
    if typed is None:
        return None
    forms = forms_of(step, typed)
    if not all(form.is_valid() for form in forms):
        return None
    return [form.cleaned_data for form in forms if not form.empty_permitted or form.has_changed()]


def first_unfinished(steps: Sequence[Step], journal: Journal) -> Step | None:
    """The first step that was not sent yet, or is no longer right."""
    for step in steps:
        typed = journal.get(step.slug)
        if not is_done(typed) or answers(step, typed) is None:
            return step
    return None
