"""Who hears what, and when."""

from __future__ import annotations

import uuid

import pytest

from cairn import announcements
from cairn.announcements import FactsChanged, announce, announcing_once


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    found: list[object] = []
    monkeypatch.setattr(announcements, "_handlers", {FactsChanged: (found.append,)})
    return found


def test_an_act_made_of_several_is_heard_once_at_its_end(heard: list[object]) -> None:
    one, other = FactsChanged(uuid.uuid4()), FactsChanged(uuid.uuid4())
    with announcing_once():
        announce(one)
        with announcing_once():
            announce(other)
        announce(one)
        assert heard == []
    assert heard == [one, other]
    announce(one)
    assert heard == [one, other, one]


def test_an_act_that_fails_announces_nothing(heard: list[object]) -> None:
    def act() -> None:
        with announcing_once():
            announce(FactsChanged(uuid.uuid4()))
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        act()
    announce(FactsChanged(uuid.uuid4()))
    assert len(heard) == 1


def test_what_nobody_hears_is_an_error_even_inside_an_act(heard: list[object]) -> None:
    with pytest.raises(LookupError), announcing_once():
        announce("something else")
    assert heard == []
