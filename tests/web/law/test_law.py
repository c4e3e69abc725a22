"""The public page: anybody may ask what the law requires, and nothing of it is kept."""

from __future__ import annotations

import logging
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.law.facts import JURISDICTIONS
from cairn.law.rulebook import VERSION, rule_set
from cairn.web.law.forms import QuestionForm
from tests.web.entries.test_entries import boxes

pytestmark = pytest.mark.django_db

PAGE = "/law/"
ASKED = {
    "jurisdiction": "england-and-wales",
    "offence": "SOA 2003 s.9",
    "outcome": "conviction",
    "sentence": "imprisonment 12 months",
    **boxes("born", date(1980, 5, 1)),
    **boxes("on", date(2018, 9, 3)),
    **boxes("as_at", date(2018, 9, 5)),
}


def ask(**other: str) -> str:
    response = Client().post(PAGE, {**ASKED, **other})
    assert response.status_code == 200
    return response.content.decode()


def test_it_is_not_legal_advice_and_says_so_before_anything_else() -> None:
    page = Client().get(PAGE).content.decode()
    assert "This is not legal advice." in page
    assert "Nothing you type here is kept" in page
    assert "table" not in page.split("<main")[1]


def test_a_sentence_and_its_dates_are_answered_with_every_step_of_why() -> None:
    page = ask()
    assert "Registrable from 3 September 2018 to 2 September 2028." in page
    assert "Initial notification" in page
    assert "5 September 2018" in page
    for provision in ("SOA 2003 Sch.3 para.21", "SOA 2003 s.82(1)", "SOA 2003 s.83(1)"):
        assert provision in page
    assert "in force from 1 May 2004" in page
    assert "National Insurance number" in page
    assert "five years" in page


def test_nothing_is_kept() -> None:
    with connection.cursor() as cursor:
        counted = "SELECT (SELECT count(*) FROM django_session), (SELECT count(*) FROM ledger_entry)"
        cursor.execute(counted)
        before = cursor.fetchone()
        response = Client(enforce_csrf_checks=True).post(PAGE, ASKED)
        cursor.execute(counted)
        assert cursor.fetchone() == before
    assert response.status_code == 200
    assert response.cookies == {}
    assert "no-store" in response.headers["Cache-Control"]


def test_the_page_asks_the_database_nothing_but_whose_request_it_is() -> None:
    with CaptureQueriesContext(connection) as asked:
        Client().post(PAGE, ASKED)
    statements = [query["sql"] for query in asked if "SAVEPOINT" not in query["sql"]]
    assert statements == ["SELECT cairn_bind(NULL::uuid)"]


def test_what_was_typed_is_in_no_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(offence="Something only typed here")
    assert "only typed here" not in caplog.text


def meant(offence: str, choice: str) -> dict[str, str]:
    return {"offence": offence, "offence_offered_for": offence, "offence_meant": choice}


def test_an_everyday_name_is_asked_about_and_the_choice_is_answered() -> None:
    page = ask(offence="rape")
    assert "Select what “rape” means, or keep it as typed" in page
    assert "Rape, SOA 2003 s.1" in page
    assert "Registrable" not in page.split("<form")[0]
    assert "SOA 2003 Sch.3 para.17" in ask(**meant("rape", "SOA 2003 s.1"))


def test_words_that_stand_as_typed_are_not_recognised_and_no_no() -> None:
    page = ask(**meant("interfering with a minor", "as-typed"))
    assert "It turns on which offence it was" in page
    assert "The offence is not recognised." in page
    assert "cairn-banner--green" not in page


def test_an_offence_that_is_not_listed_is_told_so() -> None:
    for offence in ("Theft Act 1968 s.1", "SOA 2003 s.51A", "SOA 2003 s.66B(1)"):
        page = ask(offence=offence)
        assert "The offence is not listed in Schedule 3." in page, offence
        assert "cairn-banner--red" not in page, offence


def test_a_caution_of_somebody_in_scotland_turns_on_where_it_was_given() -> None:
    page = ask(jurisdiction="scotland", outcome="caution", sentence="", offence="SOA 2003 s.9")
    assert "It turns on where the caution was given." in page
    assert "cairn-banner--orange" in page


def test_an_absolute_discharge_does_not_register() -> None:
    assert "Not subject to notification requirements." in ask(sentence="absolute discharge")


def test_while_inside_the_last_day_is_not_known() -> None:
    page = ask(**boxes("inside_from", date(2018, 9, 3)))
    assert "Not known until release" in page


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ({"sentence": "imprisonment a while"}, "is not a sentence"),
        ({"outcome": "caution"}, "A caution has no sentence"),
        ({"offence": ""}, "Enter the offence"),
        (boxes("on", date(1979, 1, 1)), "The date cannot be before the person was born"),
        (boxes("born", date(2090, 1, 1)), "Date of birth must be in the past"),
        (boxes("inside_to", date(2019, 1, 1)), "Enter the date they went into custody or hospital"),
        (boxes("notified_on", date(2018, 9, 2)), "The date cannot be before the conviction"),
        (boxes("as_at", date(2018, 9, 2)), "Enter a date on or after the conviction"),
        ({"jurisdiction": "jersey"}, "from the choices on the page"),
        ({"victim_age": "-1"}, "must be 0 or more"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_what_was_typed_stays(
    other: dict[str, str], told: str
) -> None:
    page = ask(**other)
    assert told in page
    assert "There is a problem" in page
    assert other.get("offence", "SOA 2003 s.9") in page


@pytest.mark.parametrize(
    ("other", "told"),
    [
        (
            {"offence": "SOA 2003 s.3", "sentence": "fine"},
            "s age at the offence.",
        ),
        (
            {"offence": "s.1 Protection of Children Act 1978"},
            "It turns on the age of the youngest person shown.",
        ),
        (
            {"offence": "SOA 2003 s.66E"},
            "It turns on law whose text was not read, or that may not be in force: a person must decide.",
        ),
        (
            {"offence": "SOA 2003 s.3", "victim_age": "30", "sentence": ""},
            "It turns on the sentence.",
        ),
        (meant("interfering with a minor", "as-typed"), "It turns on which offence it was"),
    ],
)
def test_what_is_not_known_is_never_shown_as_a_green_no(other: dict[str, str], told: str) -> None:
    page = ask(**other)
    assert told in page
    assert "cairn-banner--orange" in page
    assert "cairn-banner--green" not in page


def test_both_last_days_are_in_the_headline_where_the_words_allow_two() -> None:
    page = ask(**boxes("as_at", date(2019, 1, 1)), sentence="imprisonment 26 weeks")
    assert "Registrable from 3 September 2018 to 2 September 2025; it may run to 2 September 2028." in page


def test_when_it_is_over_the_headline_says_when_it_ended() -> None:
    page = ask(**boxes("as_at", date(2030, 1, 1)))
    assert "Not subject to notification requirements." in page
    assert "The last notification period ended on 2 September 2028." in page


def test_every_line_of_the_list_is_taken_as_it_stands() -> None:
    for place in JURISDICTIONS:
        for offence in rule_set(place).schedule.offences():
            line = f"{offence.reference} – {offence.title}"
            form = QuestionForm({**ASKED, "jurisdiction": place, "offence": line})
            assert form.is_valid(), line
            assert form.cleaned_data["offence"] == offence.reference


def test_several_sentences_are_each_read() -> None:
    assert "Registrable from 3 September 2018 to 2 September 2023." in ask(
        sentence="fine; community order 12 months;"
    )


def test_the_figures_and_the_version_of_the_rules_are_named() -> None:
    page = ask()
    assert f"Worked out with version {VERSION} of Cairn's rules." in page.replace("&#39;", "'")
    assert "Figures read:" in page
    assert "OFFICIAL-SENSITIVE" not in page


def test_the_sign_in_page_leads_here() -> None:
    assert f'href="{PAGE}"' in Client().get("/sign-in/").content.decode()
