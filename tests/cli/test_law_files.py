"""A case file is YAML in which only true and false are truths, so that `on` can be a key; what is wrong is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from cairn.cli.law_files import document
from cairn.errors import BadInput


def held(tmp_path: Path, text: str) -> object:
    file = tmp_path / "case.yaml"
    file.write_text(text)
    return document(file)


def test_on_off_yes_and_no_are_words_and_true_and_false_are_not(tmp_path: Path) -> None:
    assert held(tmp_path, "{on: yes, off: no, a: true, b: False}") == {
        "on": "yes",
        "off": "no",
        "a": True,
        "b": False,
    }


@pytest.mark.parametrize("text", ["{a: [", "!!python/object:os.system {}"])
def test_what_is_no_case_file_is_refused_by_name(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match=r"case\.yaml"):
        held(tmp_path, text)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        document(tmp_path / "none.yaml")
