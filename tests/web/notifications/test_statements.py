"""What an unchanged annual notification asks of the database, from the person's page to the acknowledgement."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cairn.accounts.models import User
from tests.web.conftest import Case
from tests.web.wizard.visitor import Visitor

AsUser = Callable[[User], Client]
# It was 340 when every page entered a consultation and read the whole header again.
MOST = 170
# Part of each transaction, and more of them in a test, whose requests are all within one.
_FRAMES = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT")


def test_an_unchanged_annual_notification_takes_half_of_what_it_took(at_home: Case, as_user: AsUser) -> None:
    client = as_user(at_home.officer)
    with CaptureQueriesContext(connection) as asked:
        visitor = Visitor(client).go(reverse("person", args=[at_home.nominal.pk]))
        visitor.go(reverse("notify", args=[at_home.nominal.pk])).type(station="Kendal police station")
        if ("matters", "periodic") not in visitor.form.values:
            visitor.choose("matters", "periodic")
        visitor.press().choose("changed", "nothing").press().press().press("Record the notification")
    assert "Notification recorded" in visitor.html
    statements = [query["sql"] for query in asked if not query["sql"].startswith(_FRAMES)]
    print(f"statements of an annual notification: {len(statements)}")
    assert len(statements) <= MOST
