"""What a category says of itself."""

from __future__ import annotations

from cairn.law.mappa import NONE


def test_none_says_that_a_decision_could_still_bring_somebody_in() -> None:
    assert (NONE.number, NONE.also) == (None, ())
    assert "Category 3" in NONE.reason
    assert "decision" in NONE.reason
