"""Finding a person by whatever is known of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from cairn.access.models import Partnership
from cairn.access.partnerships.services import end_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.dates import today
from cairn.ledger.models import Entry
from cairn.web.find import kept
from tests.web.conftest import Case, make_case
from tests.web.entries.test_entries import boxes

SignIn = Callable[[User], Client]
FIND = "/people/find/"


def test_the_page_asks_before_it_answers(case: Case, as_user: SignIn) -> None:
    page = as_user(case.officer).get(FIND).content.decode()
    assert "Name, alias or number" in page
    assert "found" not in page.split("<main")[1].lower()


def test_a_name_misspelt_is_found_with_the_reason(case: Case, as_user: SignIn) -> None:
    page = as_user(case.officer).post(FIND, {"text": "rowen testcase"}, follow=True).content.decode()
    assert f"/people/{case.nominal.pk}/" in page
    assert "legal name Rowan Testcase" in page


def test_a_date_of_birth_alone_finds(case: Case, as_user: SignIn) -> None:
    page = (
        as_user(case.officer)
        .post(FIND, boxes("date_of_birth", case.nominal.date_of_birth), follow=True)
        .content.decode()
    )
    assert f"/people/{case.nominal.pk}/" in page


def test_nobody_found_offers_to_add_a_person_to_those_who_may(case: Case, as_user: SignIn) -> None:
    asked = {"text": "Zebedee Quux"}
    page = as_user(case.officer).post(FIND, asked, follow=True).content.decode()
    assert "Nobody found" in page
    assert "Add a person" in page.split("<main")[1]
    partners = as_user(case.partner).post(FIND, asked, follow=True).content.decode()
    assert "Add a person" not in partners


def test_a_stranger_finds_nobody(case: Case, as_user: SignIn) -> None:
    page = as_user(case.stranger).post(FIND, {"text": "Rowan Testcase"}, follow=True).content.decode()
    assert "Nobody found" in page


def test_nothing_typed_is_said_at_the_box(case: Case, as_user: SignIn) -> None:
    page = as_user(case.officer).post(FIND, {"text": ""}).content.decode()
    assert "Enter a name, a number or a date of birth" in page


def test_a_day_that_is_none_is_said_and_what_was_typed_stays(case: Case, as_user: SignIn) -> None:
    typed = {
        "text": "Rowan",
        "date_of_birth-day": "31",
        "date_of_birth-month": "2",
        "date_of_birth-year": "1980",
    }
    page = as_user(case.officer).post(FIND, typed).content.decode()
    assert "Date of birth must be a real date" in page
    assert 'value="Rowan"' in page


def test_a_search_is_in_the_ledger_without_what_was_typed(case: Case, as_user: SignIn) -> None:
    as_user(case.officer).post(FIND, {"text": "Rowan Testcase"})
    with acting_as(case.officer):
        entry = Entry.objects.get(what="search", actor_id=case.officer.pk)
    assert "Rowan" not in str(entry.detail)


def test_what_was_found_has_an_address_that_names_nobody_and_is_there_again(
    case: Case, as_user: SignIn
) -> None:
    client = as_user(case.officer)
    answer = client.post(FIND, {"text": "Rowan Testcase"})
    assert answer.status_code == 302
    address = answer.headers["Location"]
    assert re.fullmatch(r"/people/find/[\w-]{22}/", address)
    for _ in range(2):  # and again, as Back asks for it
        page = client.get(address).content.decode()
        assert f"/people/{case.nominal.pk}/" in page
        assert 'value="Rowan Testcase"' in page
    with acting_as(case.officer):
        assert Entry.objects.filter(what="search", actor_id=case.officer.pk).count() == 1


def test_results_are_kept_for_a_while_and_for_who_asked(
    case: Case, as_user: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = as_user(case.officer)
    address = client.post(FIND, {"text": "Rowan Testcase"}).headers["Location"]
    assert "Search again" in as_user(case.coordinator).get(address).content.decode()
    for _ in range(5):
        client.post(FIND, {"text": "Zebedee Quux"})
    assert "Search again" in client.get(address).content.decode()
    newer = client.post(FIND, {"text": "Rowan Testcase"}).headers["Location"]
    monkeypatch.setattr(kept, "KEPT_SECONDS", -1)
    page = client.get(newer).content.decode()
    assert "Search again" in page
    assert "Rowan" not in page


@pytest.mark.django_db
def test_a_person_who_may_no_longer_be_seen_is_not_in_results_kept_before(as_user: SignIn) -> None:
    case = make_case(today() - timedelta(days=10))
    client = as_user(case.partner)
    address = client.post(FIND, {"text": "Rowan Testcase"}).headers["Location"]
    assert "Rowan Testcase</a>" in client.get(address).content.decode()
    with acting_as(case.officer):
        shared = Partnership.objects.get(nominal_id=case.nominal.pk, agency=case.housing)
        end_partnership(case.officer, partnership_id=shared.pk, until=today() - timedelta(days=1))
    assert "Rowan Testcase</a>" not in client.get(address).content.decode()


def test_nothing_of_a_search_can_be_read_in_the_table_of_sessions(case: Case, as_user: SignIn) -> None:
    client = as_user(case.officer)
    client.post(FIND, {"text": "Rowan Testcase"})
    lying = str(dict(client.session.items()))
    assert "searches" in lying
    for word in ("Rowan", "Testcase", str(case.nominal.pk)):
        assert word not in lying
