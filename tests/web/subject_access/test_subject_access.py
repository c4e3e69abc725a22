"""A request for access worked through on its pages, by two people."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.dates import today
from cairn.record.identity.models import Nominal
from cairn.record.subject_access.models import AccessItem, SubjectRequest
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.factories.retention import deciders, long_ago

pytestmark = pytest.mark.django_db
Browser = Callable[[User], Client]


@pytest.fixture
def officer() -> User:
    return make_user()


@pytest.fixture
def person(officer: User) -> Nominal:
    with acting_as(officer):
        nominal = make_person(officer, forenames="Rowan", surname="Testcase", officer=officer)
        long_ago(officer, nominal.pk)
    return nominal


def _received(client: Client, nominal: Nominal, **more: str) -> str:
    day = today() - timedelta(days=2)
    typed = {"channel": "letter", "identity_how": "Passport seen", **more}
    typed |= {
        "received_on-day": str(day.day),
        "received_on-month": str(day.month),
        "received_on-year": str(day.year),
    }
    answer = client.post(reverse("receive_subject_request", args=[nominal.pk]), typed)
    assert answer.status_code == 302
    return str(answer["Location"])


def test_from_the_letter_to_its_answer(officer: User, person: Nominal, as_user: Browser) -> None:
    records, supervisor = deciders(officer.agency)
    first, second = as_user(records), as_user(supervisor)
    address = _received(first, person)
    assert "Rowan Testcase" in second.get(reverse("subject_requests")).content.decode()
    reasons = first.get(reverse("reasons", args=[person.pk])).content.decode()
    assert "Answer a subject access request" in reasons
    assert "DPA 2018 s.54" in reasons
    first.post(f"{address}gather/")
    first.post(f"{address}plain/")
    with acting_as(records):
        request = SubjectRequest.objects.get()
        waiting = list(AccessItem.objects.filter(decision="proposed"))
    for item in waiting:
        first.post(reverse("access_item", args=[item.pk]), {"decision": "disclose"})
    outcome = reverse("decide_subject_request", args=[request.pk])
    assert "in part" in first.post(outcome, {"outcome": "full"}).content.decode()
    page = first.post(outcome, {"outcome": "part", "why": "Names of staff"}, follow=True).content.decode()
    assert "somebody else must check and release it" in page
    draft = second.get(reverse("access_answer", args=[request.pk]))
    assert (draft["Content-Type"], draft.content[:4]) == ("application/pdf", b"%PDF")
    # Not by a sign-in of some time ago, and not by whoever decided.
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=True):
        late = second.post(f"{address}release/")
    assert "Confirm that it is you" in late.content.decode()
    assert "Somebody else must check" in first.post(f"{address}release/").content.decode()
    with acting_as(records):
        assert SubjectRequest.objects.get().released_on is None
    page = second.post(f"{address}release/", follow=True).content.decode()
    assert "Answered" in page
    made = json.loads(second.get(reverse("access_answer_json", args=[request.pk])).content)
    assert made["draft"] is False
    assert "There are no requests" in first.get(reverse("subject_requests")).content.decode()


def test_an_item_is_withheld_in_part_with_a_ground_and_a_reason(
    officer: User, person: Nominal, as_user: Browser
) -> None:
    records, _ = deciders(officer.agency)
    client = as_user(records)
    client.post(f"{_received(client, person)}gather/")
    with acting_as(records):
        item = AccessItem.objects.get(kind="record_allocation")
    address = reverse("access_item", args=[item.pk])
    assert "Select which parts to withhold" in client.post(address, {"decision": "redact"}).content.decode()
    typed = {"decision": "redact", "withheld": ["Officer"], "ground": "others", "reason": "A member of staff"}
    assert "A member of staff" in client.post(address, typed, follow=True).content.decode()
    with acting_as(records):
        assert AccessItem.objects.get(pk=item.pk).withheld == ["Officer"]


def test_the_clock_is_shown_to_stand_still(officer: User, person: Nominal, as_user: Browser) -> None:
    records, _ = deciders(officer.agency)
    client = as_user(records)
    address = _received(client, person)
    with acting_as(records):
        request = SubjectRequest.objects.get()
    day = today() - timedelta(days=1)
    asked = {"asked": "Which years?"} | {
        f"asked_on-{part}": str(getattr(day, part)) for part in ("day", "month", "year")
    }
    client.post(reverse("ask_clarification", args=[request.pk]), asked)
    assert "The time limit is paused" in client.get(address).content.decode()
    assert "Waiting for a clarification" in client.get(reverse("subject_requests")).content.decode()


def test_an_act_or_button_that_does_not_exist_is_not_found(
    officer: User, person: Nominal, as_user: Browser
) -> None:
    records, _ = deciders(officer.agency)
    client = as_user(records)
    address = _received(client, person)
    assert client.post(address, {"do": "shred"}).status_code == 405
    assert client.get(f"{address}shred/").status_code == 404
