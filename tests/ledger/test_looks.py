"""A surname of one's own, however it is written."""

from __future__ import annotations

import pytest

from cairn.ledger.looks import shares_surname


@pytest.mark.parametrize(
    ("name", "surnames"),
    [
        ("Robin Featherstone", ["FEATHERSTONE"]),
        ("Robin Smith-Jones", ["Jones"]),
        ("Robin Jones", ["Smith-Jones"]),
        ("Siân Brontë", ["Bronte"]),
        ("Robin O'Neill", ["Oneill"]),
        ("Robin Featherstone", ["Elsewhere", "Featherstone"]),
    ],
)
def test_it_is_their_own(name: str, surnames: list[str]) -> None:
    assert shares_surname(name, surnames)


@pytest.mark.parametrize(
    ("name", "surnames"),
    [
        ("Robin Featherstone", ["Robin"]),
        ("Robin Featherstone", ["Feather"]),
        ("Robin Featherstone", []),
        ("Officer 12", ["12"]),
        ("", ["Featherstone"]),
        ("Robin", ["-"]),
    ],
)
def test_it_is_somebody_elses(name: str, surnames: list[str]) -> None:
    assert not shares_surname(name, surnames)
