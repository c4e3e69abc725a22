"""The ledger's kinds in plain words. A kind that is not in here is shown as it is."""

from __future__ import annotations

from cairn.ledger.looks import AccessBasis
from cairn.ledger.models import Act, Entry
from cairn.ledger.services import REFUSED

_OPENED = {
    "person page": "Opened the overview",
    "reasons page": "Read the reasons behind registration and duties",
    "what-if page": "Asked what another sentence or date would change",
    "timeline": "Read the timeline",
    "access page": "Read which agencies have access",
    "access history": "Read who looked at this record",
    "history of a fact": "Read the history of a fact",
    "photograph": "Saw the photograph",
    "plan": "Read the risk management plan",
    "action": "Read an action of the plan",
    "record something": "Opened the list of things to record",
    "notification recorded": "Read a notification that was recorded",
    "worklist": "Opened a worklist",
    "search": "Searched for a person",
    "own history": "Read their own history",
    "ledger console": "Read the ledger",
    "ledger anomalies": "Read the questions that the ledger raises",
    "anomaly reviewed": "Reviewed a question about looks",
    "told that a record exists": "Was told which agency holds a record",
    "refused": "Was refused",
}
_WROTE = {
    "person added": "Added the person",
    "person corrected": "Corrected the person's particulars",
    "person allocated": "Gave the person to an offender manager",
    "name added": "Added a name",
    "identifier added": "Added a number",
    "photograph added": "Added a photograph",
    "address": "Recorded an address",
    "stay": "Recorded a stay away from home",
    "household stay": "Recorded a stay in a household with a child",
    "conviction": "Recorded a conviction, caution or finding",
    "disposal": "Recorded a sentence",
    "order": "Recorded a court order",
    "time away": "Recorded custody, hospital or time abroad",
    "trip": "Recorded foreign travel",
    "notification": "Recorded a notification",
    "financial detail recorded": "Recorded a bank account, card or identity document",
    "financial detail ended": "Recorded that an account, card or document ended",
    "visit": "Recorded a visit",
    "risk level": "Set the risk level",
    "MAPPA level": "Set the MAPPA level",
    "plan": "Agreed a risk management plan",
    "disclosed": "Told somebody outside something about the person",
    "overseas transfer": "Told somebody in another country something about the person",
    "partnership opened": "Brought an agency in",
    "partnership ended": "Ended an agency's access",
    "acknowledgement issued": "Printed an acknowledgement for the person",
    "ledger export": "Exported entries of the ledger",
    "agency added": "Added an agency",
    "team added": "Added a team",
    "user added": "Added a user",
    "rule switched on": "Decided that a rule of law applies",
    "rule switch withdrawn": "Withdrew a decision about a rule of law",
}
_REFUSALS = {
    403: "Was refused: not theirs to see or do",
    404: "Was refused: not there, or not theirs to know of",
    429: "Was stopped: too much at once",
}
_BASES = {
    AccessBasis.OWN_CASELOAD: "Own caseload",
    AccessBasis.OWN_TEAM: "Own team",
    AccessBasis.OWN_AGENCY: "Another team of the agency, or nobody’s",
    AccessBasis.PARTNER: "As a partner agency",
    AccessBasis.BREAK_GLASS: "By break-glass",
}

# What a filter offers, by its words; a kind that is both opened and written is one choice.
_BOTH = {
    kind: f"{_OPENED[kind]}, or {words[:1].lower()}{words[1:]}"
    for kind, words in _WROTE.items()
    if kind in _OPENED
}
KINDS: dict[str, str] = dict(sorted((_OPENED | _WROTE | _BOTH).items(), key=lambda item: item[1]))


def in_words(entry: Entry) -> str:
    """What was done, as a sentence without its subject."""
    kind = entry.what
    if kind == REFUSED:
        return refusal_in_words(entry)
    if kind.startswith("form: "):
        return f"Opened the form: {kind.removeprefix('form: ')}"
    table, other = (_OPENED, _WROTE) if entry.act == Act.CONSULTATION else (_WROTE, _OPENED)
    words = table.get(kind) or other.get(kind) or kind
    if entry.act == Act.ALTERATION and words.startswith("Recorded "):
        words = f"Changed: {words.removeprefix('Recorded ')}"
    return words


def refusal_in_words(entry: Entry) -> str:
    """What was refused, by the page's name, with the id that was asked for."""
    because = _REFUSALS.get(entry.detail.get("status"), "Was refused")
    page, asked = entry.detail.get("page", ""), entry.detail.get("asked")
    return f"{because} (page {page}{f', asked for {asked}' if asked else ''})"


def basis_in_words(entry: Entry) -> str:
    """By what right the record was seen; nothing where the entry does not say."""
    # Entries say "sight" for it: what the ledger holds keeps its words.
    basis = str(entry.detail.get("sight", ""))
    return _BASES[AccessBasis(basis)] if basis in _BASES else basis


def others_shown(entry: Entry) -> int:
    """How many people a list or a search showed."""
    shown = entry.detail.get("nominals")
    return len(shown) if isinstance(shown, list) else 0
