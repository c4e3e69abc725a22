"""News from agencies, as a subject of the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cairn.accounts.roles import CASE_MANAGERS
from cairn.plan.news.models import News, NewsKind
from cairn.record.field_checks import check_day, choice_of, clean_text
from cairn.subjects.declaration import Amending, Event, Subject

_MOST = 4000


def check_news(row: News, today: date) -> None:
    """
    Raises
        BadInput: no such kind, nothing told, not said how it is known, or a day to come.
    """
    row.kind = choice_of(row.kind, list(NewsKind.values), field="kind")
    row.text = clean_text(row.text, field="text", missing="Enter what happened.", most=_MOST)
    row.known_how = clean_text(
        row.known_how, field="known_how", missing="Enter how you know this.", most=_MOST
    )
    if row.happened_on is not None:
        check_day(
            row.happened_on, nominal=row.nominal, today=today, field="happened_on", what="This happened"
        )


def _events(row: News) -> Iterator[Event]:
    yield Event(row.told_on, f"News: {row.get_kind_display().lower()}", row.text, row.told_by.name)
    if row.closed_on and row.closed_by:
        yield Event(
            row.closed_on,
            f"News dealt with: {row.get_outcome_display()}",
            row.outcome_why,
            row.closed_by.name,
        )


NEWS = Subject(
    key="news",
    model=News,
    fact="news",
    called="news from an agency",
    agency="agency_id",
    agency_adds=True,
    order=("-told_on", "-recorded_at"),
    begins="told_on",
    events=_events,
    demonstrated="None: it is told when somebody tries it.",
    refusals={"closed_news_says_how": ("outcome_why", "Say what was done with it, and why.")},
    # The agency's words stay its own; told of the wrong person, the news is withdrawn.
    amending=Amending(roles=CASE_MANAGERS, fields=("happened_on",), check=check_news),
)
