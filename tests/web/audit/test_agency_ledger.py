"""The auditor's console and its export."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.ledger.services import enter
from cairn.web.audit import ledger_export as export
from cairn.web.audit.csv_file import HEADINGS, harmless
from tests.factories.access import make_user
from tests.factories.operations import PLAN_OPENED, TIMELINE_OPENED
from tests.web.audit.conftest import Readers
from tests.web.conftest import Case

SignIn = Callable[[User], Client]
REASON = {"recipient": "Professional Standards", "reason": "Complaint 12"}


def main_of(client: Client, address: str = "/ledger/") -> str:
    return client.get(address).content.decode().split("<main")[1].split("</main>")[0]


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"))))


def test_an_auditor_reads_ids_kinds_and_staff_and_nobody_elses_name(
    case: Case, readers: Readers, as_user: SignIn
) -> None:
    as_user(case.officer).get(f"/people/{case.nominal.pk}/")
    as_user(case.partner).get(f"/people/{case.nominal.pk}/")
    page = main_of(as_user(readers.auditor))
    for words in (case.officer.name, str(case.nominal.pk), "Opened the overview", "Own caseload"):
        assert words in page
    for hidden in ("Rowan", "Testcase", case.partner.name, f"/people/{case.nominal.pk}"):
        assert hidden not in page


def test_each_agencys_auditor_reads_their_own(case: Case, readers: Readers, as_user: SignIn) -> None:
    as_user(case.partner).get(f"/people/{case.nominal.pk}/")
    page = main_of(as_user(readers.partners_auditor))
    assert case.partner.name in page
    assert case.officer.name not in page


def test_filters_narrow(case: Case, readers: Readers, as_user: SignIn) -> None:
    as_user(case.coordinator).get(f"/people/{case.nominal.pk}/timeline/")
    as_user(case.officer).post("/people/find/", {"text": "Rowan"})
    client = as_user(readers.auditor)
    with acting_as(case.coordinator):
        request = Entry.objects.filter(actor_id=case.coordinator.pk).latest("pk").request
    tables = {
        "who": main_of(client, f"/ledger/?actor_id={case.coordinator.pk}"),
        "kind": main_of(client, "/ledger/?operation=consultation:timeline"),
        "request": main_of(client, f"/ledger/?request={request}"),
    }
    for name, page in tables.items():
        body = page.split("<tbody")[1]
        assert "Read the timeline" in body, name
        assert "Recorded a conviction" not in body, name
    assert "No entries match" in main_of(client, "/ledger/?act=erasure")
    record = f"/ledger/?nominal_id={case.nominal.pk}"
    assert "Searched for a person" not in main_of(client, record).split("<tbody", 1)[1]
    assert "Searched for a person" in main_of(client, record + "&listed=on").split("<tbody", 1)[1]


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("nominal_id=rowan", "Record id must be 32 letters and numbers"),
        ("until-day=1", "To must include a month and year"),
        ("actor_id=me", "from the choices on the page"),
    ],
)
def test_a_filter_that_is_none_is_said_and_not_exported(
    readers: Readers, as_user: SignIn, query: str, told: str
) -> None:
    client = as_user(readers.auditor)
    page = main_of(client, f"/ledger/?{query}")
    assert told in page.replace("&#39;", "'")
    assert "Export this list" not in page
    answer = client.post(f"/ledger/export/?{query}", REASON)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/ledger/?{query}")


def test_reading_the_ledger_is_entered_with_what_was_asked(readers: Readers, as_user: SignIn) -> None:
    as_user(readers.auditor).get("/ledger/?act=disclosure&since-day=1&since-month=2&since-year=2026")
    with acting_as(readers.auditor):
        entry = Entry.objects.get(what="ledger console")
    assert entry.act == Act.CONSULTATION
    assert entry.detail == {"act": "disclosure", "since": "2026-02-01"}


def test_the_console_takes_as_many_queries_for_many_entries_as_for_few(
    case: Case, readers: Readers, as_user: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_user(readers.auditor)
    client.get("/ledger/")
    with django_assert_num_queries(CONSOLE_QUERIES):
        client.get("/ledger/")
    for user in (case.officer, make_user(agency=case.police), make_user(agency=case.police)):
        with acting_as(user):
            for _ in range(30):
                enter(user, TIMELINE_OPENED, nominal_id=case.nominal.pk)
    with django_assert_num_queries(CONSOLE_QUERIES):
        page = main_of(client)
    assert page.count("<time") == 50
    assert "Older" in page


def test_an_export_asks_to_whom_and_why_first(readers: Readers, as_user: SignIn) -> None:
    client = as_user(readers.auditor)
    page = client.post("/ledger/export/", {"recipient": "", "reason": " "}).content.decode()
    assert "Enter who receives it" in page
    assert "Enter why they receive it" in page
    with acting_as(readers.auditor):
        assert not Entry.objects.filter(what="ledger export").exists()


def test_an_export_is_the_narrowed_list_and_a_disclosure(
    case: Case, readers: Readers, as_user: SignIn
) -> None:
    as_user(case.officer).get(f"/people/{case.nominal.pk}/")
    answer = as_user(readers.auditor).post("/ledger/export/?operation=consultation:person+page", REASON)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["Content-Disposition"]
    (row,) = rows_of(answer.content)
    assert tuple(row) == HEADINGS
    assert (row["who"], row["record"], row["kind"]) == (
        case.officer.name,
        str(case.nominal.pk),
        "person page",
    )
    assert json.loads(row["detail"]) == {"sight": "own-caseload", "role": "offender-manager"}
    assert "Rowan" not in answer.content.decode()
    with acting_as(readers.auditor):
        entry = Entry.objects.get(what="ledger export")
    assert (entry.act, entry.why) == (Act.DISCLOSURE, "Complaint 12")
    assert entry.detail == {"kind": "consultation:person page", "entries": 1}
    assert entry.recipient == "Professional Standards"


def test_too_many_are_refused_and_nothing_leaves(
    case: Case, readers: Readers, as_user: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST", 1)
    page = as_user(readers.auditor).post("/ledger/export/", REASON).content.decode()
    assert "There are more than 1 entries. Choose fewer days, or narrow the list." in page
    with acting_as(readers.auditor):
        assert not Entry.objects.filter(what="ledger export").exists()


@pytest.mark.parametrize(
    "typed", ["=1+1", "+44", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＋1", "－1", "＠1"]
)
def test_nothing_in_the_file_is_a_formula(case: Case, readers: Readers, as_user: SignIn, typed: str) -> None:
    with acting_as(case.officer):
        enter(case.officer, PLAN_OPENED, why=typed)
    (row,) = rows_of(
        as_user(readers.auditor).post("/ledger/export/?operation=consultation:plan", REASON).content
    )
    assert row["reason"].startswith("'")


@pytest.mark.parametrize(
    ("value", "cell"), [("person page", "person page"), (7, "7"), ("a=b", "a=b"), ("", "")]
)
def test_ordinary_text_stays_as_it_is(value: Any, cell: str) -> None:
    assert harmless(value) == cell


CONSOLE_QUERIES = 11
