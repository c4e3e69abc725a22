"""
What the answer says: the letter, and each thing with what is withheld shown as withheld.

Source: Data Protection Act 2018 s.45(2), (4)-(7), s.51, s.53.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from cairn.documents.setting import typesetting
from cairn.documents.subject_access.words import OPENING, PLACEHOLDER, REASONS, RIGHTS, information
from cairn.record.subject_access.models import AccessItem, ItemDecision, Outcome
from cairn.record.subject_access.recipients import Recipients, recipients_of

_TEMPLATE = Path(__file__).with_name("answer.typ")
TITLE = "Answer to your request for access"
_GIVES = frozenset({Outcome.FULL, Outcome.PART})
# Outcomes whose letter says why: in the others the reasons would tell what the answer may not.
_EXPLAINED = frozenset({Outcome.PART, Outcome.RESTRICTED})


@dataclass(frozen=True, slots=True)
class Fact:
    """One line: what it is, and its value or what stands in its place."""

    label: str
    value: str
    withheld: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """One row of the record."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The document's words, ready to set."""

    issuer: str
    marking: str
    reference: str
    outcome: str
    about: tuple[tuple[str, str], ...]
    opening: tuple[str, ...]
    reasons: tuple[str, ...]
    information: tuple[tuple[str, str], ...]
    recipients: tuple[Recipients, ...]
    parts: tuple[Part, ...]
    draft: bool
    rights: tuple[str, ...] = RIGHTS
    title: str = TITLE


def parts_of(items: Iterable[AccessItem]) -> tuple[Part, ...]:
    """What is disclosed, with what is withheld shown as withheld; what is withheld in silence is not there."""
    shown = []
    for item in items:
        facts = tuple(_facts(item))
        if facts:
            shown.append(Part(item.title, facts))
    return tuple(shown)


def _facts(item: AccessItem) -> Iterable[Fact]:
    if item.decision == ItemDecision.PROPOSED:
        raise ValueError(f"item {item.pk} has not been decided")
    if item.decision == ItemDecision.WITHHOLD:
        if not item.silent:
            yield Fact("All of this", PLACEHOLDER[item.ground], withheld=True)
        return
    for label, value in item.content:
        if label not in item.withheld:
            yield Fact(label, value)
        elif not item.silent:
            yield Fact(label, PLACEHOLDER[item.ground], withheld=True)


def reasons_for(outcome: str, items: Iterable[AccessItem]) -> tuple[str, ...]:
    """Why something is withheld, each reason once; nothing where saying so would tell what may not be told."""
    if outcome not in _EXPLAINED:
        return ()
    grounds = {item.ground for item in items if item.ground and not item.silent}
    return tuple(REASONS[ground] for ground in REASONS if ground in grounds)


def answer(
    *,
    issuer: str,
    marking: str,
    reference: str,
    outcome: str,
    about: tuple[tuple[str, str], ...],
    items: Iterable[AccessItem],
    draft: bool,
) -> Answer:
    """
    The whole answer.

    Parameters
        about: the letter's own facts: to whom, when asked, when answered.
        draft: it is shown for checking and was not released.
    """
    items = list(items)
    gives = outcome in _GIVES
    recipients = recipients_of(items, issuer=issuer, placeholders=PLACEHOLDER) if gives else ()
    return Answer(
        issuer=issuer,
        marking=marking,
        reference=reference,
        outcome=outcome,
        about=about,
        opening=OPENING[outcome],
        reasons=reasons_for(outcome, items),
        information=information(names_recipients=bool(recipients)) if gives else (),
        recipients=recipients,
        parts=parts_of(items) if gives else (),
        draft=draft,
    )


def as_json(content: Answer) -> bytes:
    """The same answer for a machine to read; half a character, which UTF-8 cannot say, as JSON's escape of it."""
    return json.dumps(asdict(content), indent=2, ensure_ascii=False).encode(errors="backslashreplace")


def typeset(content: Answer) -> bytes:
    """
    The answer as PDF/UA-1: see `cairn.documents.setting.typesetting`.

    Raises
        typst.TypstError: the template is at fault; nothing was issued.
    """
    return typesetting.typeset(_TEMPLATE, content)
