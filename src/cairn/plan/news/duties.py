"""News from agencies waits for the person's officer until it is dealt with."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from cairn.dates import in_words
from cairn.duties.source import POLICY, Answer, Case, DutyOwed, DutySource


class OpenNews(msgspec.Struct, frozen=True):
    """News that was not dealt with on the day asked about; later, if it was."""

    id: UUID
    kind: str
    agency_name: str
    told_on: date
    closed_on: date | None = None


_read = msgspec.json.Decoder(tuple[OpenNews, ...]).decode


class NewsSource(DutySource[tuple[OpenNews, ...]]):
    """News to be dealt with, at once."""

    name: ClassVar[str] = "news"
    kinds: ClassVar[Mapping[str, str]] = {"news": "Deal with news from an agency"}
    statement: ClassVar[str] = """
        SELECT n.nominal_id, json_agg(json_build_object(
                   'id', n.id, 'kind', n.kind, 'agency_name', g.name, 'told_on', n.told_on, 'closed_on', n.closed_on
               ) ORDER BY n.told_on, n.id)::text
        FROM (
            SELECT * FROM plan_news
            WHERE told_on <= %(as_at)s AND (closed_on IS NULL OR closed_on > %(as_at)s) AND {these} AND {kept}
        ) n JOIN access_agency g ON g.id = n.agency_id
        GROUP BY n.nominal_id
    """

    def read(self, document: str | None) -> tuple[OpenNews, ...]:
        return _read(document) if document else ()

    def answer(self, facts: tuple[OpenNews, ...], case: Case) -> Answer:
        return Answer([_owed(news) for news in facts], [news.closed_on for news in facts])


def _owed(news: OpenNews) -> DutyOwed:
    return DutyOwed(
        basis=POLICY,
        kind="news",
        of=news.kind,
        due=news.told_on,
        arose=news.told_on,
        what=f"News from {news.agency_name}: {news.kind.replace('-', ' ')}",
        why=f"{news.agency_name} told this on {in_words(news.told_on)}. It is no fact until you record it",
        provision="Local policy: news from an agency",
        source_id=news.id,
    )


NEWS = NewsSource()
