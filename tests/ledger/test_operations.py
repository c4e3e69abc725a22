"""Operations are declared once each, and entries of whatever version are read by them."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cairn.ledger import operations
from cairn.ledger.operations import (
    Act,
    Operation,
    all_operations,
    declare,
    operation_of,
    retired,
    retired_family,
)


@dataclass
class Bearing:
    """What an entry bears."""

    act: str
    what: str


@pytest.fixture(autouse=True)
def _nothing_stays_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "_declared", {})
    monkeypatch.setattr(operations, "_families", {})


def test_the_same_code_under_two_acts_is_two_operations() -> None:
    made, changed = (
        declare("test order", Act.COLLECTION, "Made"),
        declare("test order", Act.ALTERATION, "Changed"),
    )
    assert operation_of(Bearing("collection", "test order")) is made
    assert operation_of(Bearing("alteration", "test order")) is changed
    assert all_operations() == (changed, made)


@pytest.mark.parametrize(
    ("code", "sentence"), [("twice", "Again"), ("", "No code"), ("no sentence", ""), ("x" * 81, "Too long")]
)
def test_what_cannot_be_declared(code: str, sentence: str) -> None:
    declare("twice", Act.COLLECTION, "Once")
    with pytest.raises(ValueError, match=r"operation|longer"):
        declare(code, Act.COLLECTION, sentence)


def test_entries_of_earlier_versions_stay_readable() -> None:
    old = retired("old page", Act.CONSULTATION, "Opened the old page")
    retired_family("form: ", Act.CONSULTATION, "Opened the form")
    assert old.is_retired
    assert operation_of(Bearing("consultation", "old page")) is old
    assert operation_of(Bearing("consultation", "form: record a visit")).sentence == (
        "Opened the form: record a visit"
    )


def test_an_entry_of_a_later_version_has_its_code_for_a_sentence() -> None:
    unknown = operation_of(Bearing("alteration", "of a later version"))
    assert (unknown.sentence, unknown.act, unknown.is_retired) == ("of a later version", Act.ALTERATION, True)


def test_a_disclosure_says_to_whom() -> None:
    assert Operation("x", Act.DISCLOSURE, "Disclosed x").needs_recipient
    assert not Operation("x", Act.CONSULTATION, "Read x").needs_recipient
