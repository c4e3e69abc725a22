"""The pages on which an agency tells news of a person, and the owner deals with it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.urls import reverse

from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS
from cairn.errors import Conflict
from cairn.plan.news.models import News, NewsKind, NewsOutcome
from cairn.plan.news.queries import get_news
from cairn.plan.news.services import close_news, tell_news
from cairn.subjects.writings import Watched
from cairn.web.actions.page import ActionPage, Done, Ids, Opened, Typed, asking
from cairn.web.actions.watching import PastWatch
from cairn.web.base.filters import day
from cairn.web.base.forms import DayField, TextField, long_text

# The form that makes a fact of each kind of news, and its name; of the others there is no one form.
_FORMS = {
    NewsKind.MOVED_OUT: ("record_address", "Record an address"),
    NewsKind.CUSTODY: ("record_time_away", "Record custody"),
}


class NewsForm(forms.Form):
    """What happened, when, and how the agency knows."""

    kind = forms.ChoiceField(
        label="What happened",
        choices=NewsKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what happened"},
    )
    text = TextField(
        label="In your own words", widget=long_text(), error_messages={"required": "Enter what happened"}
    )
    happened_on = DayField(label="When it happened", required=False, help_text="Leave empty if not known.")
    known_how = TextField(
        label="How you know",
        help_text="Seen by you, told by somebody (by whom), or from your records.",
        widget=long_text(3),
        error_messages={"required": "Enter how you know this"},
    )


class CloseForm(forms.Form):
    """What was done with it."""

    outcome = forms.ChoiceField(
        label="What was done",
        choices=NewsOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what was done"},
    )
    outcome_why = TextField(
        label="What was done, and why",
        help_text="The agency that told you can read this. Say no more than it may know.",
        widget=long_text(),
        error_messages={"required": "Enter what was done, and why"},
    )


def _tell(opened: Opened, typed: Typed) -> Done:
    tell_news(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done("News sent. The officer has it on their worklist; you can see here when it was dealt with.")


def _close(opened: Opened, typed: Typed) -> Done:
    close_news(opened.user, news_id=opened.row.pk, **typed)
    return Done("News dealt with. The agency that told it can see this.")


def _whose(_: User, ids: Ids) -> UUID:
    nominal_id: UUID = get_news(ids["news_id"]).nominal_id
    return nominal_id


def _open_news(opened: Opened) -> News:
    news = get_news(opened.ids["news_id"])
    if news.outcome:
        raise Conflict("This news was dealt with already.")
    return news


def _told(opened: Opened) -> tuple[str, ...]:
    news = opened.row
    when = f", {day(news.happened_on)}" if news.happened_on else ""
    return (
        f"{news.get_kind_display()}{when}: {news.text}",
        f"How they know: {news.known_how}",
        f"Told by {news.told_by.name}, {news.agency.name}, on {day(news.told_on)}. It is no fact until you record it.",
    )


def _fact_form(opened: Opened) -> Mapping[str, Any]:
    name, text = _FORMS.get(NewsKind(opened.row.kind), ("add_to_record", "Add to this record"))
    return {"fact_form": reverse(name, args=[opened.nominal_id]), "fact_form_text": text}


def _this_news(opened: Opened) -> list[Watched]:
    return [Watched(News, {"id": opened.ids["news_id"]})]


TELL = ActionPage(
    name="tell_news",
    title="Tell news of this person",
    button="Send news",
    form=asking(NewsForm),
    does=_tell,
    by_anybody_reading=True,
    watches="Each piece of news stands by itself.",
    intro=("It goes to the officer who manages this person. In an emergency, call 999.",),
    tab="person",
)
CLOSE = ActionPage(
    name="close_news",
    title="Deal with news from an agency",
    button="Save what was done",
    form=asking(CloseForm),
    does=_close,
    roles=CASE_MANAGERS,
    whose=_whose,
    row=_open_news,
    intro=_told,
    watches=PastWatch(_this_news),
    template="plan/close_news.html",
    context=_fact_form,
    tab="person",
    back=lambda opened: reverse("person", args=[opened.nominal_id]),
)
