"""
What forbids disposing of a record, asked when it is decided, when it is confirmed and when it is done.

Rooms above the record object by answering the announcement with a refusal (see cairn.project.handlers).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS

from cairn.announcements import announce
from cairn.dates import in_words
from cairn.errors import CairnError, Conflict, RuleRefused
from cairn.law import assess
from cairn.law.facts import Person
from cairn.law.rulebook import Rulebook
from cairn.record.facts import person_facts
from cairn.record.retention.due import PROVISION, still_bound
from cairn.record.retention.models import LegalHold
from cairn.record.rulebook.queries import current_book
from cairn.record.subject_access.models import SubjectRequest


@dataclass(frozen=True, slots=True)
class DisposalConsidered:
    """
    A record may be disposed of: whoever still needs it raises a refusal.

    Parameters
        using: the database connection to ask; the job that carries disposals out is nobody's user.
    """

    nominal_id: UUID
    person: Person
    as_at: date
    using: str = DEFAULT_DB_ALIAS


def refuse_while_bound(person: Person, *, as_at: date, book: Rulebook) -> None:
    """
    Raises
        RuleRefused: the person is registered, or an order runs: there is nothing to review.
    """
    bound = still_bound(person, assess(person, as_at, book))
    if bound:
        raise RuleRefused(f"{bound} The record is kept until that ends.", provision=PROVISION)


def refuse_while_needed(
    nominal_id: UUID, person: Person, *, as_at: date, book: Rulebook, using: str = DEFAULT_DB_ALIAS
) -> None:
    """
    Raises
        RuleRefused: the person is registered, or an order runs.
        Conflict: a legal hold stands, a request for access is open, or another room still needs the record.
    """
    refuse_while_bound(person, as_at=as_at, book=book)
    hold = LegalHold.objects.using(using).filter(nominal_id=nominal_id, lifted_on__isnull=True).first()
    if hold:
        raise Conflict(f"A legal hold has been in place since {in_words(hold.set_on)}. Lift it first.")
    open_requests = SubjectRequest.objects.using(using).filter(
        nominal_id=nominal_id, released_on__isnull=True
    )
    if open_requests.exists():
        raise Conflict("A subject access request about this record is open. Answer it first.")
    announce(DisposalConsidered(nominal_id, person, as_at, using))


def bound_now(nominal_id: UUID, *, as_at: date) -> bool:
    """Whether the record is kept without a review, because the person is registered or an order runs."""
    person = person_facts(nominal_id)
    return bool(still_bound(person, assess(person, as_at, current_book())))


def obstacle(nominal_id: UUID, *, as_at: date) -> str:
    """The first thing that forbids disposal, for a page to say before anybody tries; or nothing."""
    try:
        refuse_while_needed(nominal_id, person_facts(nominal_id), as_at=as_at, book=current_book())
    except CairnError as refusal:
        return refusal.message
    return ""
