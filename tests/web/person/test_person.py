"""The person's pages, for the owner, for a partner and for a stranger."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from cairn.access.restricted.services import restrict_fact
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.record.addresses.services import record_address
from cairn.record.amendments.services import correct
from cairn.record.custody.services import record_time_away
from cairn.record.identity.services import add_identifier
from cairn.record.identity.subject import PERSON
from cairn.record.orders.services import record_order
from cairn.supervision.risk.services import set_risk_level
from cairn.supervision.visits.services import record_visit
from cairn.web.base.filters import day
from tests.factories.access import make_user
from tests.factories.clock import brought_to, changes_by_itself, kept_from
from tests.web.conftest import Case

SignIn = Callable[[User], Client]
PAGES = {
    "": "person page",
    "reasons/": "reasons page",
    "timeline/": "timeline",
    "access/": "access page",
    "history/": "history of a fact",
    "history/convictions/": "history of a fact",
}


def at(case: Case, page: str = "") -> str:
    return f"/people/{case.nominal.pk}/{page}"


@pytest.fixture
def full(case: Case) -> Case:
    """The case with a home, a number, time in custody and a risk level."""
    officer, nominal_id = case.officer, case.nominal.pk
    with acting_as(officer):
        record_address(
            officer, nominal_id=nominal_id, kind="home", lines="4 Old Row", starts=date(2020, 4, 1)
        )
        record_address(
            officer, nominal_id=nominal_id, kind="home", lines="9 New Row", starts=date(2023, 4, 1)
        )
        add_identifier(officer, nominal_id=nominal_id, kind="crn", raw="X123456")
        record_time_away(
            officer, nominal_id=nominal_id, kind="custody", began=date(2024, 1, 2), place="HMP Fell"
        )
        set_risk_level(
            officer, nominal_id=nominal_id, level="high", set_on=date(2024, 1, 1), reason="Contact"
        )
    return case


def test_the_owner_reads_who_where_registrable_and_convicted_of_what(full: Case, as_user: SignIn) -> None:
    page = as_user(full.officer).get(at(full)).content.decode()
    for words in (
        "Rowan Testcase",
        "1 May 1980",
        "X123456",
        "Registrable until",
        "In custody",
        "High risk",
        "SOA 2003 s.9",
        "Imprisonment 2 years",
        full.officer.name,
    ):
        assert words in page
    assert page.index("9 New Row") < page.index("4 Old Row")


def test_a_partner_reads_what_is_shared_and_is_told_what_is_not(full: Case, as_user: SignIn) -> None:
    page = as_user(full.partner).get(at(full)).content.decode()
    assert "9 New Row" in page
    assert "High risk" in page
    for hidden in (
        "X123456",
        "HMP Fell",
        "In custody",
        "Fellside Crown Court",
        "SOA 2003 s.9",
        "imprisonment",
    ):
        assert hidden not in page
    for section in ("Convictions", "Custody, hospital and abroad", "Notifications"):
        assert f"{section}: not shared with your agency." in page
    assert "Add to this record" not in page


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_finds_nobody_and_nobody_signed_out_gets_in(
    case: Case, as_user: SignIn, client: Client, page: str
) -> None:
    assert as_user(case.stranger).get(at(case, page)).status_code == 404
    assert client.get(at(case, page)).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.ANALYST])
def test_roles_that_open_no_records_open_none(case: Case, as_user: SignIn, role: Role) -> None:
    assert as_user(make_user(role, agency=case.police)).get(at(case)).status_code == 403


@pytest.mark.parametrize(("page", "what"), PAGES.items())
def test_every_page_opened_is_in_the_ledger(case: Case, as_user: SignIn, page: str, what: str) -> None:
    as_user(case.officer).get(at(case, page))
    with acting_as(case.officer):
        entries = Entry.objects.filter(act=Act.CONSULTATION, actor_id=case.officer.pk)
        assert [(entry.what, entry.nominal_id) for entry in entries] == [(what, case.nominal.pk)]


def test_the_reasons_name_the_provisions(full: Case, as_user: SignIn) -> None:
    page = as_user(full.officer).get(at(full, "reasons/")).content.decode()
    assert "SOA 2003 s.82" in page
    assert "Local policy" in page


def test_a_partner_reads_the_answer_and_not_the_facts_behind_it(full: Case, as_user: SignIn) -> None:
    page = as_user(full.partner).get(at(full, "reasons/")).content.decode()
    assert "The facts behind it: not shared with your agency." in page
    assert 'class="cairn-trail"' not in page
    assert "SOA 2003 s.9" not in page


def test_the_timeline_has_the_newest_first(full: Case, as_user: SignIn) -> None:
    page = as_user(full.officer).get(at(full, "timeline/")).content.decode()
    places = [page.index(words) for words in ("HMP Fell", "9 New Row", "4 Old Row")]
    assert places == sorted(places)


def test_a_correction_keeps_what_it_corrected_and_says_who_wrote_it(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        correct(
            case.officer,
            PERSON,
            row_id=case.nominal.pk,
            values={"date_of_birth": date(1981, 5, 1)},
            ground="typing",
            why="The year was misread.",
        )
    page = as_user(case.officer).get(at(case, "history/person/")).content.decode()
    assert "<del>1 May 1980</del>" in page
    assert "1 May 1981" in page
    assert f"{case.officer.name}, {case.police.name}" in page


def test_like_duties_of_two_schemes_are_told_apart(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        for kind in ("voo", "sro"):
            record_order(
                case.officer,
                nominal_id=case.nominal.pk,
                kind=kind,
                made_on=date(2024, 3, 2),
                until=date(2029, 3, 1),
            )
    client = as_user(case.officer)
    owed = client.get(at(case)).content.decode()
    reasons = client.get(at(case, "reasons/")).content.decode()
    anchors = re.findall(r"reasons/#(initial-[\w-]+)", owed)
    assert len(anchors) == 2  # a registered person owes nothing under the risk order
    for anchor in anchors:
        assert reasons.count(f'id="{anchor}"') == 1
    assert "Initial notification (violent offender order)" in reasons


def test_there_is_no_history_of_what_is_no_fact(case: Case, as_user: SignIn) -> None:
    assert as_user(case.officer).get(at(case, "history/secrets/")).status_code == 404


def test_who_has_access_is_known_to_all_who_have_it(case: Case, as_user: SignIn) -> None:
    for user in (case.officer, case.partner):
        page = as_user(user).get(at(case, "access/")).content.decode()
        assert case.police.name in page
        assert case.housing.name in page
        assert "Housing under the plan" in page


def test_no_photograph_is_not_found(case: Case, as_user: SignIn) -> None:
    assert as_user(case.officer).get(at(case, "photograph/")).status_code == 404


@pytest.mark.parametrize("address", ["/", "/people/find/", *(f"person/{page}" for page in PAGES)])
def test_no_browser_keeps_a_page_that_a_signed_in_user_saw(case: Case, as_user: SignIn, address: str) -> None:
    path = at(case, address.removeprefix("person/")) if address.startswith("person/") else address
    assert as_user(case.officer).get(path)["Cache-Control"] == "private, no-store"


def test_what_follows_from_a_withheld_fact_is_said_to_be_withheld(
    case: Case, as_user: Callable[[User], Client]
) -> None:
    supervisor = make_user(Role.SUPERVISOR, agency=case.police)
    with acting_as(supervisor):
        record_visit(supervisor, nominal_id=case.nominal.pk, visited_on=today(), outcome="seen")
        level = set_risk_level(
            supervisor,
            nominal_id=case.nominal.pk,
            level="very-high",
            set_on=today(),
            reason="Told by a friend",
        )
        restrict_fact(
            supervisor,
            nominal_id=case.nominal.pk,
            kept_in="supervision_riskassessment",
            row_id=level.pk,
            category="source",
            why="It would show the friend",
            roles=["supervisor"],
        )
    address = f"/people/{case.nominal.pk}/"
    page = as_user(case.officer).get(address).content.decode()
    assert "Risk level withheld" in page
    assert "Home visit" in page
    assert "ery high" not in page
    assert "Very high risk" in as_user(supervisor).get(address).content.decode()


@pytest.mark.parametrize(
    ("brought", "changes", "as_at"),
    [
        (0, 1, None),
        (-5, 1, None),  # nothing has changed since, so they are right for today
        (-5, None, None),
        (-5, -2, -3),
        (-5, 0, -1),
        (2, 9, 2),
    ],
)
def test_the_page_says_of_which_day_the_duties_are_where_it_is_not_today(
    case: Case, as_user: SignIn, brought: int, changes: int | None, as_at: int | None
) -> None:
    brought_to(today() + timedelta(days=brought))
    changes_by_itself(case.nominal.pk, None if changes is None else today() + timedelta(days=changes))
    page = as_user(case.officer).get(at(case)).content.decode()
    if as_at is None:
        assert "These duties are as at" not in page
    else:
        assert f"These duties are as at {day(today() + timedelta(days=as_at))}." in page


def test_the_page_of_a_person_whose_duties_could_not_be_made_says_so(case: Case, as_user: SignIn) -> None:
    brought_to(today())
    kept_from(case.nominal.pk, today() - timedelta(days=1))
    page = as_user(case.officer).get(at(case)).content.decode()
    assert f"These duties are as at {day(today() - timedelta(days=1))}. Cairn could not work out" in page
    past = as_user(case.officer).get(at(case, "as-known/"), {"day": today().isoformat()}).content.decode()
    assert "Rowan Testcase" in past
    assert "These duties" not in past
