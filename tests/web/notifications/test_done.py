"""After the press: what it met, what comes next, and the page to hand over."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.record.notifications.models import Notification
from tests.web.conftest import Case
from tests.web.notifications.test_notifications import begun

AsUser = Callable[[User], Client]


def test_the_page_says_which_duty_was_met_and_which_is_next(at_home: Case, as_user: AsUser) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "initial").press().choose("changed", "nothing").press()
    visitor.press().press("Record the notification")
    assert "First notification" in visitor.html
    assert "Met late" in visitor.html
    assert "Periodic notification: by " in visitor.html
    assert reverse("reasons", args=[at_home.nominal.pk]) in visitor.html


def test_the_acknowledgement_is_shown_in_the_browser_and_not_kept(at_home: Case, as_user: AsUser) -> None:
    client = as_user(at_home.officer)
    visitor = begun(at_home, client, "periodic").press().choose("changed", "nothing").press().press()
    visitor.press("Record the notification")
    with acting_as(at_home.officer):
        address = reverse("acknowledgement", args=[Notification.objects.get().pk])
    assert f'href="{address}"' in visitor.html
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF-")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("inline")
    assert answer["Cache-Control"] == "no-store"
    assert as_user(at_home.stranger).get(address).status_code == 404
    assert as_user(at_home.partner).get(address).status_code == 403


def test_one_persons_notification_is_not_shown_under_another(at_home: Case, as_user: AsUser) -> None:
    client = as_user(at_home.officer)
    visitor = begun(at_home, client, "periodic").press().choose("changed", "nothing").press().press()
    visitor.press("Record the notification")
    with acting_as(at_home.officer):
        given = Notification.objects.get()
    wrong = reverse("notify_done", args=["00000000-0000-4000-8000-000000000000", given.pk])
    assert client.get(wrong).status_code == 404
