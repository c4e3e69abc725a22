"""What did we know on that day, what was due then, and what came in later: asked as a reviewer asks."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.worklist.queries import worklist
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.plan.actions.services import accept_action, complete_action
from cairn.record.addresses.services import record_address
from cairn.record.convictions.services import NewDisposal
from cairn.record.identity.models import Nominal
from cairn.record.identity.services import add_name
from cairn.supervision.visits.services import record_visit
from tests.factories.access import make_agency, make_user
from tests.factories.acts import convict
from tests.factories.past import at, written
from tests.factories.plan import make_action, make_partner, make_plan
from tests.factories.record import make_person
from tests.factories.supervision import make_risk

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db(transaction=True)


@dataclass(frozen=True)
class Past:
    """Somebody who moved on 1 April 2026, of which we were told on 3 May."""

    officer: User
    partner: User
    nominal: Nominal

    @property
    def page(self) -> str:
        return f"/people/{self.nominal.pk}/as-known/"

    @property
    def compared(self) -> str:
        return f"{self.page}differences/"


@pytest.fixture
def past() -> Past:
    officer, housing = make_user(), make_agency()
    with written(at(1, 3)), acting_as(officer):
        nominal = make_person(
            officer, forenames="Rowan", surname="Testcase", officer=officer, today=date(2026, 3, 1)
        )
        convict(
            officer,
            nominal.pk,
            on=date(2026, 2, 2),
            today=date(2026, 3, 1),
            disposals=[NewDisposal("community-order", months=12)],
        )
        home(officer, nominal, "1 Low Road", date(2026, 1, 1))
        make_risk(officer, nominal, level="low", set_on=date(2026, 3, 1))
        make_partner(officer, nominal, housing)
        action = make_action(
            officer,
            make_plan(officer, nominal, agreed_on=date(2026, 3, 1)),
            agency=housing,
            agreed_on=date(2026, 3, 1),
            due_on=date(2026, 4, 20),
        )
    partner = make_user(Role.PARTNER, agency=housing)
    with written(at(2, 3)), acting_as(partner):
        accept_action(partner, action_id=action.pk, on=date(2026, 3, 2))
    with written(at(3, 5)), acting_as(officer):
        home(officer, nominal, "2 High Road", date(2026, 4, 1))
        add_name(
            officer, nominal_id=nominal.pk, kind="alias", forenames="Ash", surname="Later", used_from=None
        )
    with written(at(4, 5)), acting_as(partner):
        complete_action(partner, action_id=action.pk, outcome="Done", on=date(2026, 5, 4))
    return Past(officer, partner, nominal)


def home(user: User, nominal: Nominal, lines: str, starts: date) -> None:
    record_address(user, nominal_id=nominal.pk, kind="home", lines=lines, starts=starts)


def read(client: Client, address: str, **asked: str) -> str:
    response = client.get(address, asked)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_an_address_reported_in_may_is_not_in_the_record_as_known_in_april(
    past: Past, as_user: SignIn
) -> None:
    page = read(as_user(past.officer), past.page, day="2026-04-30")
    assert (
        "This is the record as it was known on 30 April 2026 at 11:59pm. It is not the record today." in page
    )
    assert "1 Low Road" in page
    assert "2 High Road" not in page
    assert "Ash Later" not in page


def test_as_it_stood_on_2_april_as_we_know_it_now_it_is(past: Past, as_user: SignIn) -> None:
    page = read(as_user(past.officer), past.page, day="2026-04-02", known="now")
    assert "as it stood on 2 April 2026, as we know it now" in page
    assert "2 High Road" in page
    assert "(former)" in page


def test_on_31_march_as_we_know_it_now_the_move_had_not_happened(past: Past, as_user: SignIn) -> None:
    page = read(as_user(past.officer), past.page, day="2026-03-31", known="now")
    assert "1 Low Road" in page
    assert "2 High Road" not in page


def test_another_moment_of_knowledge_to_the_minute(past: Past, as_user: SignIn) -> None:
    asked = {"day": "2026-04-02", "known": "moment", "moment": "2026-05-03"}
    client = as_user(past.officer)
    assert "2 High Road" not in read(client, past.page, **asked, time="11:59")
    told = read(client, past.page, **asked, time="12:00")
    assert "2 High Road" in told
    assert "as it was known on 3 May 2026 at 12:00pm" in told


def test_what_was_due_then_with_its_reasons(past: Past, as_user: SignIn) -> None:
    page = read(as_user(past.officer), past.page, day="2026-04-02")
    assert "What was due on 2 April 2026" in page
    assert "Registrable until 1 February 2031" in page
    assert "Initial notification" in page
    assert "SOA 2003 s.83" in page
    assert "Check the tenancy" in page
    assert "due in 18 days" in page
    assert "Low risk" in page


def test_an_action_done_since_was_overdue_on_the_day(past: Past, as_user: SignIn) -> None:
    """Told in May that it was done in May: on 21 April it was late, whenever you ask."""
    for known in ("then", "now"):
        page = read(as_user(past.officer), past.page, day="2026-04-21", known=known)
        assert "Agreed 1 March 2026, owed by" in page
        assert "1 day overdue" in page
    assert "completed 4 May 2026" in read(as_user(past.officer), past.page, day="2026-05-05")


def test_before_the_register_knew_the_person(past: Past, as_user: SignIn) -> None:
    page = read(as_user(past.officer), past.page, day="2026-02-20")
    assert "Not on the register then" in page
    assert "Rowan" not in page
    now = read(as_user(past.officer), past.page, day="2026-02-20", known="now")
    assert "Rowan" in now
    assert "Initial notification" in now


def _moment(detail: dict[str, str]) -> dict[str, str]:
    """What the entry says besides by what right and in which role they looked."""
    assert {"sight", "role"} <= set(detail)
    return {key: value for key, value in detail.items() if key not in {"sight", "role"}}


def test_every_look_is_a_consultation_with_the_day(past: Past, as_user: SignIn) -> None:
    read(as_user(past.officer), past.page, day="2026-04-30")
    read(
        as_user(past.officer),
        past.compared,
        day="2026-04-02",
        later="2026-04-02",
        later_known="2026-05-10",
    )
    with acting_as(past.officer):
        looks = Entry.objects.filter(act=Act.CONSULTATION, nominal_id=past.nominal.pk).order_by("id")
        assert [(look.what, _moment(look.detail)) for look in looks] == [
            ("record as known", {"day": "2026-04-30", "known": "2026-04-30T23:59+01:00"}),
            (
                "differences between two days",
                {
                    "day": "2026-04-02",
                    "known": "2026-04-02T23:59+01:00",
                    "later_day": "2026-04-02",
                    "later_known": "2026-05-10T23:59+01:00",
                },
            ),
        ]


def test_a_partner_sees_of_the_past_what_they_may_see_today(past: Past, as_user: SignIn) -> None:
    page = read(as_user(past.partner), past.page, day="2026-04-21")
    assert "1 Low Road" in page
    assert "Check the tenancy" in page
    for hidden in ("SOA 2003 s.9", "Initial notification", "community", "Registrable until"):
        assert hidden not in page
    assert as_user(make_user()).get(past.page, {"day": "2026-04-21"}).status_code == 404
    compared = read(as_user(past.partner), past.compared, day="2026-03-01", later="2026-05-10")
    for hidden in ("SOA 2003", "Initial notification", "Registrable from"):
        assert hidden not in compared
    assert "2 High Road" in compared


@pytest.mark.parametrize(
    ("asked", "refusal"),
    [
        ({"day": "2126-01-01"}, "Day asked about must be today or in the past"),
        ({"day-day": "31", "day-month": "2", "day-year": "2026"}, "Day asked about must be a real date"),
        ({"day": "2026-04-02", "known": "moment"}, "Enter the day by which it was known."),
        (
            {"day": "2026-04-02", "known": "moment", "moment": "2026-05-03", "time": "25:00"},
            "is not a time of day. Write it as 17:05.",
        ),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(
    past: Past, as_user: SignIn, asked: dict[str, str], refusal: str
) -> None:
    page = read(as_user(past.officer), past.page, **asked)
    assert refusal in page
    assert "There is a problem" in page


def test_a_day_typed_in_boxes_is_as_good_as_one_in_the_address(past: Past, as_user: SignIn) -> None:
    asked = {"day-day": "30", "day-month": "April", "day-year": "2026", "known": "then"}
    assert "as it was known on 30 April 2026" in read(as_user(past.officer), past.page, **asked)


def test_what_came_in_later_about_one_day(past: Past, as_user: SignIn) -> None:
    """The same day, two days of knowledge: what was told, by whom and when, and which duties it moved."""
    asked = {"day": "2026-04-10", "later": "2026-04-10", "later_known": "2026-05-10"}
    page = read(as_user(past.officer), past.compared, **asked)
    assert "Addresses: added" in page
    assert "3 May 2026 at 12:00pm" in page
    assert "2 High Road" in page
    assert f"{past.officer.name}, {past.officer.agency.name}" in page
    knowledge, time = page.split("What changed as time passed")
    assert "Change of home address" in knowledge.split("What the new knowledge changed")[1]
    assert "Not due" in knowledge
    assert "Nothing of what was due." in time


def test_what_time_alone_changed(past: Past, as_user: SignIn) -> None:
    """The same knowledge, two days: nothing was told, and what was open became overdue."""
    known = "2026-04-30"
    page = read(
        as_user(past.officer),
        past.compared,
        day="2026-04-18",
        later="2026-04-25",
        known=known,
        later_known=known,
    )
    knowledge, time = page.split("What changed as time passed")
    assert "Nothing was recorded" in knowledge
    assert "Nothing of what was due." in knowledge
    assert "Check the tenancy" in time
    assert "Open, due 20 April 2026" in time
    assert "Overdue, due 20 April 2026" in time


def test_a_fact_withdrawn_by_the_operator_is_among_the_differences(past: Past, as_user: SignIn) -> None:
    with written(at(6, 5)), psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
        owner.execute("DELETE FROM record_name WHERE surname = 'Later'")
    page = read(as_user(past.officer), past.compared, day="2026-05-05", later="2026-05-07")
    assert "Names: withdrawn" in page
    assert "<del>Later</del>" in page
    assert "Ash Later" in read(as_user(past.officer), past.page, day="2026-05-05")
    assert "Ash Later" not in read(as_user(past.officer), past.page, day="2026-05-07")


def test_the_second_moment_may_not_lie_before_the_first(past: Past, as_user: SignIn) -> None:
    client = as_user(past.officer)
    assert "before the first" in read(client, past.compared, day="2026-05-05", later="2026-05-01")
    less = {"day": "2026-04-01", "known": "2026-05-05", "later": "2026-04-03"}
    assert "Less was known by then" in read(client, past.compared, **less)


def test_the_worklist_as_it_stood(past: Past, as_user: SignIn) -> None:
    page = read(as_user(past.officer), "/worklist/as-known/", day="2026-04-21", scope="mine")
    assert "This is the worklist as it was known on 21 April 2026 at 11:59pm." in page
    assert "Rowan Testcase" in page
    assert "Check the tenancy" in page
    assert "Change of home address" not in page
    assert "Cairn kept no copy of what was due that day." in page
    later = read(as_user(past.officer), "/worklist/as-known/", day="2026-04-21", scope="team", known="now")
    assert "Change of home address" in later
    with acting_as(past.officer):
        entry = Entry.objects.filter(what="worklist as known").latest("id")
    assert entry.detail["nominals"] == [str(past.nominal.pk)]
    assert entry.detail["day"] == "2026-04-21"


def test_a_partners_worklist_as_it_stood_is_what_their_agency_owed(past: Past, as_user: SignIn) -> None:
    page = read(as_user(past.partner), "/worklist/as-known/", day="2026-04-21")
    assert "Check the tenancy" in page
    assert "Initial notification" not in page
    assert "Nothing was due." in read(as_user(past.partner), "/worklist/as-known/", day="2026-05-10")


def test_the_worklist_as_known_now_is_the_worklist(past: Past, as_user: SignIn) -> None:
    page = read(as_user(past.officer), "/worklist/as-known/", day=str(date.today()), known="now")
    with acting_as(past.officer):
        rows = worklist(past.officer, scope="mine").rows
    assert rows
    assert all(row.what in page for row in rows)
    assert f"{len(rows)} things due" in page


def test_as_many_queries_for_ten_people_as_for_one(past: Past, as_user: SignIn) -> None:
    client = as_user(past.officer)
    read(client, "/worklist/as-known/", day="2026-06-01")

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            read(client, "/worklist/as-known/", day="2026-06-01", known="now")
        return len(asked)

    few = queries()
    with acting_as(past.officer):
        for _ in range(9):
            other = make_person(past.officer, officer=past.officer, today=date(2026, 3, 1))
            convict(past.officer, other.pk, on=date(2026, 2, 2), today=date(2026, 3, 1))
            record_visit(past.officer, nominal_id=other.pk, visited_on=date(2026, 3, 4), outcome="seen")
    assert queries() == few


def test_the_history_page_and_the_worklist_lead_here(past: Past, as_user: SignIn) -> None:
    client = as_user(past.officer)
    assert past.page in read(client, f"/people/{past.nominal.pk}/history/")
    assert "/worklist/as-known/" in read(client, "/")
    assert "Show it" in read(client, past.page)
    assert "Compare" in read(client, past.compared)
