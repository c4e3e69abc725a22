"""The pages on retention, from the worklist to a confirmed disposal."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.record.identity.models import Nominal
from cairn.record.retention.models import RetentionReview
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.factories.retention import ANSWERS, deciders, in_prison, long_ago

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def officer() -> User:
    return make_user()


@pytest.fixture
def over(officer: User) -> Nominal:
    with acting_as(officer):
        nominal = make_person(officer, forenames="Rowan", surname="Testcase", officer=officer)
        long_ago(officer, nominal.pk)
    return nominal


def _day(name: str, year: int) -> dict[str, str]:
    return {f"{name}-day": "1", f"{name}-month": "2", f"{name}-year": str(year)}


def test_the_review_is_on_the_worklist_for_those_who_decide(
    officer: User, over: Nominal, as_user: Browser
) -> None:
    records, _ = deciders(officer.agency)
    page = as_user(records).get("/?scope=force").content.decode()
    assert "Review the need to keep this record" in page
    assert reverse("review_retention", args=[over.pk]) in page
    page = as_user(officer).get("/?scope=mine").content.decode()
    assert "Review the need to keep this record" in page
    assert reverse("review_retention", args=[over.pk]) not in page


def test_two_people_dispose_and_one_of_them_can_take_it_back(
    officer: User, over: Nominal, as_user: Browser
) -> None:
    records, supervisor = deciders(officer.agency)
    first, second = as_user(records), as_user(supervisor)
    page = reverse("retention", args=[over.pk])
    answer = first.post(
        reverse("review_retention", args=[over.pk]),
        {**ANSWERS, "decision": "dispose", "reason": "Nothing since 2007"},
    )
    assert answer.status_code == 302
    assert "somebody else must confirm it" in first.get(page).content.decode()
    with acting_as(records):
        review = RetentionReview.objects.get()
    confirm = reverse("confirm_disposal", args=[over.pk, review.pk])
    assert "Somebody else must check" in first.post(confirm, follow=True).content.decode()
    assert "This record will be disposed of" in second.post(confirm, follow=True).content.decode()
    withdraw = reverse("withdraw_disposal", args=[over.pk, review.pk])
    assert "Enter the reason" in second.post(withdraw, {"reason": ""}).content.decode()
    assert "The record is kept" in second.post(withdraw, {"reason": "Inquest"}, follow=True).content.decode()


def test_a_question_without_an_answer_keeps_what_was_typed(
    officer: User, over: Nominal, as_user: Browser
) -> None:
    records, _ = deciders(officer.agency)
    typed = {**ANSWERS, "decision": "retain", "reason": "Still a risk", **_day("next_due_on", 2200)}
    page = as_user(records).post(reverse("review_retention", args=[over.pk]), typed).content.decode()
    assert "There is a problem" in page
    assert "The schedule asks for a review by" in page
    assert "Still a risk" in page


def test_the_page_says_why_a_registered_persons_record_is_kept(
    officer: User, over: Nominal, as_user: Browser
) -> None:
    with acting_as(officer):
        in_prison(officer, over.pk)
    _, supervisor = deciders(officer.agency)
    page = as_user(supervisor).get(reverse("retention", args=[over.pk])).content.decode()
    assert "No review while they are on the register" in page
    assert "subject to notification requirements" in page
    assert "Not verified" in page


def test_a_hold_is_set_and_lifted_with_reasons(officer: User, over: Nominal, as_user: Browser) -> None:
    _, supervisor = deciders(officer.agency)
    client = as_user(supervisor)
    page = client.post(reverse("set_hold", args=[over.pk]), {"reason": "Public inquiry"}, follow=True)
    assert "A legal hold has been in place" in page.content.decode()
    with acting_as(supervisor):
        hold = over.legal_holds.get()
    lift = reverse("lift_hold", args=[over.pk, hold.pk])
    page = client.post(lift, {"reason": "Inquiry reported"}, follow=True).content.decode()
    assert "Inquiry reported" in page
    assert "A legal hold has been in place" not in page
