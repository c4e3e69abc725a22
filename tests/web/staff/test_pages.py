"""An administrator's pages, from the browser's side."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Happening, IdentityProvider, User
from cairn.accounts.roles import Role
from cairn.accounts.sign_in.services import note
from cairn.ledger.models import Entry
from tests.factories.access import as_operator, change_user, make_user
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
    assert client.post("/staff/add/", typed).status_code == 302
    user = User.objects.get(username="new.officer")
    assert (user.is_active, user.awaiting_approval) == (False, True)
    assert (
        "Another administrator of your agency must approve it"
        in client.get(f"/staff/{user.pk}/").content.decode()
    )
    assert "You proposed this role" in client.post(f"/staff/{user.pk}/approve-role/").content.decode()
    user.refresh_from_db()
    assert not user.is_active
    second = make_user(Role.ADMINISTRATOR, agency=administrator.agency, password=PASSWORD)
    theirs = Browser()
    theirs.post("/sign-in/", {"login": second.username, "password": PASSWORD})
    assert "Approve role" in theirs.get(f"/staff/{user.pk}/").content.decode()
    page = theirs.post(f"/staff/{user.pk}/approve-role/").content.decode()
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


def test_a_lone_administrator_is_told_whom_to_ask_and_nobody_else_is(
    client: Client, administrator: User
) -> None:
    assert b"only administrator" in client.get("/staff/").content
    make_user(Role.ADMINISTRATOR, agency=administrator.agency)
    assert b"only administrator" not in client.get("/staff/").content


def test_another_role_is_proposed_and_can_be_withdrawn(client: Client, administrator: User) -> None:
    colleague = make_user(Role.AUDITOR, agency=administrator.agency)
    client.post(f"/staff/{colleague.pk}/post/", {"role": "supervisor", "team": ""})
    colleague.refresh_from_db()
    assert (colleague.role, colleague.proposed_role, colleague.is_active) == ("auditor", "supervisor", True)
    assert b"Withdraw proposed role" in client.get(f"/staff/{colleague.pk}/").content
    client.post(f"/staff/{colleague.pk}/refuse-role/")
    colleague.refresh_from_db()
    assert (colleague.role, colleague.proposed_role) == ("auditor", "")


def test_approving_gives_role_and_team(client: Client, administrator: User) -> None:
    pending = make_user(Role.SUPERVISOR, agency=administrator.agency)
    with as_operator():
        provider = IdentityProvider.objects.create(
            agency=administrator.agency, slug="p", issuer="https://p.test", client_id="c"
        )
    change_user(pending, is_active=False, awaiting_approval=True, provider=provider, subject="s")
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
