"""What can be done with one fact: its history, and, for those who may, putting it right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import Model
from django.urls import NoReverseMatch, reverse

from cairn.subjects.declaration import Subject
from cairn.web.subjects.cards import Reading

# Addresses are made once a kind of fact and filled in: a page has a hundred of them.
_PERSON, _ROW = UUID(int=1), UUID(int=2)
_NO_LONGER_SO = "It is no longer so"


@dataclass(frozen=True, slots=True)
class FactLinks:
    """Words and addresses; `acts` is empty for whoever may not."""

    history: str
    acts: tuple[tuple[str, str], ...] = ()


def links_to(subject: Subject, row: Model, nominal_id: UUID, reading: Reading) -> FactLinks:
    """
    The history of one row, and what this user can do about it today.

    Parameters
        reading: who looks, and at which time: nothing is done to the past.
    """
    history = f"{history_of(nominal_id, subject.key)}?fact={row.pk}"
    amending = subject.can_be
    if amending is None or reading.past or not reading.owns or reading.role not in amending.roles:
        return FactLinks(history)
    acts = [("Correct", "correct_fact")] if amending.fields else []
    if amending.ends and getattr(row, amending.ends) is None:
        acts.append((amending.ends_words or _NO_LONGER_SO, "end_fact"))
    if amending.withdraws:
        acts.append(("Withdraw", "withdraw_fact"))
    made = ((words, _address(name, nominal_id, subject.key, row.pk)) for words, name in acts)
    return FactLinks(history, tuple((words, address) for words, address in made if address))


def history_of(nominal_id: UUID, key: str) -> str:
    """Where the history of one kind of fact stands."""
    return _address("history", nominal_id, key)


def page_of(name: str, nominal_id: UUID) -> str:
    """Where one of the person's pages stands."""
    return _page(name).replace(str(_PERSON), str(nominal_id), 1)


@lru_cache(maxsize=64)
def _page(name: str) -> str:
    return reverse(name, args=[_PERSON])


def _address(name: str, nominal_id: UUID, key: str, row_id: UUID | None = None) -> str:
    made = _pattern(name, key, of_a_row=row_id is not None)
    return made.replace(str(_PERSON), str(nominal_id), 1).replace(str(_ROW), str(row_id), 1)


@lru_cache(maxsize=512)
def _pattern(name: str, key: str, *, of_a_row: bool) -> str:
    try:
        return reverse(name, args=[_PERSON, key, _ROW] if of_a_row else [_PERSON, key])
    except NoReverseMatch:
        return ""
