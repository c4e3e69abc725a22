"""Step-up for somebody who signs in at their agency: the provider asks them once more."""

from __future__ import annotations

import pytest
import requests

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Happening, SignInEvent
from tests.web.signin.provider.agency import Browser, Provider, asked_of
from tests.web.signin.provider.test_round_trip import AVERY, _admitted

pytestmark = pytest.mark.django_db

SESSIONS = "/account/sessions/"


def _stale(browser: Browser) -> None:
    """As if the sign-in were long ago."""
    session = browser.site.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 3600
    session.save()


def test_they_are_sent_to_their_provider_with_a_new_sign_in_asked_and_come_back(
    browser: Browser, north: Provider
) -> None:
    user = _admitted(browser, north)
    browser.sign_in(north, "a-1")
    _stale(browser)
    sent = browser.site.post(SESSIONS)
    assert sent.headers["Location"] == "/account/confirm/at-agency/?next=%2Faccount%2Fsessions%2F"
    away = browser.leave(sent.headers["Location"])
    assert (asked_of(away)["prompt"], asked_of(away)["max_age"]) == ("login", "0")
    back = browser.come_back(browser.at_provider(away, "a-1"))
    assert back.headers["Location"] == SESSIONS
    assert browser.site.post(SESSIONS).headers["Location"] == SESSIONS
    with acting_as(user):
        assert SignInEvent.objects.filter(kind=Happening.CONFIRMED, way="provider").count() == 1


def test_somebody_else_confirming_is_refused(browser: Browser, north: Provider) -> None:
    north.knows(**{name: {**AVERY, "groups": ["cairn-officers"]} for name in ("a-1", "a-2")})
    _admitted(browser, north)
    browser.sign_in(north, "a-1")
    _stale(browser)
    away = browser.leave("/account/confirm/at-agency/")
    browser.agency = requests.Session()
    assert browser.come_back(browser.at_provider(away, "a-2")).status_code == 403
    assert browser.site.post(SESSIONS).headers["Location"].startswith("/account/confirm/at-agency/")


def test_a_provider_that_did_not_ask_again_is_not_believed(browser: Browser, north: Provider) -> None:
    _admitted(browser, north)
    browser.sign_in(north, "a-1")
    _stale(browser)
    away = (
        browser.leave("/account/confirm/at-agency/")
        .replace("prompt=login", "prompt=")
        .replace("max_age=0", "max_age=9999")
    )
    # As if that sign-in there were an hour before ours was asked for.
    session = browser.site.session
    states = session["socialaccount_states"]
    for state in states.values():
        state[0]["asked_at"] += 3600
    session.save()
    assert browser.come_back(browser.at_provider(away, "a-1")).status_code == 401
