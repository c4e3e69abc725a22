"""Labels within sentences."""

from __future__ import annotations

import pytest

from cairn.accounts.roles import Role
from cairn.labels import inside


@pytest.mark.parametrize(
    ("label", "said"),
    [("Supervisor", "supervisor"), ("MAPPA coordinator", "MAPPA coordinator"), ("A", "a"), ("", "")],
)
def test_a_label_begins_small_within_a_sentence_unless_it_is_letters(label: str, said: str) -> None:
    assert inside(label) == said


def test_a_role_is_said_so_too() -> None:
    assert Role.COORDINATOR.in_words == "MAPPA coordinator"
    assert Role.FRONT_COUNTER.in_words == "front counter"
