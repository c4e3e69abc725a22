"""News that agencies told."""

from __future__ import annotations

from uuid import UUID

from cairn.errors import NotFound
from cairn.plan.news.models import News


def get_news(news_id: UUID) -> News:
    """
    Raises
        NotFound: none, or none that this user may see; one message for both.
    """
    found = News.objects.filter(pk=news_id).select_related("agency", "told_by").first()
    if found is None:
        raise NotFound("There is no such news, or none that you may see.")
    return found
