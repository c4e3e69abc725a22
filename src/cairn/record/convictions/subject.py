"""Convictions and what followed from them, as subjects of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.law.offences import in_words as offence_in_words
from cairn.record.convictions.checks import check_conviction
from cairn.record.convictions.disposals import check_disposal
from cairn.record.convictions.models import Conviction, Disposal
from cairn.subjects.declaration import Amending, Event, Subject


def _events(row: Conviction) -> Iterator[Event]:
    sentences = ", ".join(disposal.get_kind_display() for disposal in row.disposals.all())
    offence = offence_in_words(row.offence)
    yield Event(row.on, row.get_outcome_display(), f"{offence}: {sentences}" if sentences else offence)
    if row.quashed_on:
        yield Event(row.quashed_on, "Conviction quashed", offence)
    if row.trial_concluded_on:
        yield Event(row.trial_concluded_on, f"Trial concluded: {row.get_trial_outcome_display()}", offence)


CONVICTION = Subject(
    key="convictions",
    model=Conviction,
    fact="convictions",
    order=("-on", "-recorded_at"),
    begins="on",
    events=_events,
    letter="conviction, caution or finding",
    makes_standing=True,
    refusals={
        "offence_before_conviction": (
            "offence_date",
            "The offence is after the conviction. Check both days.",
        ),
        "noticed_after_foreign_conviction": (
            "noticed_on",
            "A notice or order about a foreign conviction comes after it, and has its date. Check both.",
        ),
        "quashed_after_conviction": ("on", "It was quashed before the conviction. Give a later day."),
    },
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=(
            "outcome",
            "on",
            "offence",
            "offence_date",
            "court",
            "tried_by",
            "called",
            "country",
            "route",
            "noticed_on",
            "given_in",
            "stood_in_1997",
            "victim_age",
            "shown_age",
            "intended_victim_age",
            "sexual_gratification",
            "all_willing",
            "parental_household",
            "terrorist_connection",
            "order_id",
            "quashed_on",
            "trial_concluded_on",
            "trial_outcome",
        ),
        check=check_conviction,
    ),
)
SENTENCE = Subject(
    key="sentences",
    model=Disposal,
    fact="convictions",
    part_of="conviction_id",
    depends_on={"conviction_id": Conviction},
    order=("passed_on", "kind"),
    begins="passed_on",
    letter="sentence or other disposal",
    makes_standing=True,
    shown=False,
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=(
            "kind",
            "life",
            "years",
            "months",
            "weeks",
            "days",
            "extension_months",
            "restriction",
            "held",
            "part_2_applied",
            "sexual_aspect",
            "passed_on",
            "consecutive_to_id",
            "overlaps_id",
            "overlap_months",
            "overlap_days",
        ),
        check=check_disposal,
    ),
)
