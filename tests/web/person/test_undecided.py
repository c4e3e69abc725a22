"""What is not known is not a no: undecided at every door, a duty to find it out, and one page that records it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from cairn.access.models import Relation
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.clock.explaining.queries import case_summary_of
from cairn.clock.worklist.queries import worklist
from cairn.dates import today
from cairn.record.convictions.models import Conviction
from cairn.record.convictions.services import record_conviction
from cairn.record.identity.models import Nominal
from tests.factories.access import make_agency, make_user
from tests.factories.record import make_person
from tests.web.actions.sent import filled, sheet_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
CAUTIONED = today() - timedelta(days=40)
TURNS = "It turns on the victim&#39;s age at the offence"


@pytest.fixture
def officer() -> User:
    return make_user()


@pytest.fixture
def nominal(officer: User) -> Nominal:
    """Cautioned for a sexual assault of somebody whose age nobody wrote down."""
    with acting_as(officer):
        made = make_person(officer, officer=officer)
        record_conviction(
            officer, nominal_id=made.pk, outcome="caution", on=CAUTIONED, offence="SOA 2003 s.3", disposals=[]
        )
    return made


def test_the_clock_keeps_that_it_is_undecided_and_on_what_it_turns(officer: User, nominal: Nominal) -> None:
    with acting_as(officer):
        kept = case_summary_of(nominal.pk)
    assert kept is not None
    assert (kept.registrable, kept.undecided, kept.needs) == (False, True, ["victim-age"])


def test_somebody_is_to_find_it_out_at_once_and_the_page_is_one_press_away(
    officer: User, nominal: Nominal, as_user: SignIn
) -> None:
    with acting_as(officer):
        row = next(row for row in worklist(officer, scope="mine").rows if row.kind == "find-out")
        conviction = Conviction.objects.get()
    assert (row.what, row.due, row.state) == (
        "Find out the victim's age at the offence",
        CAUTIONED,
        "overdue",
    )
    page = as_user(officer).get("/").content.decode()
    assert f'href="/people/{nominal.pk}/facts/convictions/{conviction.pk}/correct/"' in page


def test_once_it_is_found_out_the_answer_is_certain_and_nothing_is_left_to_find(
    officer: User, nominal: Nominal, as_user: SignIn
) -> None:
    with acting_as(officer):
        conviction = Conviction.objects.get()
    client = as_user(officer)
    path = f"/people/{nominal.pk}/facts/convictions/{conviction.pk}/correct/"
    sheet = sheet_of(client.get(path).content.decode())
    # What stands on the page is sent back; of what is empty only the age is filled in.
    empty = dict.fromkeys(name for name in sheet.kinds if name not in sheet.chosen)
    why = {
        "amendment_ground": "incomplete",
        "amendment_why": "The file came",
        "amendment_source": "Police file",
    }
    sent = filled(sheet, {**empty, **why, "victim_age": "12"})
    answer = client.post(path, sent, follow=True).content.decode()
    assert "Registrable until" in client.get(f"/people/{nominal.pk}/").content.decode(), answer
    with acting_as(officer):
        assert not [row for row in worklist(officer, scope="mine").rows if row.kind == "find-out"]


def test_a_supervisor_sees_how_many_are_undecided_and_what_is_to_be_found_out(
    officer: User, nominal: Nominal, as_user: SignIn
) -> None:
    client = as_user(make_user(Role.SUPERVISOR, agency=officer.agency))
    page = client.get("/caseload/").content.decode()
    assert "Of 1 person it is undecided whether they are registrable" in page
    assert 'href="/?scope=force&amp;kind=find-out"' in page
    listed = client.get("/?scope=force&kind=find-out").content.decode()
    assert str(nominal.pk) in listed
    assert "1 item with these filters" in listed


def test_a_partner_reads_the_same_answer_as_the_owner(
    officer: User, nominal: Nominal, as_user: SignIn
) -> None:
    partner = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(officer):
        open_partnership(
            officer,
            nominal_id=nominal.pk,
            agency=partner.agency,
            relation=Relation.PARTNER,
            purpose="A settled home",
            starts=today(),
        )
    for user in (officer, partner):
        page = as_user(user).get(f"/people/{nominal.pk}/").content.decode()
        assert "Undecided whether registrable" in page
        assert "Not registrable" not in page
    reasons = as_user(partner).get(f"/people/{nominal.pk}/reasons/").content.decode()
    assert TURNS in reasons
    assert "Not registrable" not in reasons


def test_the_record_as_it_was_known_says_so_too(officer: User, nominal: Nominal, as_user: SignIn) -> None:
    page = as_user(officer).get(f"/people/{nominal.pk}/as-known/").content.decode()
    assert "Not registrable" not in page
