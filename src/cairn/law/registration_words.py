"""The three answers about registration in words, for every door that says them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import Protocol

from cairn.law.needs import in_words
from cairn.law.wording import in_words as written

UNDECIDED = "Undecided"
NOT_REGISTRABLE = "Not registrable"


class Answered(Protocol):
    """What is said of: a registration, or what is kept of one."""

    @property
    def registrable(self) -> bool: ...
    @property
    def undecided(self) -> bool: ...
    @property
    def until(self) -> date | None: ...
    @property
    def indefinite(self) -> bool: ...
    @property
    def needs(self) -> Iterable[str]: ...
    @property
    def may_run_to(self) -> date | None: ...
    @property
    def may_be_indefinite(self) -> bool: ...


def turns_on(answer: Answered) -> str:
    """As "It turns on the victim's age at the offence."; empty where it turns on nothing."""
    return f"It turns on {in_words(answer.needs)}." if answer.needs else ""


def undecided_words(answer: Answered) -> str:
    """As "Undecided whether registrable. It turns on the victim's age at the offence."."""
    return " ".join(filter(None, (f"{UNDECIDED} whether registrable.", turns_on(answer))))


def may_run(answer: Answered, day_in_words: Callable[[date], str] = written) -> str:
    """As "may run to 28 February 2026", or empty where no doubt would make it longer."""
    if answer.may_be_indefinite and not answer.indefinite:
        return "may have no end date"
    return f"may run to {day_in_words(answer.may_run_to)}" if answer.may_run_to is not None else ""
