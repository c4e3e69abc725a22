"""Opening in an emergency: quick, told at once, and reviewed by somebody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from cairn.access.break_glass.models import BreakGlass
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.web.base.filters import when
from tests.factories.access import make_user
from tests.web.conftest import Case
from tests.web.need_to_know.conftest import EMERGENCY, Deciders

SignIn = Callable[[User], Client]


def page_of(case: Case) -> str:
    return f"/people/{case.nominal.pk}/emergency/"


def test_one_box_and_one_button_open_the_record(case: Case, people: Deciders, as_user: SignIn) -> None:
    client = as_user(people.stranger)
    page = client.get(page_of(case)).content.decode()
    form = page.split("<main")[1].split("<form")[1].split("</form>")[0]
    assert form.count("<textarea") == 1
    assert form.count("<button") == 1
    assert "for 4 hours" in page
    assert "within 24 hours" in page
    assert "Rowan" not in page
    answer = client.post(page_of(case), {"why": EMERGENCY}, follow=True)
    words = answer.content.decode()
    assert answer.redirect_chain == [(f"/people/{case.nominal.pk}/", 302)]
    assert "Rowan Testcase" in words
    assert "Open to you, to read, until" in words
    assert "Add to this record" not in words


def test_a_reason_of_a_word_is_asked_for_again(case: Case, as_user: SignIn) -> None:
    page = as_user(case.stranger).post(page_of(case), {"why": "help"}).content.decode()
    assert "Say what the emergency is, in a sentence that a reviewer can follow." in page
    assert ">help</textarea>" in page
    with acting_as(case.stranger):
        assert not BreakGlass.objects.exists()


def test_who_sees_the_record_already_goes_straight_to_it(
    case: Case, people: Deciders, opening: BreakGlass, as_user: SignIn
) -> None:
    for user in (case.officer, people.stranger):
        assert as_user(user).get(page_of(case)).headers["Location"] == f"/people/{case.nominal.pk}/"


@pytest.mark.parametrize("role", [Role.RECORDS, Role.COORDINATOR, Role.AUDITOR])
def test_other_roles_do_not_open_records_so(case: Case, as_user: SignIn, role: Role) -> None:
    assert as_user(make_user(role)).post(page_of(case), {"why": EMERGENCY}).status_code == 403


def test_the_owners_supervisor_reviews_what_was_read_and_the_opener_reads_the_finding(
    case: Case, people: Deciders, opening: BreakGlass, as_user: SignIn
) -> None:
    theirs, ours = as_user(people.stranger), as_user(people.supervisor)
    theirs.get(f"/people/{case.nominal.pk}/timeline/")
    address = f"/access/emergencies/{opening.pk}/"
    for listed in ("/access/", "/?scope=force", f"/people/{case.nominal.pk}/"):
        assert address in ours.get(listed).content.decode()
    page = ours.get(address).content.decode()
    assert EMERGENCY in page
    assert "timeline" in page.split("What they read")[1]
    assert "Review overdue" not in page
    empty = ours.post(f"{address}review/", {}).content.decode()
    assert "Answer the question: Was it justified?" in empty
    assert "Enter what you found" in empty
    typed = {"finding": "justified", "note": "A child was at risk and there was no time to ask"}
    assert "Reviewed." in ours.post(f"{address}review/", typed, follow=True).content.decode()
    read = theirs.get(address).content.decode()
    assert "A child was at risk" in read
    assert address not in ours.get("/access/").content.decode()


def test_nobody_reviews_their_own_and_others_of_the_owner_see_none(
    case: Case, people: Deciders, opening: BreakGlass, as_user: SignIn
) -> None:
    address = f"/access/emergencies/{opening.pk}/"
    typed = {"finding": "justified", "note": "I had every reason to do this myself"}
    assert as_user(people.stranger).post(f"{address}review/", typed).status_code == 403
    own = as_user(people.stranger).get(address).content.decode()
    assert "Nobody reviews their own opening." in own
    assert as_user(people.their_supervisor).post(f"{address}review/", typed).status_code == 403
    followed = as_user(people.their_supervisor).get(address).content.decode()
    assert "A supervisor of the agency that owns the record reviews it." in followed
    with acting_as(people.supervisor):
        assert BreakGlass.objects.get().reviewed_at is None
    for user in (case.officer, case.partner, make_user(Role.SUPERVISOR)):
        assert as_user(user).get(address).status_code == 404


@pytest.fixture
def unreviewed(case: Case, people: Deciders) -> BreakGlass:
    """Opened two days ago, and reviewed by nobody."""
    opened = timezone.now() - timedelta(days=2)
    with acting_as(people.stranger):
        return BreakGlass.objects.create(
            nominal_id=case.nominal.pk,
            user=people.stranger,
            agency=people.stranger.agency,
            why=EMERGENCY,
            opened_at=opened,
            until=opened + timedelta(hours=4),
            review_by=opened + timedelta(hours=24),
        )


def test_one_that_nobody_reviewed_is_marked_and_shown_to_the_openers_supervisors_and_auditors(
    case: Case, people: Deciders, unreviewed: BreakGlass, opening: BreakGlass, as_user: SignIn
) -> None:
    ours = as_user(people.supervisor).get("/access/").content.decode()
    assert ours.index(f"/access/emergencies/{unreviewed.pk}/") < ours.index(
        f"/access/emergencies/{opening.pk}/"
    )
    assert ours.count("Review overdue") == 1
    for user in (people.their_supervisor, people.their_auditor):
        page = as_user(user).get("/access/").content.decode()
        assert "that nobody reviewed in time" in page
        assert f"/access/emergencies/{unreviewed.pk}/" in page
        assert f"/access/emergencies/{opening.pk}/" not in page
        assert "Rowan" not in page
        read = as_user(user).get(f"/access/emergencies/{unreviewed.pk}/").content.decode()
        assert "Review overdue" in read
        assert "Rowan" not in read
        assert "What they read" not in read


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.ANALYST])
def test_who_neither_opens_records_nor_audits_has_nothing_to_decide(
    case: Case, as_user: SignIn, role: Role
) -> None:
    assert as_user(make_user(role, agency=case.police)).get("/access/").status_code == 403


def test_the_owners_auditor_reads_that_it_was_opened_and_nothing_of_the_person(
    case: Case, unreviewed: BreakGlass, people: Deciders, as_user: SignIn
) -> None:
    auditor = as_user(make_user(Role.AUDITOR, agency=case.police))
    # To look into it is for the opener's own auditor.
    assert "You have no decisions to make." in auditor.get("/access/").content.decode()
    for address in ("/ledger/questions/", f"/access/emergencies/{unreviewed.pk}/"):
        page = unescape(auditor.get(address).content.decode())
        assert case.stranger.agency.name in page
        assert EMERGENCY in page
        assert "Review overdue" in page
        assert "Rowan" not in page
    assert auditor.get(f"/people/{case.nominal.pk}/").status_code == 403
    for other in (
        people.their_auditor,
        make_user(Role.AUDITOR),
        make_user(Role.AUDITOR, agency=case.housing),
    ):
        assert (
            "opened in an emergency by others"
            not in as_user(other).get("/ledger/questions/").content.decode()
        )
    assert as_user(make_user(Role.AUDITOR)).get(f"/access/emergencies/{unreviewed.pk}/").status_code == 404


def test_the_owners_auditor_reads_whether_it_was_reviewed(
    case: Case, opening: BreakGlass, people: Deciders, as_user: SignIn
) -> None:
    auditor = as_user(make_user(Role.AUDITOR, agency=case.police))
    assert "To review" in auditor.get("/ledger/questions/").content.decode()
    typed = {"finding": "justified", "note": "A colleague's call confirms it"}
    as_user(people.supervisor).post(f"/access/emergencies/{opening.pk}/review/", typed)
    page = auditor.get("/ledger/questions/").content.decode()
    assert "To review" not in page
    assert "Justified" in page
    assert people.supervisor.name in page


def test_an_opening_that_runs_is_listed_for_the_opener_with_the_time_it_ends(
    case: Case, opening: BreakGlass, people: Deciders, as_user: SignIn
) -> None:
    page = as_user(case.stranger).get("/access/").content.decode()
    assert "Open to you in an emergency" in page
    assert (
        f'<td role="cell" class="govuk-table__cell" data-label="Open until">{when(opening.until)}</td>'
        in page
    )
    assert f'href="/people/{case.nominal.pk}/"' in page
    assert "You have no decisions to make." not in page
    assert "Open to you" not in as_user(people.their_supervisor).get("/access/").content.decode()


def test_the_review_is_the_owners_duty_and_not_the_openers(
    case: Case, opening: BreakGlass, people: Deciders, as_user: SignIn
) -> None:
    duty = "Review an emergency opening of this record"
    for path in ("", "reasons/"):
        address = f"/people/{case.nominal.pk}/{path}"
        assert duty not in as_user(case.stranger).get(address).content.decode()
        assert duty in as_user(people.supervisor).get(address).content.decode()
