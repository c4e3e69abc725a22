"""What the pages on access rest on, and what each is called in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model

from cairn.access.models import (
    AccessRequest,
    BreakGlass,
    NamedReader,
    Partnership,
    RestrictedFact,
    RestrictedNominal,
    Transfer,
)
from cairn.subjects.writings import Watched
from cairn.web.actions.page import Opened
from cairn.web.actions.watching import PastWatch, of_person

CALLED: dict[type[Model], str] = {
    AccessRequest: "this request",
    BreakGlass: "this emergency opening",
    NamedReader: "who can open this record",
    Partnership: "which agencies work with this person",
    RestrictedFact: "the restriction of a fact",
    RestrictedNominal: "the restriction of this record",
    Transfer: "the offer of this record",
}


def access_to(*models: type[Model]) -> PastWatch:
    """Rows about access to the page's person."""
    return of_person(*models, called=CALLED)


def this_row(model: type[Model], key: str) -> PastWatch:
    """The one row that the page's address names."""

    def kinds(opened: Opened) -> Sequence[Watched]:
        return [Watched(model, {"id": opened.ids[key]})]

    return PastWatch(kinds, CALLED)
