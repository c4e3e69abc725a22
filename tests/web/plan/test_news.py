"""Telling news and dealing with it, on their pages; and an action that an agency cannot do."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.dates import today
from cairn.plan.models import Action, News
from tests.web.conftest import Case
from tests.web.entries.test_entries import boxes
from tests.web.plan.test_plan import planned

SignIn = Callable[[User], Client]


def test_a_partner_tells_news_and_the_officer_finds_it_on_the_worklist_and_closes_it(
    case: Case, as_user: SignIn
) -> None:
    partner, officer, person = as_user(case.partner), as_user(case.officer), f"/people/{case.nominal.pk}/"
    assert "Tell news of this person" in partner.get(person).content.decode()
    told = {"kind": "in-custody", "text": "Arrested on Friday", "known_how": "His sister rang us"}
    assert "News sent." in partner.post(f"{person}news/tell/", told, follow=True).content.decode()
    with acting_as(case.officer):
        news = News.objects.get()
    assert f"/news/{news.pk}/" in officer.get(person).content.decode()
    assert f"News from {case.housing.name}" in officer.get("/?scope=agency").content.decode()
    page = officer.get(f"/news/{news.pk}/").content.decode()
    for words in ("Arrested on Friday", "His sister rang us", case.partner.name, "Record custody"):
        assert words in page
    closed = {"outcome": "recorded", "outcome_why": "Custody recorded from Friday"}
    assert "News dealt with." in officer.post(f"/news/{news.pk}/", closed, follow=True).content.decode()
    assert officer.get(f"/news/{news.pk}/").status_code == 409
    assert "Recorded on the register" in partner.get(person).content.decode()
    assert f'"/news/{news.pk}/"' not in officer.get(person).content.decode()


def test_an_action_is_declined_on_its_page_and_the_officer_gives_it_a_new_date(
    case: Case, as_user: SignIn
) -> None:
    (action,) = planned(case)
    path, partner, officer = f"/actions/{action.pk}/", as_user(case.partner), as_user(case.officer)
    page = partner.get(path).content.decode()
    assert "Decline this action" in page
    assert f"{path}withdraw/" not in page
    partner.post(f"{path}decline/", {"reason": "We have no caretaker there"})
    page = partner.get(path).content.decode()
    assert "We have no caretaker there" in page
    assert "Complete this action" not in page
    page = officer.get(path).content.decode()
    assert f"{case.housing.name} declined this" in page
    with acting_as(case.officer):
        message = Action.objects.get().messages.get()
    answered = {"answer_kind": "new-date", "answer": "A month then"} | boxes(
        "due_on", today().replace(year=2090)
    )
    officer.post(f"/messages/{message.pk}/answer/", answered)
    page = partner.get(path).content.decode()
    for words in ("A month then", "What it said before", "Accept this action"):
        assert words in page
