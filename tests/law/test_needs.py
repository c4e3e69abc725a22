"""The closed list of what a record may lack."""

from __future__ import annotations

from pathlib import Path

from cairn.law.needs import NEEDS, WORDS, in_order, in_words


def test_every_code_has_its_words_in_the_order_of_the_list() -> None:
    assert tuple(WORDS) == NEEDS
    assert all(words[0].islower() and not words.endswith(".") for words in WORDS.values())


def test_codes_are_named_once_and_in_the_order_of_the_list() -> None:
    assert in_order(("law", "offence", "law")) == ("offence", "law")
    assert in_order(()) == ()
    assert in_words(("victim-age", "sentence")) == "the victim's age at the offence; the sentence"


def test_integrators_read_what_every_code_asks() -> None:
    told = (Path(__file__).parents[2] / "docs" / "integrators" / "law-proof.md").read_text()
    assert [code for code in NEEDS if f"| `{code}` |" not in told] == []
