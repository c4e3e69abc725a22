"""An administrator's pages, from the browser's side."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Happening, User
from cairn.accounts.roles import Role
from cairn.accounts.sign_in.services import note
from cairn.ledger.models import Entry
from tests.factories.access import change_user, make_user
from tests.web.conftest import Browser

pytestmark = pytest.mark.django_db

PASSWORD = "cairns mark the path 7"


@pytest.fixture
def administrator() -> User:
    return make_user(Role.ADMINISTRATOR, password=PASSWORD)


@pytest.fixture
def client(administrator: User) -> Client:
    cache.clear()
    client = Browser()
    assert (
        client.post("/sign-in/", {"login": administrator.username, "password": PASSWORD}).status_code == 302
    )
    return client


def test_the_agencys_people_and_nobody_elses(client: Client, administrator: User) -> None:
    colleague, stranger = make_user(agency=administrator.agency), make_user()
    page = client.get("/staff/").content.decode()
    assert f">{colleague.name}<" in page
    assert f">{stranger.name}<" not in page
    assert client.get(f"/staff/{stranger.pk}/").status_code == 404


def test_added_with_an_invitation_and_no_password_known_to_the_administrator(
    client: Client, administrator: User
) -> None:
    typed = {
        "name": "New Officer",
        "username": "new.officer",
        "role": "offender-manager",
        "team": str(administrator.team_id),
    }
    page = client.post("/staff/add/", typed).content.decode()
    user = User.objects.get(username="new.officer")
    assert (user.agency_id, user.team_id, user.has_usable_password()) == (
        administrator.agency_id,
        administrator.team_id,
        False,
    )
    invitation = re.search(r"http://testserver(/account/first/[^<]+/)", page)
    assert invitation
    assert Client().get(invitation[1]).status_code == 200
    again = client.post("/staff/add/", typed).content.decode()
    assert "There is a user" in again


def test_approving_gives_role_and_team(client: Client, administrator: User) -> None:
    pending = make_user(agency=administrator.agency)
    change_user(pending, is_active=False, awaiting_approval=True)
    assert b"Approve account" in client.get(f"/staff/{pending.pk}/").content
    client.post(f"/staff/{pending.pk}/post/", {"role": "supervisor", "team": ""})
    pending.refresh_from_db()
    assert (pending.role, pending.team, pending.is_active) == ("supervisor", None, True)


def test_another_agencys_team_is_no_choice(client: Client, administrator: User) -> None:
    colleague, stranger = make_user(agency=administrator.agency), make_user()
    answer = client.post(f"/staff/{colleague.pk}/post/", {"role": "auditor", "team": str(stranger.team_id)})
    assert answer.status_code == 200
    assert b"There is a problem" in answer.content


@pytest.mark.parametrize(
    ("act", "what"),
    [("suspend", "user suspended"), ("end-sessions", "user's sessions ended"), ("lift-lock", "user's lock-out lifted"),
     ("invite", "user invited to choose a password")],
)  # fmt: skip
def test_each_button_does_its_act_and_the_ledger_has_it(
    client: Client, administrator: User, act: str, what: str
) -> None:
    colleague = make_user(agency=administrator.agency)
    assert client.post(f"/staff/{colleague.pk}/{act}/").status_code in {200, 302}
    with acting_as(administrator):
        assert Entry.objects.filter(what=what, detail__user=str(colleague.pk)).count() == 1


def test_nothing_is_done_by_looking_or_to_oneself_or_by_an_unknown_word(
    client: Client, administrator: User
) -> None:
    colleague = make_user(agency=administrator.agency)
    assert b"Suspend account" in client.get(f"/staff/{colleague.pk}/suspend/").content
    colleague.refresh_from_db()
    assert colleague.is_active
    assert client.post(f"/staff/{colleague.pk}/promote/").status_code == 404
    assert client.post(f"/staff/{administrator.pk}/suspend/").status_code == 403
    assert b"Another administrator" in client.get(f"/staff/{administrator.pk}/").content
    answer = client.post(f"/staff/{administrator.pk}/post/", {"role": "offender-manager", "team": ""})
    assert answer.status_code == 403
    administrator.refresh_from_db()
    assert administrator.role == Role.ADMINISTRATOR


def test_a_reinstated_account_signs_in_again(client: Client, administrator: User) -> None:
    colleague = make_user(agency=administrator.agency, password=PASSWORD)
    client.post(f"/staff/{colleague.pk}/suspend/")
    client.post(f"/staff/{colleague.pk}/reinstate/")
    assert (
        Client().post("/sign-in/", {"login": colleague.username, "password": PASSWORD}).headers["Location"]
        == "/"
    )


def test_what_happened_is_there_for_administrators_and_never_another_agencys(
    client: Client, administrator: User
) -> None:
    colleague, stranger = make_user(agency=administrator.agency), make_user()
    note(Happening.REFUSED, colleague, way="password")
    note(Happening.LEFT, stranger)
    page = client.get("/staff/sign-ins/").content.decode()
    assert "Sign-in refused" in page
    assert colleague.name in page
    assert "in none of the groups" not in page
