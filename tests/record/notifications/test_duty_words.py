"""What a duty is called, and why somebody is registrable, in one line."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.law.answers import Duty
from cairn.law.facts import HomeAddress, NoFixedAbode, Person
from cairn.record.notifications.duty_words import duty_words

DAY = date(2026, 1, 5)
LOST = NoFixedAbode(date=date(2025, 6, 1))
FOUND = HomeAddress(date=date(2025, 9, 1))


@pytest.mark.parametrize(
    ("kind", "of", "said"),
    [
        ("initial", None, "Initial notification"),
        ("periodic", None, "Annual notification"),
        ("change", "home-address", "Change of home address"),
        ("change", "name", "Use of a new name"),
        ("change", None, "Change of notified details"),
        ("travel", "t", "Notification of foreign travel"),
        ("return", "t", "Notification of return to the United Kingdom"),
    ],
)
def test_a_duty_is_named_as_at_the_counter(kind: str, of: str | None, said: str) -> None:
    duty = Duty(kind=kind, of=of, state="open", arose=DAY, basis="SOA 2003", why="")  # type: ignore[arg-type]
    assert duty_words(duty, Person(born=DAY)) == said


def test_a_duty_of_another_scheme_names_it() -> None:
    duty = Duty(kind="initial", state="open", arose=DAY, basis="s.122F", why="", regime="sexual-risk-order")
    assert duty_words(duty, Person(born=DAY)) == "Initial notification (sexual risk order)"


@pytest.mark.parametrize(
    ("homes", "said"), [((), "Weekly notification (no fixed abode)"), ((FOUND,), "Annual notification")]
)
def test_a_person_without_a_home_notifies_weekly(homes: tuple[HomeAddress, ...], said: str) -> None:
    duty = Duty(kind="periodic", state="open", arose=DAY, basis="SOA 2003 s.85", why="")
    assert duty_words(duty, Person(born=DAY, no_fixed_abode=(LOST,), addresses=homes)) == said
