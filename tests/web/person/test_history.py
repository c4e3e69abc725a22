"""The timeline by years and kinds, and the history of one fact with why it was put right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.record.addresses.models import Address
from cairn.record.addresses.services import record_address
from cairn.record.addresses.subject import ADDRESS
from cairn.record.amendments.services import correct, withdraw
from cairn.web.person.links import FactLinks, links_to
from cairn.web.subjects.cards import Reading
from tests.web.conftest import Case

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)


@pytest.fixture
def home(case: Case) -> Address:
    with acting_as(case.officer) as user:
        return record_address(
            user, nominal_id=case.nominal.pk, kind="home", lines="4 Old Row", starts=date(2021, 4, 1)
        )


def read(client: Client, case: Case, page: str) -> str:
    answer = client.get(f"/people/{case.nominal.pk}/{page}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_timeline_stands_under_its_years_the_newest_first(
    case: Case, home: Address, as_user: SignIn
) -> None:
    page = read(as_user(case.officer), case, "timeline/")
    years = [page.index(f'id="year-{year}"') for year in (2021, 2020)]
    assert years == sorted(years)
    assert years[0] < page.index("4 Old Row") < years[1] < page.index("Sexual activity with a child")


def test_a_kind_can_be_shown_alone(case: Case, home: Address, as_user: SignIn) -> None:
    page = read(as_user(case.officer), case, "timeline/?kind=addresses")
    assert "4 Old Row" in page
    assert "Sexual activity with a child" not in page
    assert "Only: Addresses." in page
    assert "Show all" in page


def test_a_fact_leads_to_its_history_and_for_those_who_may_to_putting_it_right(
    case: Case, home: Address
) -> None:
    at = f"/people/{case.nominal.pk}"
    history = f"{at}/history/addresses/?fact={home.pk}"
    keeper = Reading(as_at=TODAY, role="offender-manager", owns=True)
    links = links_to(ADDRESS, home, case.nominal.pk, keeper)
    assert links.history == history
    assert [words for words, _ in links.acts] == ["Correct", "They no longer live or stay there", "Withdraw"]
    assert all(str(home.pk) in address and address.startswith(at) for _, address in links.acts)
    others = (
        Reading(as_at=TODAY, role="mappa-coordinator", owns=True),
        Reading(as_at=TODAY, role="offender-manager", owns=False),
        Reading(as_at=TODAY, role="offender-manager", owns=True, past=True),
    )
    for reading in others:
        assert links_to(ADDRESS, home, case.nominal.pk, reading) == FactLinks(history)


def test_a_correction_stands_with_its_reason(case: Case, home: Address, as_user: SignIn) -> None:
    with acting_as(case.officer) as user:
        correct(
            user,
            ADDRESS,
            row_id=home.pk,
            values={"lines": "4 New Row"},
            ground="typing",
            why="The street was typed wrongly",
            source="The tenancy",
        )
    page = read(as_user(case.officer), case, f"history/addresses/?fact={home.pk}")
    written = page.index("<del>4 Old Row</del>")
    assert page.index("It was typed wrongly.") < written
    assert "The street was typed wrongly Source: The tenancy." in page


def test_what_was_withdrawn_can_be_found_again(case: Case, home: Address, as_user: SignIn) -> None:
    with acting_as(case.officer) as user:
        withdraw(user, ADDRESS, row_id=home.pk, ground="wrong-person", why="It is their brother's")
    client = as_user(case.officer)
    assert "4 Old Row" not in read(client, case, "")
    page = read(client, case, "history/addresses/")
    listed = page.split("Withdrawn from this record")[1].split("</section>")[0]
    assert f'href="?fact={home.pk}"' in listed
    assert "4 Old Row" in listed
    assert "It is about somebody else" in listed
    assert "It is their brother's".replace("'", "&#39;") in page


def test_there_is_no_history_of_a_fact_that_is_not_there(case: Case, as_user: SignIn) -> None:
    address = f"/people/{case.nominal.pk}/history/addresses/?fact={case.nominal.pk}"
    assert as_user(case.officer).get(address).status_code == 404
