"""What an entry says besides its operation's sentence: why it was refused, and by what right a record was seen."""

from __future__ import annotations

from cairn.ledger.entries.looks import AccessBasis
from cairn.ledger.models import Entry
from cairn.ledger.operations import operation_of
from cairn.ledger.services import REFUSED

_REFUSALS = {
    403: "Refused: no permission",
    404: "Refused: not there, or no access to it",
    429: "Refused: too many requests",
}
_BASES = {
    AccessBasis.OWN_CASELOAD: "Own caseload",
    AccessBasis.OWN_TEAM: "Own team",
    AccessBasis.OWN_AGENCY: "Own agency, another team or nobody’s",
    AccessBasis.PARTNER: "Partner agency",
    AccessBasis.BREAK_GLASS: "Break-glass",
    AccessBasis.OFFER: "Offered to their agency",
}


def sentence_of(entry: Entry) -> str:
    """What was done, without who did it; of a refusal, what was asked for."""
    operation = operation_of(entry)
    if operation is not REFUSED:
        return operation.sentence
    because = _REFUSALS.get(entry.detail.get("status"), operation.sentence)
    page, asked = entry.detail.get("page", ""), entry.detail.get("asked")
    return f"{because} (page {page}{f', asked for {asked}' if asked else ''})"


def basis_in_words(entry: Entry) -> str:
    """By what right the record was seen; nothing where the entry does not say."""
    basis = str(entry.detail.get("sight", ""))
    return _BASES[AccessBasis(basis)] if basis in _BASES else basis


def others_shown(entry: Entry) -> int:
    """How many people a list or a search showed."""
    shown = entry.detail.get("nominals")
    return len(shown) if isinstance(shown, list) else 0
