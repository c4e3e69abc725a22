"""Everything typed at a notification is read back on its check page: every box of every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.dates import in_words, today
from cairn.record.identity.services import add_identifier
from cairn.web.notifications import subjects
from cairn.web.wizard.steps import StepForm
from tests.web.conftest import Case
from tests.web.notifications.test_notifications import begun, boxes
from tests.web.wizard.visitor import Visitor

AsUser = Callable[[User], Client]
BEGAN, OVER, AHEAD = today() - timedelta(9), today() - timedelta(5), today() + timedelta(3)

# By page: what is typed in each box, as typed and as read back. A choice says its words.
TYPED: dict[str, tuple[type[StepForm], dict[str, tuple[str, str]]]] = {
    "names": (
        subjects.NameForm,
        {
            "kind": ("alias", "alias"),
            "forenames": ("Paul", "Paul"),
            "surname": ("Vale", "Vale"),
            "used_from": (boxes(BEGAN), in_words(BEGAN)),
        },
    ),
    "home": (
        subjects.HomeForm,
        {
            "kind": ("home", "2 Beck Side"),
            "lines": ("2 Beck Side", "2 Beck Side"),
            "postcode": ("LA9 4AB", "LA9 4AB"),
            "starts": (boxes(BEGAN), in_words(BEGAN)),
            "child": ("yes", "child there: yes"),
        },
    ),
    "addresses": (
        subjects.PlaceForm,
        {
            "what": ("child-household", "a household where a child lives or stays"),
            "lines": ("7 Mill Brow", "7 Mill Brow"),
            "postcode": ("LA9 5CD", "LA9 5CD"),
            "starts": (boxes(BEGAN), in_words(BEGAN)),
            "arrived": ("18:05", "at 18:05"),
            "ends": (boxes(OVER), in_words(OVER)),
            "left": ("09:35", "at 09:35"),
        },
    ),
    "money": (
        subjects.MoneyForm,
        {
            "happened": ("has", "Bank of Examples"),
            "kind": ("debit-card", "ebit card"),
            "institution": ("Bank of Examples", "Bank of Examples"),
            "sort_code": ("12-34-56", "12-34-56"),
            "account_number": ("00012345", "00012345"),
            "card_number": ("4000 0000 0000 0002", "4000 0000 0000 0002"),
            "valid_from": ("03/25", "valid from 03/25"),
            "expires": ("03/28", "expires 03/28"),
            "office_address": ("9 Bank Street", "9 Bank Street"),
            "business_name": ("Vale Windows", "Vale Windows"),
            "on": (boxes(BEGAN), in_words(BEGAN)),
        },
    ),
    "documents": (
        subjects.DocumentForm,
        {
            "happened": ("ended", "no longer held"),
            "description": ("Irish passport", "Irish passport"),
            "number": ("PX 123", "PX 123"),
            "full_name": ("Rowan Q Testcase", "Rowan Q Testcase"),
        },
    ),
    "travel": (
        subjects.TravelForm,
        {
            "departs_on": (boxes(AHEAD), in_words(AHEAD)),
            "known_on": (boxes(BEGAN), in_words(BEGAN)),
            "late_reason": ("He was ill", "He was ill"),
            "excused": ("yes", "a reasonable excuse: yes"),
            "first_country": ("Portugal", "Portugal"),
            "arrival_point": ("Faro airport", "Faro airport"),
            "returns_on": (boxes(AHEAD + timedelta(6)), in_words(AHEAD + timedelta(6))),
            "return_point": ("Luton airport", "Luton airport"),
            "itinerary": ("By train to Lagos", "By train to Lagos"),
        },
    ),
}
ELSEWHERE = {("money", "which"), ("travel", "trip")}  # of what is on record: their own tests choose one


def fill(visitor: Visitor, page: str) -> Visitor:
    _, typed = TYPED[page]
    names = {name for name, _ in visitor.form.values} | {name for name, _, _ in visitor.form.choices}
    before = "0-" if any(name.startswith("0-") for name in names) else ""
    for name, (value, _) in typed.items():
        place = before + name
        if any(each == place for each, _, _ in visitor.form.choices):
            visitor.choose(place, value)
        elif f"{place}-day" in names:
            visitor.type_day(place.replace("-", "__"), value)
        else:
            visitor.type(**{place.replace("-", "__"): value})
    return visitor.press()


@pytest.mark.parametrize("page", TYPED)
def test_every_box_of_the_page_stands_on_the_check(page: str, at_home: Case, as_user: AsUser) -> None:
    form, typed = TYPED[page]
    assert {(page, name) for name in form.base_fields} - ELSEWHERE == {(page, name) for name in typed}
    if page == "travel":
        visitor = begun(at_home, as_user(at_home.officer), "travel").press()
    else:
        visitor = begun(at_home, as_user(at_home.officer), "change").press().choose("changed", page).press()
    assert visitor.form.autosave.endswith(f"?step={page}")
    html = fill(visitor, page).press().html
    assert "Check your answers" in html, html
    for name, (_, said) in typed.items():
        assert said in html, name


def test_all_of_section_83_is_read_back_with_birth_and_national_insurance_number(
    at_home: Case, as_user: AsUser
) -> None:
    with acting_as(at_home.officer):
        add_identifier(at_home.officer, nominal_id=at_home.nominal.pk, kind="nino", raw="QQ123456C")
    born = in_words(at_home.nominal.date_of_birth)
    visitor = begun(at_home, as_user(at_home.officer), "periodic").press()
    for html in (visitor.html, visitor.choose("changed", "nothing").press().press().html):
        main = html.partition("<main")[2]
        assert "Date of birth" in main
        assert born in main
        assert "QQ123456C" in main.replace(" ", "")


def test_a_withheld_or_missing_number_is_said_to_be_missing(at_home: Case, as_user: AsUser) -> None:
    visitor = begun(at_home, as_user(at_home.officer), "periodic").press()
    assert "National Insurance number" in visitor.html
    assert "Not on record" in visitor.choose("changed", "nothing").press().press().html
