"""Finding a person by whatever is known of them."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.ledger.models import Entry
from tests.web.acts.test_acts import boxes
from tests.web.conftest import Case

SignIn = Callable[[User], Client]
FIND = "/people/find/"


def test_the_page_asks_before_it_answers(case: Case, as_user: SignIn) -> None:
    page = as_user(case.officer).get(FIND).content.decode()
    assert "Name, alias or number" in page
    assert "found" not in page.split("<main")[1].lower()


def test_a_name_misspelt_is_found_with_the_reason(case: Case, as_user: SignIn) -> None:
    page = as_user(case.officer).post(FIND, {"text": "rowen testcase"}).content.decode()
    assert f"/people/{case.nominal.pk}/" in page
    assert "legal name Rowan Testcase" in page


def test_a_date_of_birth_alone_finds(case: Case, as_user: SignIn) -> None:
    page = (
        as_user(case.officer).post(FIND, boxes("date_of_birth", case.nominal.date_of_birth)).content.decode()
    )
    assert f"/people/{case.nominal.pk}/" in page


def test_nobody_found_offers_to_add_a_person_to_those_who_may(case: Case, as_user: SignIn) -> None:
    asked = {"text": "Zebedee Quux"}
    page = as_user(case.officer).post(FIND, asked).content.decode()
    assert "Nobody found" in page
    assert "Add a person" in page.split("<main")[1]
    partners = as_user(case.partner).post(FIND, asked).content.decode()
    assert "Add a person" not in partners


def test_a_stranger_finds_nobody(case: Case, as_user: SignIn) -> None:
    page = as_user(case.stranger).post(FIND, {"text": "Rowan Testcase"}).content.decode()
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
