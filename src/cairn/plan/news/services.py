"""Telling news of a person, and dealing with it. The record's facts change only by the owner's own acts."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.access.models import Partnership
from cairn.access.owning import NO_SUCH_PERSON
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS, CASE_ROLES
from cairn.dates import today as this_day
from cairn.errors import Conflict, NotAllowed, NotFound
from cairn.ledger.operations import Act, declare
from cairn.plan.news.models import News, NewsOutcome
from cairn.plan.news.subject import check_news
from cairn.record.field_checks import choice_of, clean_text
from cairn.record.models import Nominal
from cairn.record.writing import changing, writing_as_allowed

NEWS_TOLD = declare("news", Act.COLLECTION, "Told news of the person")
NEWS_CLOSED = declare("news dealt with", Act.ALTERATION, "Dealt with news of the person")


def tell_news(
    actor: User,
    *,
    nominal_id: UUID,
    kind: str,
    text: str,
    known_how: str,
    happened_on: date | None = None,
) -> News:
    """
    Tell the owner of the record something about a person with whom one's agency works today.

    Raises
        NotFound: no such person, or none that this user may see.
        NotAllowed: the agency does not work with them today, or the role opens no records.
        BadInput: no such kind, nothing told, not said how it is known, or a day to come.
    """
    nominal = Nominal.objects.filter(pk=nominal_id).first()
    if nominal is None:
        raise NotFound(NO_SUCH_PERSON)
    day = this_day()
    own = Partnership.objects.filter(nominal_id=nominal_id, agency_id=actor.agency_id)
    if not actor.has_role(*CASE_ROLES) or not any(each.current_on(day) for each in own):
        raise NotAllowed("Only staff of an agency that works with this person can tell news of them.")
    with writing_as_allowed(actor, nominal, NEWS_TOLD) as act:
        news = News(
            nominal=nominal,
            agency_id=actor.agency_id,
            kind=kind,
            text=text,
            known_how=known_how,
            happened_on=happened_on,
            told_by=actor,
            told_on=act.today,
        )
        check_news(news, act.today)
        act.save(news)
    return news


def close_news(actor: User, *, news_id: UUID, outcome: str, outcome_why: str) -> News:
    """
    Say what was done with news, and why. The agency that told it reads this.

    Raises
        NotFound, NotAllowed: none that this user may see, or see cairn.access.owning.must_own.
        Conflict: it was dealt with already.
        BadInput: no such outcome, or nothing said.
    """
    found, doing = News.objects.filter(pk=news_id).first(), "deal with news"
    missing = "There is no such news, or none that you may see."
    with changing(actor, found, NEWS_CLOSED, doing=doing, roles=CASE_MANAGERS, missing=missing) as (
        act,
        news,
    ):
        if news.outcome:
            raise Conflict("This news was dealt with already.")
        news.outcome = choice_of(outcome, list(NewsOutcome.values), field="outcome")
        news.outcome_why = clean_text(
            outcome_why, field="outcome_why", missing="Enter what was done, and why.", most=4000
        )
        news.closed_by, news.closed_on = actor, act.today
        act.save(news, fields=["outcome", "outcome_why", "closed_by", "closed_on"])
    return news
