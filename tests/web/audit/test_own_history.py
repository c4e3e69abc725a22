"""What you have done."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.ledger.models import Entry
from cairn.ledger.services import enter
from tests.factories.operations import OVERVIEW_OPENED
from tests.web.audit.conftest import Readers
from tests.web.conftest import Case

SignIn = Callable[[User], Client]


def test_one_reads_ones_own_acts_with_the_names_one_may_see(case: Case, as_user: SignIn) -> None:
    client = as_user(case.officer)
    client.get(f"/people/{case.nominal.pk}/reasons/")
    as_user(case.partner).get(f"/people/{case.nominal.pk}/timeline/")
    page = client.get("/ledger/mine/").content.decode()
    assert "Read the reasons behind registration and duties" in page
    assert "Rowan Testcase" in page
    assert "Read the timeline" not in page


def test_an_id_stands_for_whom_one_may_no_longer_see(case: Case, as_user: SignIn) -> None:
    with acting_as(case.stranger):
        enter(case.stranger, OVERVIEW_OPENED, nominal_id=case.nominal.pk)
    page = as_user(case.stranger).get("/ledger/mine/").content.decode()
    assert str(case.nominal.pk) in page
    assert "Rowan" not in page


def test_reading_it_is_entered_with_whom_it_named(case: Case, as_user: SignIn) -> None:
    as_user(case.officer).get("/ledger/mine/")
    with acting_as(case.officer):
        entry = Entry.objects.get(what="own history", actor_id=case.officer.pk)
    assert entry.detail == {"nominals": [str(case.nominal.pk)]}


def test_every_page_leads_to_it(case: Case, readers: Readers, as_user: SignIn) -> None:
    for user in (case.officer, case.partner, readers.auditor):
        assert 'href="/ledger/mine/"' in as_user(user).get("/").content.decode()


def test_an_entry_of_a_later_version_is_shown_as_it_is(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        Entry.objects.create(
            act="combination",
            what="register <linked>",
            actor_id=case.officer.pk,
            agency_id=case.officer.agency_id,
        )
    page = as_user(case.officer).get("/ledger/mine/?act=combination").content.decode()
    assert "register &lt;linked&gt;" in page
