"""The limits as a reader meets them: a page in words, an entry that the auditor sees, ordinary work untouched."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import unescape

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django.fixtures import Settings

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.ledger.models import Entry
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.web.conftest import Case

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]


def _limits(settings: Settings, **limits: int) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update=limits)


def test_beyond_the_limit_a_record_stays_shut_says_why_and_the_rest_goes_on(
    case: Case, as_user: SignIn, settings: Settings
) -> None:
    _limits(settings, records_an_hour=2)
    with acting_as(case.officer):
        more = [
            make_person(
                case.officer,
                forenames="Ash",
                surname=f"Testcase{n}",
                officer=case.officer,
                today=date(2026, 1, 5),
            )
            for n in range(2)
        ]
    client = as_user(case.officer)
    first, second, third = (f"/people/{one.pk}/" for one in (case.nominal, *more))
    assert [client.get(address).status_code for address in (first, second, third)] == [200, 200, 429]
    stopped = client.get(third)
    page = unescape(stopped.content.decode())
    assert "You have opened 2 different people's records within an hour" in page
    assert "Wait a few minutes" in page
    assert "Testcase" not in page
    assert stopped.headers["Retry-After"] == "600"
    for address in (first, second, f"{first}timeline/", f"{second}visit/", "/", "/people/find/"):
        assert client.get(address).status_code == 200, address
    with acting_as(case.officer):
        entries = list(Entry.objects.filter(what="refused").order_by("pk"))
        assert not Entry.objects.filter(nominal_id=more[1].pk, act="consultation").exists()
    wanted = {"page": "person", "status": 429, "asked": str(more[1].pk)}
    assert [entry.detail for entry in entries] == [wanted, wanted]
    auditor = as_user(make_user(Role.AUDITOR, agency=case.police))
    assert (
        "Refused: too many requests"
        in auditor.get("/ledger/?operation=consultation:refused").content.decode()
    )


def test_searches_beyond_the_limit_are_stopped_without_losing_the_page(
    case: Case, as_user: SignIn, settings: Settings
) -> None:
    _limits(settings, searches_a_minute=2)
    client = as_user(case.officer)
    answered = [client.post("/people/find/", {"text": "Rowan Testcase"}) for _ in range(3)]
    assert [answer.status_code for answer in answered] == [302, 302, 429]
    assert b"Wait a minute and try again" in answered[2].content
    assert client.get("/people/find/").status_code == 200


def test_an_address_asks_the_public_page_so_often_and_another_is_not_hindered(settings: Settings) -> None:
    _limits(settings, questions_a_minute=3)
    caches["near"].clear()
    client = Client(REMOTE_ADDR="10.0.0.1")
    answered = [client.get("/law/") for _ in range(4)]
    assert [answer.status_code for answer in answered] == [200, 200, 200, 429]
    assert b"Wait a minute" in answered[3].content
    assert answered[3].cookies == {}
    assert Client(REMOTE_ADDR="10.0.0.2").get("/law/").status_code == 200
    caches["near"].clear()
    assert client.get("/law/").status_code == 200
