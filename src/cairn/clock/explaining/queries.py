"""What the clock keeps of one person, and the law's whole answer with its reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from cairn.access.access_basis import AccessDecision, Through
from cairn.access.owning import NO_SUCH_PERSON
from cairn.clock.models import CaseSummary, Duty, KeptDuties
from cairn.clock.running.of_day import OF_DAY
from cairn.clock.worklist.queries import in_order
from cairn.dates import today as this_day
from cairn.errors import NotAllowed, NotFound
from cairn.law import assess
from cairn.law.answers import Assessment, Registration
from cairn.law.answers import Duty as LawDuty
from cairn.law.facts import Person
from cairn.law.mappa import Category, category
from cairn.law.rulebook import Rulebook
from cairn.record.facts import person_facts
from cairn.record.rulebook.queries import current_book


def case_summary_of(nominal_id: UUID) -> CaseSummary | None:
    """What the law says of the person today, and of which day that is; None if the user sees no such person."""
    return CaseSummary.objects.filter(nominal_id=nominal_id).annotate(**OF_DAY).first()


def duties_failed(nominal_id: UUID) -> bool:
    """Whether the last run could not make this person's duties."""
    return KeptDuties.objects.filter(pk=nominal_id).exists()


def duties_of(nominal_id: UUID) -> list[Duty]:
    """What is owed for one person, in the worklist's order, as far as the user may see it."""
    return list(in_order(Duty.objects.filter(nominal_id=nominal_id)))


@dataclass(frozen=True, slots=True)
class Explanation:
    """The law's answer for a person on a day, with its trail, by which book, and their MAPPA category."""

    answer: Assessment
    category: Category
    person: Person
    book: Rulebook

    @property
    def registration(self) -> Registration:
        """From when until when, and why."""
        return self.answer.registration

    @property
    def duties(self) -> tuple[LawDuty, ...]:
        """Every duty, those done too."""
        return self.answer.duties


class ReasonsRedacted(NotAllowed):
    """A fact is kept from this user, and an answer without it would be another answer."""


def explain(
    nominal_id: UUID,
    *,
    as_at: date | None = None,
    book: Rulebook | None = None,
    decision: AccessDecision | None = None,
) -> Explanation:
    """
    The law's whole answer on a day, with the trail of reasons, from the facts as they now stand.

    Kept nowhere: the reasons name offences and sentences, and only the owner reads those.

    Parameters
        book: the law to apply; default: the register's own as it now is.
        decision: this user's access to this record in this transaction, if it was decided already.

    Raises
        NotFound: no such person, or none that this user may see.
        NotAllowed: the user's agency does not own the record; reasons rest on facts it does not read.
        ReasonsRedacted: a fact is restricted and kept from this user; no reason can be given in full.
    """
    if decision is None:
        sees, owns, withheld = _asked(nominal_id)
    else:
        sees, owns = decision.through is not Through.NOTHING, decision.through is Through.OWNER
        withheld = not decision.complete
    if not sees:
        raise NotFound(NO_SUCH_PERSON)
    if not owns:
        raise NotAllowed("The reasons rest on facts that only the agency that owns the record reads.")
    if withheld:
        raise ReasonsRedacted(
            "The reasons may rest on a fact that is restricted, so they are not shown in your role. "
            "Ask a supervisor of the agency that owns the record."
        )
    day, person, book = as_at or this_day(), person_facts(nominal_id), book or current_book()
    answer = assess(person, day, book)
    return Explanation(answer, category(person, day, answer.registration), person, book)


def _asked(nominal_id: UUID) -> tuple[bool, bool, bool]:
    """Whether this user sees the record, acts for its owner, and has something kept from them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cairn_sees(%s), cairn_owns(%s), cairn_withholds(%s)", [nominal_id] * 3)
        sees, owns, withheld = cursor.fetchone() or (False, False, True)
    return sees, owns, withheld
