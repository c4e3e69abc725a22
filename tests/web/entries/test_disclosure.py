"""Recording a disclosure on the page: asked freshly signed in, kept, and shown to those who may read it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.ledger.models import Entry
from cairn.record.models import Disclosure
from tests.factories.access import make_user
from tests.web.conftest import Case
from tests.web.entries.test_entries import at, boxes

SignIn = Callable[[User], Client]


@pytest.fixture
def supervisor(case: Case) -> User:
    return make_user(Role.SUPERVISOR, agency=case.police)


def typed(case: Case, supervisor: User, **facts: str) -> dict[str, str]:
    return {
        **boxes("told_on", date(2024, 5, 30)),
        "told_clock": "14.30",
        "told_by": str(case.officer.pk),
        "recipient": "Ms A. Invented",
        "recipient_kind": "member-of-public",
        "what": "That they were convicted of an offence against a child",
        "why": "Nothing less would protect her daughter",
        "power": "child-sex-offender",
        "power_which": "Her daughter",
        "authorised_by": str(supervisor.pk),
        "subject_told": "no",
        "subject_told_why": "They would move on",
        "conditions": "To tell nobody else",
        **facts,
    }


ABROAD = {
    "recipient": "National Police of Ruritania",
    "recipient_kind": "overseas-authority",
    "power": "policing-purpose",
    "authorised_by": "",
    "country": "Ruritania",
    "ground": "approved",
    "relevant_authority": "yes",
}


def forget_the_sign_in(client: Client) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": 0}]
    session.save()


def test_a_disclosure_is_recorded_and_shown(case: Case, as_user: SignIn, supervisor: User) -> None:
    client = as_user(case.officer)
    form = client.get(at(case, "disclosure")).content.decode()
    assert supervisor.name in form
    assert f'value="{case.officer.pk}" selected' in form
    page = client.post(at(case, "disclosure"), typed(case, supervisor), follow=True).content.decode()
    for words in (
        "Disclosure recorded: Ms A. Invented.",
        "Presumption to disclose about a child sex offender (CJA 2003 s.327A)",
        f"30 May 2024 at 2:30pm, told by {case.officer.name}, authorised by {supervisor.name}",
        "The person was not told",
        "Nothing less would protect her daughter",
        "To tell nobody else",
    ):
        assert words in page
    with acting_as(case.officer):
        made = Disclosure.objects.get()
        assert (made.told_by, made.authorised_by, made.is_transfer) == (case.officer, supervisor, False)
        assert Entry.objects.get(what="disclosed").recipient == "Ms A. Invented"
    for path in ("timeline", "history/disclosures"):
        assert "Ms A. Invented" in client.get(at(case, path)).content.decode(), path
    for day, shown in ((date(2024, 5, 30), True), (date(2024, 5, 29), False)):
        page = client.get(at(case, "as-known"), {"known": "now", **boxes("day", day)}).content.decode()
        assert "the record as it was known" in page
        assert ("Ms A. Invented" in page) is shown


def test_a_transfer_is_recorded_with_its_ground(case: Case, as_user: SignIn, supervisor: User) -> None:
    client = as_user(case.officer)
    answer = client.post(at(case, "overseas-transfer"), typed(case, supervisor, **ABROAD), follow=True)
    page = answer.content.decode()
    assert "Overseas transfer recorded: National Police of Ruritania, Ruritania." in page
    assert "The country or organisation is approved (s.74)" in page
    with acting_as(case.officer):
        assert (
            Entry.objects.get(what="overseas transfer").recipient == "National Police of Ruritania, Ruritania"
        )
    assert "Told overseas: National Police of Ruritania" in client.get(at(case, "timeline")).content.decode()


@pytest.mark.parametrize(
    ("facts", "field", "said"),
    [
        ({"authorised_by": ""}, "authorised_by", "Say which supervisor authorised it"),
        ({"subject_told_why": ""}, "subject_told_why", "Say why the person was not told."),
        ({"power": "co-operation"}, "power", "reaches a MAPPA agency. Choose another power."),
        ({"told_clock": "25:00"}, "told_clock", "must be a real time on the 24-hour clock"),
        ({"told_clock": ""}, "told_clock", "Enter the time they were told"),
        ({"told_on-year": "2124"}, "told_on-day", "which is in the future"),
        ({"recipient": ""}, "recipient", "Enter who was told"),
        ({"recipient_kind": ""}, "recipient_kind", "Select what they are"),
    ],
)
def test_a_refusal_is_at_its_field_and_nothing_typed_is_lost(
    case: Case, as_user: SignIn, supervisor: User, facts: dict[str, str], field: str, said: str
) -> None:
    answer = as_user(case.officer).post(at(case, "disclosure"), typed(case, supervisor, **facts))
    page = answer.content.decode()
    assert f'href="#id_{field}' in page
    assert said in page
    assert "That they were convicted of an offence against a child" in page
    with acting_as(case.officer):
        assert not Disclosure.objects.exists()


def test_an_old_sign_in_is_sent_to_confirm_before_the_form(case: Case, as_user: SignIn) -> None:
    client = as_user(case.officer)
    forget_the_sign_in(client)
    answer = client.get(at(case, "disclosure"))
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


def test_one_that_grew_old_while_typing_keeps_what_was_typed_and_records_nothing(
    case: Case, as_user: SignIn, supervisor: User
) -> None:
    client = as_user(case.officer)
    forget_the_sign_in(client)
    page = client.post(at(case, "disclosure"), typed(case, supervisor)).content.decode()
    assert "You signed in too long ago to do this. What you typed is still here." in page
    assert "Nothing less would protect her daughter" in page
    with acting_as(case.officer):
        assert not Disclosure.objects.exists()


def test_those_who_do_not_tell_see_no_link_and_are_refused(case: Case, as_user: SignIn) -> None:
    for user in (case.coordinator, case.partner, make_user(Role.FRONT_COUNTER, agency=case.police)):
        client = as_user(user)
        assert "Record a disclosure" not in client.get(at(case, "record")).content.decode()
        assert client.get(at(case, "disclosure")).status_code == 403
        assert client.get(at(case, "overseas-transfer")).status_code == 403


def test_whoever_does_not_read_disclosures_sees_none(case: Case, as_user: SignIn, supervisor: User) -> None:
    as_user(case.officer).post(at(case, "disclosure"), typed(case, supervisor))
    for user in (case.partner, make_user(Role.FRONT_COUNTER, agency=case.police)):
        client = as_user(user)
        for path in ("timeline", "history/disclosures"):
            assert "Invented" not in client.get(at(case, path)).content.decode()
        assert 'id="disclosures"' not in client.get(f"/people/{case.nominal.pk}/").content.decode()
