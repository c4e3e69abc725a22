"""Every kind of fact can be corrected, withdrawn or ended on a page, by those who keep it and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db.models import Model
from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.record.addresses.services import record_address
from cairn.record.amendments.models import Amendment
from cairn.record.models import Address, Conviction, CourtOrder, Disposal
from cairn.subjects.declaration import Subject
from cairn.subjects.registry import subject_of, subjects
from tests.factories.access import make_user
from tests.factories.acts import order
from tests.security.world import World, make_world
from tests.web.conftest import Case
from tests.web.wizard.visitor import Visitor

SignIn = Callable[[User], Client]
AMENDABLE = [each.key for each in subjects() if each.can_be]
WITHDRAWABLE = [each.key for each in subjects() if each.can_be and each.can_be.withdraws]
ENDING = [each.key for each in subjects() if each.can_be and each.can_be.ends]
NOBODYS = [each.key for each in subjects() if not each.can_be]


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def of_key(key: str) -> Subject:
    return next(each for each in subjects() if each.key == key)


def row_of(world: World, key: str) -> Model:
    subject = of_key(key)
    with acting_as(world.supervisor):
        return subject.model._default_manager.filter(**{subject.nominal: world.nominal.pk})[0]


def page_of(nominal_id: object, row: Model, act: str) -> str:
    return f"/people/{nominal_id}/facts/{subject_of(row).key}/{row.pk}/{act}/"


def keeper(world: World, key: str) -> User:
    """Somebody of the owner's agency whose role keeps this kind of fact."""
    roles = {Role(role) for role in of_key(key).can_be.roles}
    role = next(role for role in (Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.RECORDS) if role in roles)
    return make_user(role, agency=world.officer.agency)


@pytest.mark.parametrize("key", AMENDABLE)
def test_a_correction_starts_with_what_is_on_record_and_says_when_nothing_is_different(
    world: World, as_user: SignIn, key: str
) -> None:
    row = row_of(world, key)
    visitor = Visitor(as_user(keeper(world, key))).go(page_of(world.nominal.pk, row, "correct"))
    assert visitor.status == 200, visitor.html
    assert "On record:" in visitor.html
    visitor.choose("amendment_ground", "typing").type(amendment_why="The day was misread")
    visitor.press("Save the correction")
    assert "Nothing is different from what is on record" in visitor.html
    assert "The day was misread" in visitor.html
    with acting_as(world.supervisor):
        assert not Amendment.objects.filter(why="The day was misread").exists()


@pytest.mark.parametrize("key", WITHDRAWABLE)
def test_a_withdrawal_says_what_leaves_and_asks_why(world: World, as_user: SignIn, key: str) -> None:
    row = row_of(world, key)
    visitor = Visitor(as_user(keeper(world, key))).go(page_of(world.nominal.pk, row, "withdraw"))
    assert visitor.status == 200, visitor.html
    assert "govuk-button--warning" in visitor.html
    visitor.press("Withdraw it")
    assert "Select what is wrong" in visitor.html
    assert "Say why" in visitor.html
    assert row_of(world, key) == row


@pytest.mark.parametrize("key", ENDING)
def test_an_end_is_today_unless_another_day_is_given(world: World, as_user: SignIn, key: str) -> None:
    row = row_of(world, key)
    page = as_user(keeper(world, key)).get(page_of(world.nominal.pk, row, "end"))
    assert page.status_code == 200, page.content


@pytest.mark.parametrize("key", NOBODYS)
def test_what_nobody_corrects_says_why(world: World, as_user: SignIn, key: str) -> None:
    row = row_of(world, key)
    for act in ("correct", "withdraw", "end"):
        page = as_user(world.supervisor).get(page_of(world.nominal.pk, row, act))
        assert page.status_code == 403
        assert of_key(key).amending[:40] in page.content.decode()


@pytest.mark.parametrize("key", AMENDABLE)
def test_only_those_who_keep_it_put_it_right(world: World, as_user: SignIn, key: str) -> None:
    row, roles = row_of(world, key), of_key(key).can_be.roles
    may_not = next(role for role in (Role.CHAIR, Role.FRONT_COUNTER, Role.ANALYST) if role not in roles)
    others = (
        (make_user(may_not, agency=world.officer.agency), 403),
        (world.partner, 403),
        (make_user(), 404),
    )
    for act in ("correct", "withdraw", "end"):
        address = page_of(world.nominal.pk, row, act)
        for user, status in others:
            assert as_user(user).get(address).status_code == status, (act, user.role)
            assert as_user(user).post(address, {}).status_code == status, (act, user.role)


def test_the_row_of_another_person_is_not_found_here(world: World, case: Case, as_user: SignIn) -> None:
    row = row_of(world, "addresses")
    client = as_user(world.officer)
    assert client.get(page_of(case.nominal.pk, row, "correct")).status_code == 404
    with acting_as(world.officer):
        other = make_world(pnc="1981/0163001D")
    assert client.get(page_of(other.nominal.pk, row, "correct")).status_code == 404
    assert client.get(f"/people/{world.nominal.pk}/facts/nothing/{row.pk}/correct/").status_code == 404


def test_a_corrected_order_says_what_it_was_and_shows_what_it_is(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        made = order(case.officer, case.nominal.pk, until=date(2027, 3, 1))
    visitor = Visitor(as_user(case.officer)).go(page_of(case.nominal.pk, made, "correct"))
    assert "Last day in force" in visitor.html  # the order's own form
    assert "On record: 1 March 2027." in visitor.html
    visitor.type_day("until", "1 3 2029").choose("amendment_ground", "typing")
    visitor.type(amendment_why="The year was misread", amendment_source="The order itself")
    visitor.press("Save the correction")
    assert "Corrected. What is due has been worked out again." in visitor.html
    with acting_as(case.officer):
        assert CourtOrder.objects.get().until == date(2029, 3, 1)
        amendment = Amendment.objects.get()
    assert (amendment.fields, amendment.ground, amendment.why, amendment.source) == (
        ["until"],
        "typing",
        "The year was misread",
        "The order itself",
    )


def test_a_value_that_cannot_be_is_refused_at_its_field(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        made = order(case.officer, case.nominal.pk, until=date(2027, 3, 1))
    visitor = Visitor(as_user(case.officer)).go(page_of(case.nominal.pk, made, "correct"))
    visitor.type_day("made_on", "1 1 1900").choose("amendment_ground", "typing")
    visitor.type(amendment_why="The year was misread").press("Save the correction")
    assert 'href="#id_made_on-day"' in visitor.html
    assert "The year was misread" in visitor.html
    with acting_as(case.officer):
        assert not Amendment.objects.exists()


def test_a_withdrawn_conviction_takes_its_sentences_with_it(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        made = Conviction.objects.get()
    visitor = Visitor(as_user(case.officer)).go(page_of(case.nominal.pk, made, "withdraw"))
    assert "These are parts of it and are withdrawn with it" in visitor.html
    visitor.choose("ground", "twice").type(why="Recorded twice").press("Withdraw it")
    assert "Withdrawn from the record." in visitor.html
    with acting_as(case.officer):
        assert not Conviction.objects.exists()
        assert not Disposal.objects.exists()


def test_an_address_that_they_left_ends(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        made = record_address(
            case.officer, nominal_id=case.nominal.pk, kind="home", lines="1 Row", starts=date(2020, 1, 6)
        )
    visitor = Visitor(as_user(case.officer)).go(page_of(case.nominal.pk, made, "end"))
    assert "They no longer live or stay there" in visitor.html
    visitor.type_day("on", "1 6 2024").press("Record that it ended")
    assert "Recorded that it ended." in visitor.html
    with acting_as(case.officer):
        assert Address.objects.get().ends == date(2024, 6, 1)


def test_an_offence_in_words_is_put_right_by_choosing_what_it_means(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        made = Conviction.objects.get()
    visitor = Visitor(as_user(case.officer)).go(page_of(case.nominal.pk, made, "correct"))
    visitor.type(offence="attempted rape", amendment_why="The court's record says attempted rape")
    visitor.choose("amendment_ground", "typing").press("Save the correction")
    assert "Select what “attempted rape” means" in visitor.html
    visitor.choose("offence_meant", "SOA 2003 s.1 (attempt)").press("Save the correction")
    with acting_as(case.officer):
        assert Conviction.objects.get().offence == "SOA 2003 s.1 (attempt)"
    visitor.go(page_of(case.nominal.pk, made, "correct")).type(offence="flashing")
    visitor.type(amendment_why="As the court wrote it").choose("amendment_ground", "typing")
    visitor.press("Save the correction").choose("offence_meant", "as-typed").press("Save the correction")
    visitor.go(page_of(case.nominal.pk, made, "correct"))
    assert ("offence_meant", "as-typed") in visitor.form.values, "what stands as typed goes on standing"
