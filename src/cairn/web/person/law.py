"""What the law makes of the record on a day, for those of the owner who may read why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cairn.clock.explaining.queries import Explanation, ReasonsRedacted, explain
from cairn.law.answers import Duty as LawDuty
from cairn.law.answers import Registration, steps
from cairn.law.mappa import Category
from cairn.law.rulebook import Rulebook
from cairn.web.person.header import Header

# How many met duties the person's page shows; the reasons page has them all.
_RECENT = 5


@dataclass(frozen=True, slots=True)
class Law:
    """
    The answer, and what the pages say of it.

    Parameters
        because: why somebody is or is not registrable, in sentences.
        met: the duties met last.
        withheld: nothing is said, since a fact is kept from this user.
    """

    explained: Explanation | None = None
    because: tuple[str, ...] = ()
    met: tuple[LawDuty, ...] = ()
    withheld: bool = False

    @property
    def registration(self) -> Registration | None:
        """From when until when."""
        return self.explained.registration if self.explained else None

    @property
    def category(self) -> Category | None:
        """The MAPPA category, and why."""
        return self.explained.category if self.explained else None


def law_of(header: Header, as_at: date, *, book: Rulebook | None = None, past: bool = False) -> Law:
    """
    The law's answer for the owner; nothing for anybody else.

    Parameters
        book: the law to apply; default: the register's own as it now is.
        past: within `as_known`, where today's access is asked anew.
    """
    if not header.owns:
        return Law()
    try:
        answer = explain(header.nominal_id, as_at=as_at, book=book, decision=None if past else header.sight)
    except ReasonsRedacted:
        return Law(withheld=True)
    done = [duty for duty in answer.duties if duty.met_on]
    met = sorted(done, key=lambda duty: duty.met_on or as_at, reverse=True)[:_RECENT]
    return Law(answer, sentences(answer.registration), tuple(met))


def sentences(registration: Registration) -> tuple[str, ...]:
    """The reasons, a sentence each: one that names four provisions is read by nobody."""
    clauses = (reason.text.strip() for reason in steps(registration.reasons))
    return tuple(
        f"{clause[:1].upper()}{clause[1:]}{'' if clause[-1:] in '.?!' else '.'}" for clause in clauses
    )
