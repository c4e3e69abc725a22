"""Told by telephone, or at an hour to come: neither is a notification."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.clock.models import Duty
from cairn.dates import today
from cairn.record.notifications.models import Notification
from tests.web.conftest import Case
from tests.web.notifications.test_notifications import begun, boxes
from tests.web.wizard.visitor import Visitor

AsUser = Callable[[User], Client]


def test_what_was_not_told_in_person_meets_nothing_and_nothing_is_acknowledged(
    at_home: Case, as_user: AsUser
) -> None:
    client = as_user(at_home.officer)
    with acting_as(at_home.officer):
        owed = [(duty.kind, duty.state) for duty in Duty.objects.order_by("kind")]
    visitor = begun(at_home, client, "initial").choose("in_person", "no").press()
    visitor.choose("changed", "nothing").press().press()
    assert "this meets no duty: section 87(1)" in visitor.html
    visitor.press("Record the notification")
    with acting_as(at_home.officer):
        given = Notification.objects.get()
        assert [(duty.kind, duty.state) for duty in Duty.objects.order_by("kind")] == owed
    address = reverse("acknowledgement", args=[given.pk])
    assert "What they told is recorded" in visitor.html
    assert "It was not given in person, so it meets no duty" in visitor.html
    assert "First notification: by" in visitor.html
    assert address not in visitor.html
    answer = client.get(address)
    assert answer.status_code != 200
    assert not answer.content.startswith(b"%PDF")
    assert address not in client.get(reverse("person", args=[at_home.nominal.pk])).content.decode()
    with acting_as(at_home.officer):
        assert Notification.objects.get().acknowledged_at is None


def test_a_day_or_an_hour_to_come_is_refused_at_its_field(at_home: Case, as_user: AsUser) -> None:
    soon = timezone.localtime() + timedelta(minutes=2)
    for day, clock, field in (
        (today() + timedelta(1), "09:00", "given_on"),
        (soon.date(), f"{soon:%H:%M}", "given_time" if soon.date() == today() else "given_on"),
    ):
        client = as_user(at_home.officer)
        visitor = Visitor(client).go(reverse("notify_step", args=[at_home.nominal.pk, "what"]))
        visitor.type(station="Kendal").choose("matters", "periodic").choose("when", "earlier")
        visitor.type(given_time=clock).type_day("given_on", boxes(day)).press()
        assert visitor.form.autosave.endswith("?step=what")
        assert f'href="#id_{field}' in visitor.html


def test_an_hour_that_the_clocks_went_over_is_refused_at_its_field(at_home: Case, as_user: AsUser) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "periodic").choose("when", "earlier")
    visitor.type(given_time="01:30").type_day("given_on", boxes(date(2026, 3, 29))).press()
    assert 'href="#id_given_time' in visitor.html
    assert "That hour did not exist" in visitor.html


@pytest.mark.parametrize(
    ("known", "leaves", "more", "field"),
    [
        (-20, 3, {}, "late_reason"),
        (-20, 3, {"late_reason": "He was ill"}, "excused"),
        (5, 20, {}, "known_on"),
        (-20, -30, {}, "known_on"),
    ],
)
def test_a_journey_says_when_it_was_known_and_why_it_is_late(
    known: int, leaves: int, more: dict[str, str], field: str, at_home: Case, as_user: AsUser
) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "travel").press()
    visitor.type(first_country="Portugal", **more).type_day("departs_on", boxes(today() + timedelta(leaves)))
    visitor.type_day("known_on", boxes(today() + timedelta(known))).press()
    assert visitor.form.autosave.endswith("?step=travel")
    assert f'href="#id_{field}' in visitor.html


@pytest.mark.parametrize(("excused", "said"), [("no", "Met late"), ("yes", "Met")])
def test_a_journey_known_in_time_and_told_late_is_late_unless_there_was_an_excuse(
    excused: str, said: str, at_home: Case, as_user: AsUser
) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "travel").press()
    visitor.type(first_country="Portugal", late_reason="He was ill").choose("excused", excused)
    visitor.type_day("departs_on", boxes(today() + timedelta(5)))
    visitor.type_day("known_on", boxes(today() - timedelta(20))).press().press()
    html = visitor.press("Record the notification").html
    met = html.partition("Duties met")[2].partition("Due next")[0]
    assert "Notification of travel" in met
    assert ("Met late" in met) == (said == "Met late")
