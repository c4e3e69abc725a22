"""Every form of the pages takes text as people paste it: found by walking the pages' own modules."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from django import forms
from django.forms import BaseForm

import cairn.web
from cairn.web.base.typed import TextField

_SECRET = (forms.PasswordInput, forms.HiddenInput)


def _modules() -> Iterator[str]:
    for module in pkgutil.walk_packages(cairn.web.__path__, "cairn.web."):
        yield module.name


def _forms_of(kind: type[BaseForm] = BaseForm) -> Iterator[type[BaseForm]]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("cairn.web."):
            yield each
        yield from _forms_of(each)


def _every_form() -> list[type[BaseForm]]:
    for name in _modules():
        importlib.import_module(name)
    return sorted(set(_forms_of()), key=lambda kind: f"{kind.__module__}.{kind.__qualname__}")


EVERY_FORM = _every_form()


def test_the_walk_finds_the_forms_of_many_rooms() -> None:
    assert len(EVERY_FORM) > 40
    assert len({kind.__module__ for kind in EVERY_FORM}) > 15


@pytest.mark.parametrize("kind", EVERY_FORM, ids=lambda kind: f"{kind.__module__}.{kind.__qualname__}")
def test_no_declared_field_takes_text_without_cleaning_it(kind: type[BaseForm]) -> None:
    bare = [
        name
        for name, field in getattr(kind, "base_fields", {}).items()
        if type(field) is forms.CharField and not isinstance(field.widget, _SECRET)
    ]
    assert bare == []


def _bare_in(source: str) -> list[int]:
    """Lines that make a plain text field: in a class, or as a form is made."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"forms.CharField", "CharField"}
        and not any(word in ast.unparse(node) for word in ("PasswordInput", "HiddenInput"))
    ]


def test_no_field_is_made_on_the_way_that_takes_text_without_cleaning_it() -> None:
    found = {
        str(path): lines
        for path in sorted(Path(cairn.web.__path__[0]).rglob("*.py"))
        if (lines := _bare_in(path.read_text(encoding="utf-8")))
    }
    assert found == {}


def test_the_search_sees_a_plain_field_and_passes_over_a_secret_one() -> None:
    assert _bare_in("f = forms.CharField(label='Name')\ng = forms.CharField(widget=forms.PasswordInput)") == [
        1
    ]


class _Long(forms.Form):
    """A line, and a box of lines."""

    line = TextField()
    box = TextField(widget=forms.Textarea)


def test_blanks_in_a_line_are_squeezed_and_control_characters_taken_out() -> None:
    form = _Long({"line": " Rowan\u00a0 \x07Test\x1bcase\x7f ", "box": "one  two\r\n\u00a0 three\x08"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {"line": "Rowan Testcase", "box": "one  two\r\n  three"}
