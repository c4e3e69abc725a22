"""Steps: shown as left, answered when right, unfinished until sent."""

from __future__ import annotations

from django import forms

from cairn.web.actions.typed import done
from cairn.web.wizard.steps import Step, StepForm, answers, first_unfinished, forms_of


class ColourForm(StepForm):
    colour = forms.CharField()
    shade = forms.CharField(required=False)


ONE = Step("one", "One", "One", ColourForm)
MANY = Step("many", "Many", "Many", ColourForm, another="Add another")
MAY_BE_NONE = Step("none", "None", "None", ColourForm, another="Add another", optional=True)


def test_nothing_typed_is_no_answer() -> None:
    assert answers(ONE, None) is None
    assert answers(ONE, {"colour": [""]}) is None


def test_an_answer() -> None:
    assert answers(ONE, {"colour": ["red"]}) == [{"colour": "red", "shade": ""}]


def test_blocks_left_empty_are_not_meant_but_the_first_is_asked_for() -> None:
    typed = {"blocks": ["3"], "0-colour": ["red"], "1-colour": [""], "2-colour": ["blue"]}
    assert answers(MANY, typed) == [{"colour": "red", "shade": ""}, {"colour": "blue", "shade": ""}]
    assert answers(MANY, {"blocks": ["1"], "0-colour": [""]}) is None


def test_a_block_begun_must_be_finished() -> None:
    assert answers(MANY, {"blocks": ["2"], "0-colour": ["red"], "1-shade": ["dark"]}) is None


def test_an_optional_step_may_stay_empty() -> None:
    assert answers(MAY_BE_NONE, {"blocks": ["1"], "0-colour": [""]}) == []


def test_a_held_form_shows_words_and_no_errors() -> None:
    (form,) = forms_of(ONE, {"colour": [""], "shade": ["dark"]})
    form.hold()
    assert form["shade"].value() == "dark"
    assert not form.errors


def test_the_first_unfinished_step_is_one_not_sent_or_no_longer_right() -> None:
    right = done({"colour": ["red"]})
    assert first_unfinished((ONE,), {"one": right}) is None
    assert first_unfinished((ONE,), {"one": {"colour": ["red"]}}) is ONE
    assert first_unfinished((ONE,), {"one": done({"colour": [""]})}) is ONE
