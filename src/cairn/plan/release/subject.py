"""Expected releases, as a subject of the record, and what is asked of one whenever it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cairn.accounts.roles import PLAN_MAKERS
from cairn.plan.release.models import ExpectedRelease, ReleaseKind
from cairn.record.field_checks import check_day, check_order, choice_of, clean_text
from cairn.subjects.declaration import Amending, Event, Subject

_BEFORE = "A release that is past is recorded as the end of custody, not as expected"


def check_release(row: ExpectedRelease, today: date) -> None:
    """
    Raises
        BadInput: no such way, nobody named who told it, told on a day to come, or expected before it was told.
    """
    row.kind = choice_of(row.kind, list(ReleaseKind.values), field="kind")
    row.told_by = clean_text(
        row.told_by, field="told_by", missing="Say who told it, so that it is found again.", most=200
    )
    check_day(row.told_on, nominal=row.nominal, today=today, field="told_on", what="The day it was told")
    check_order(row.told_on, row.expected_on, field="expected_on", what=_BEFORE)


def _events(row: ExpectedRelease) -> Iterator[Event]:
    yield Event(row.told_on, "Release expected", str(row), row.told_by)


RELEASE = Subject(
    key="expected-release",
    model=ExpectedRelease,
    fact="custody",
    called="an expected release",
    order=("-told_on", "-recorded_at"),
    begins="told_on",
    events=_events,
    records=True,
    refusals={
        "release_expected_when_told": ("expected_on", f"{_BEFORE}. Check both days."),
    },
    amending=Amending(
        roles=PLAN_MAKERS, fields=("expected_on", "kind", "told_on", "told_by"), check=check_release
    ),
)
