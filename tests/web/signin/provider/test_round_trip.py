"""Signing in by an agency's own provider: the whole round, with a real one, and what must not come in."""

from __future__ import annotations

import pytest
from django.contrib.auth.hashers import make_password
from pytest_django.fixtures import Settings

from cairn.accounts.administration.services import approve
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Happening, IdentityProvider, SignInEvent, User
from cairn.accounts.roles import Role
from cairn.ledger.models import Entry
from tests.factories.access import as_operator, change_user, make_user
from tests.web.signin.provider.agency import SITE, Browser, Provider, asked_of

pytestmark = pytest.mark.django_db

AVERY = {"name": "Avery Quill", "email": "avery@north.test"}


def _admitted(browser: Browser, provider: Provider, subject: str = "a-1") -> User:
    """Somebody who came for the first time and was approved; signed out again."""
    browser.sign_in(provider, subject)
    user = User.objects.get(provider__slug=provider.slug, subject=subject)
    with acting_as(make_user(Role.ADMINISTRATOR, agency=user.agency)) as administrator:
        approve(administrator, user_id=user.pk, role=user.role, team=user.team)
    return User.objects.get(pk=user.pk)


def test_a_new_person_is_pending_and_opens_nothing_until_approved(browser: Browser, north: Provider) -> None:
    answer = browser.sign_in(north, "a-1")
    assert answer.headers["Location"] == "/sign-in/waiting/"
    assert b"waiting for approval" in browser.site.get("/sign-in/waiting/").content
    user = User.objects.get(subject="a-1")
    assert (user.awaiting_approval, user.is_active, user.role) == (True, False, Role.OFFENDER_MANAGER)
    assert (user.name, user.agency.name, user.has_usable_password()) == ("Avery Quill", "North police", False)
    assert not browser.is_in
    assert browser.site.get("/").status_code == 302


def test_once_approved_they_are_in_where_they_were_going_with_no_second_factor_asked_twice(
    browser: Browser, north: Provider
) -> None:
    user = _admitted(browser, north)
    answer = browser.sign_in(north, "a-1", onward="/people/find/")
    assert answer.headers["Location"] == "/people/find/"
    assert browser.site.session["_auth_user_id"] == str(user.pk)
    assert browser.site.get("/people/find/").status_code == 200
    with acting_as(user):
        kinds = set(SignInEvent.objects.values_list("kind", "way"))
    assert {(Happening.PENDING, "north"), (Happening.SIGNED_IN, "provider")} <= kinds


def test_what_the_browser_carries_to_the_provider(browser: Browser, north: Provider) -> None:
    asked = asked_of(browser.leave("/sign-in/with/north/"))
    assert asked["code_challenge_method"] == "S256"
    assert asked["response_type"] == "code"
    assert len(asked["nonce"]) >= 32
    assert len(asked["state"]) >= 16
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}


def test_a_next_address_elsewhere_is_not_followed(browser: Browser, north: Provider) -> None:
    _admitted(browser, north)
    assert browser.sign_in(north, "a-1", onward="https://evil.example/").headers["Location"] == "/"


def test_somebody_in_no_group_that_gives_a_role_gets_no_account(browser: Browser, north: Provider) -> None:
    north.knows(**{"a-2": {"name": "Sam Post", "groups": ["payroll"]}})
    assert browser.sign_in(north, "a-2").headers["Location"] == "/sign-in/no-role/"
    assert browser.site.get("/sign-in/no-role/").status_code == 403
    assert not User.objects.filter(subject="a-2").exists()


def test_a_mover_has_the_role_of_their_new_group_at_the_next_sign_in(
    browser: Browser, north: Provider
) -> None:
    user = _admitted(browser, north)
    north.knows(**{"a-1": {**AVERY, "groups": ["cairn-officers", "cairn-supervisors"]}})
    browser.sign_in(north, "a-1")
    user.refresh_from_db()
    assert (user.role, user.is_active) == (Role.SUPERVISOR, True)
    with acting_as(user):
        assert Entry.objects.filter(what="user moved by groups", detail__role="supervisor").exists()


def test_a_leaver_is_suspended_and_what_they_have_open_elsewhere_is_shut(
    browser: Browser, north: Provider
) -> None:
    user = _admitted(browser, north)
    browser.sign_in(north, "a-1")
    assert browser.site.get("/account/").status_code == 200
    north.knows(**{"a-1": {**AVERY, "groups": []}})
    assert Browser().sign_in(north, "a-1").headers["Location"] == "/sign-in/no-role/"
    assert browser.site.get("/account/").status_code == 302
    user.refresh_from_db()
    assert not user.is_active
    with acting_as(user):
        assert Entry.objects.filter(what="user suspended: in no group").exists()
        assert SignInEvent.objects.filter(kind=Happening.LEFT).exists()
    north.knows(**{"a-1": {**AVERY, "groups": ["cairn-officers"]}})
    assert Browser().sign_in(north, "a-1").headers["Location"] == "/account/inactive/"


def test_another_agencys_provider_cannot_speak_for_our_people(
    browser: Browser, north: Provider, south: Provider
) -> None:
    ours = _admitted(browser, north)
    south.knows(**{"a-1": {**AVERY, "email_verified": True, "groups": ["cairn-supervisors"]}})
    intruder = Browser()
    assert intruder.sign_in(south, "a-1").headers["Location"] == "/sign-in/waiting/"
    assert not intruder.is_in
    ours.refresh_from_db()
    assert (ours.agency.name, ours.role) == ("North police", Role.OFFENDER_MANAGER)
    theirs = User.objects.get(provider__slug="south")
    assert (theirs.pk != ours.pk, theirs.agency.name, theirs.is_active) == (True, "South police", False)


def test_a_local_account_of_the_same_address_is_not_taken_over(browser: Browser, north: Provider) -> None:
    local = make_user()
    with as_operator():
        User.objects.filter(pk=local.pk).update(email="avery@north.test", username="a-1")
    browser.sign_in(north, "a-1")
    assert User.objects.get(subject="a-1").pk != local.pk
    local.refresh_from_db()
    assert local.provider_id is None


def _refused(answer: object) -> bool:
    return answer.status_code == 401 and b"could not be trusted" in answer.content  # type: ignore[attr-defined]


def test_a_code_for_another_browsers_state_is_refused(browser: Browser, north: Provider) -> None:
    _admitted(browser, north)
    back = browser.at_provider(browser.leave("/sign-in/with/north/"), "a-1")
    victim = Browser()
    assert _refused(victim.come_back(back))
    assert not victim.is_in


def test_a_code_comes_in_once(browser: Browser, north: Provider) -> None:
    _admitted(browser, north)
    back = browser.at_provider(browser.leave("/sign-in/with/north/"), "a-1")
    assert browser.come_back(back).status_code == 302
    browser.site.logout()
    assert _refused(browser.come_back(back))
    # The same code with a fresh state: now the provider itself refuses it.
    fresh = asked_of(browser.leave("/sign-in/with/north/"))["state"]
    used = asked_of(back)["code"]
    assert _refused(browser.come_back(f"{SITE}/sign-in/with/north/back/?code={used}&state={fresh}"))
    assert not browser.is_in


def test_a_token_with_another_nonce_is_refused(browser: Browser, north: Provider) -> None:
    _admitted(browser, north)
    away = browser.leave("/sign-in/with/north/")
    swapped = away.replace(asked_of(away)["nonce"], "an-attackers-own-nonce")
    assert _refused(browser.come_back(browser.at_provider(swapped, "a-1")))
    assert not browser.is_in


def test_a_state_begun_with_one_provider_ends_at_no_other(
    browser: Browser, north: Provider, south: Provider
) -> None:
    _admitted(browser, north)
    away = browser.leave("/sign-in/with/north/")
    back = browser.at_provider(away, "a-1").replace("/with/north/", "/with/south/")
    assert _refused(browser.come_back(back))


def test_an_answer_that_names_another_issuer_is_refused(browser: Browser, north: Provider) -> None:
    _admitted(browser, north)
    back = browser.at_provider(browser.leave("/sign-in/with/north/"), "a-1")
    assert "iss=" in back
    assert _refused(browser.come_back(back.replace("iss=http", "iss=https")))


def test_a_provider_that_calls_itself_otherwise_is_not_gone_to(browser: Browser, north: Provider) -> None:
    with as_operator():
        IdentityProvider.objects.filter(slug="north").update(
            issuer=north.issuer.replace("127.0.0.1", "localhost")
        )
    answer = browser.site.get("/sign-in/with/north/")
    assert answer.status_code == 503
    assert b"is not responding" in answer.content


def test_a_provider_switched_off_is_no_address(browser: Browser, north: Provider) -> None:
    with as_operator():
        IdentityProvider.objects.update(enabled=False)
    assert browser.site.get("/sign-in/with/north/").status_code == 404


def test_a_second_factor_that_the_provider_did_not_ask_for_is_missed(
    browser: Browser, north: Provider, settings: Settings
) -> None:
    _admitted(browser, north)
    with as_operator():
        IdentityProvider.objects.update(required_amr="mfa")
    assert _refused(browser.sign_in(north, "a-1"))


def test_turning_back_at_the_provider_is_no_error(browser: Browser, north: Provider) -> None:
    state = asked_of(browser.leave("/sign-in/with/north/"))["state"]
    answer = browser.come_back(f"{SITE}/sign-in/with/north/back/?error=access_denied&state={state}")
    assert answer.headers["Location"] == "/sign-in/not-finished/"


def test_a_factor_kept_here_is_no_way_round_the_agency(
    browser: Browser, north: Provider, settings: Settings
) -> None:
    user = _admitted(browser, north)
    browser.sign_in(north, "a-1")
    for page in (
        "password/",
        "authenticator/add/",
        "passkeys/",
        "passkeys/add/",
        "recovery-codes/new/",
        "confirm/",
    ):
        assert browser.site.get(f"/account/{page}").headers["Location"] == "/account/", page
    assert b"manages its password" in browser.site.get("/account/").content
    # Were a password there all the same, it would not open the account.
    change_user(user, password=make_password("cairns mark the path 7"))
    stranger = Browser()
    answer = stranger.site.post("/sign-in/", {"login": user.username, "password": "cairns mark the path 7"})
    assert answer.headers["Location"] == "/account/inactive/"
    assert not stranger.is_in
