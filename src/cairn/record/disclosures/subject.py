"""Disclosures to people outside, as a subject of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import DISCLOSURE_OFFICERS
from cairn.dates import in_words, london
from cairn.record.disclosures.checks import check_disclosure
from cairn.record.disclosures.models import Disclosure
from cairn.subjects.declaration import Amending, Event, Subject


def _events(row: Disclosure) -> Iterator[Event]:
    title = f"Told overseas: {row.whom}" if row.is_transfer else f"Told: {row.whom}"
    yield Event(london(row.told_at).date(), title, row.what, row.told_by.name)


DISCLOSURE = Subject(
    key="disclosures",
    model=Disclosure,
    fact="disclosures",
    order=("-told_at", "-recorded_at"),
    begins="told_at",
    events=_events,
    words=lambda row: f"{row.recipient}, {in_words(london(row.told_at).date())}",
    demonstrated="In two scenes: told to a mother, and told to another country.",
    letter="disclosure about you to somebody else",
    # What was told was told: the entry of the disclosure in the ledger stands whatever is corrected here.
    amending=Amending(
        roles=DISCLOSURE_OFFICERS,
        fields=(
            "told_at",
            "recipient",
            "recipient_kind",
            "what",
            "power_which",
            "conditions",
            "agreement_on",
        ),
        check=check_disclosure,
        withdraws=False,
    ),
)
