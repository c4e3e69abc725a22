"""A term above what the law allowed on the day of sentence: asked about, and kept if the order says so."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from cairn.dates import in_words
from cairn.law import terms
from cairn.law.disposals import exceeded
from cairn.law.facts import Term
from cairn.record.convictions.models import Disposal, DisposalKind
from cairn.web.base.sure import Doubt

_UNITS = ("years", "months", "weeks", "days")


def term_doubt(said: Mapping[str, Any], *, convicted: date) -> Doubt | None:
    """
    What to ask of a sentence as it was typed; None where its term is one that the law allowed, or may have.

    Parameters
        said: kind, term and `passed_on`, by the model's fields.
    """
    kind, passed = said.get("kind"), said.get("passed_on") or convicted
    if kind not in DisposalKind.values:
        return None
    term = Term(life=bool(said.get("life")), **{unit: said.get(unit) or 0 for unit in _UNITS})
    most = exceeded(str(kind), term, passed=passed, convicted=convicted)
    if most is None:
        return None
    label = DisposalKind(str(kind)).label
    return Doubt(
        field=next(unit for unit in _UNITS if getattr(term, unit)),
        question=f"{label} of {terms.in_words(terms.length(term))}: on {in_words(passed)} the law allowed at most "
        f"{terms.in_words((most.months, 0))} ({most.citation}). Change it, or select that the order says so",
        of=f"{kind} {terms.in_words(terms.length(term))} {passed.isoformat()}",
        sure="The order says so: keep this term",
    )


def correction_doubt(row: Disposal, said: Mapping[str, Any]) -> Doubt | None:
    """The same of a correction; what stood there before and is not touched is not asked about."""
    convicted = row.conviction.on
    before = term_doubt({name: getattr(row, name) for name in said}, convicted=convicted)
    found = term_doubt(said, convicted=convicted)
    return None if found is None or (before is not None and before.of == found.of) else found
