"""A site without second factors, and a case of several agencies to look at."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import Resolver404, resolve
from pytest_django.fixtures import Settings

from cairn.access.models import Relation
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Agency, AgencyKind, User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.record.convictions.services import NewDisposal, record_conviction
from cairn.record.identity.models import Nominal
from cairn.web.actions.note import FIELD, PageNote, issue
from cairn.web.actions.shown import key_of
from tests.factories.access import make_agency, make_user
from tests.factories.record import make_person


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})


def just_now(client: Client) -> None:
    """Signed in a moment ago: nothing asks them to confirm that it is still them."""
    session = client.session
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    session.save()


class Browser(Client):
    """A browser that sends an action page as the page itself would: with the signed note that every one carries."""

    def post(self, path: str, data: Any = None, *more: Any, **options: Any) -> Any:
        """What a test did not fill in of the page is its note, made anew each time: another opening of the page."""
        sent = {} if data is None else data
        if isinstance(sent, dict) and FIELD not in sent and (note := self.note_for(path)):
            sent = sent | {FIELD: note}
        return super().post(path, sent, *more, **options)

    def note_for(self, path: str) -> str:
        try:
            match = resolve(path.partition("?")[0])
        except Resolver404:
            return ""
        page, user_id = getattr(match.func, "page", None), self.session.get("_auth_user_id")
        if page is None or user_id is None:
            return ""
        nominal_id = match.kwargs.get("nominal_id")
        note = PageNote(UUID(user_id), key_of(page, match.kwargs), nominal_id, path, token=uuid4())
        return issue(note)


@pytest.fixture
def as_user() -> Callable[[User], Client]:
    """A browser in which this user has signed in."""

    def signed_in(user: User) -> Client:
        client = Browser()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        just_now(client)
        return client

    return signed_in


def say_why(client: Client, nominal: Nominal) -> None:
    """Give the reason that a restricted record asks for before its first page."""
    answer = client.post(f"/people/{nominal.pk}/why/", {"why": "To prepare the visit tomorrow"})
    assert answer.status_code == 302, answer.content


@dataclass(frozen=True)
class Case:
    """A person owned by a police force and shared with a housing authority."""

    officer: User
    coordinator: User
    partner: User
    stranger: User
    police: Agency
    housing: Agency
    nominal: Nominal


def make_case(opened_on: date | None = None) -> Case:
    """The case, of a record that was opened today, or on that day."""
    day, officer = opened_on or today(), make_user()
    police, housing = officer.agency, make_agency(AgencyKind.HOUSING)
    with acting_as(officer):
        nominal = make_person(officer, forenames="Rowan", surname="Testcase", officer=officer, today=day)
        record_conviction(
            officer,
            nominal_id=nominal.pk,
            outcome="conviction",
            on=date(2020, 3, 2),
            offence="SOA 2003 s.9",
            offence_date=date(2019, 6, 1),
            victim_age=14,
            court="Fellside Crown Court",
            disposals=[NewDisposal(kind="imprisonment", years=2)],
        )
        open_partnership(
            officer,
            nominal_id=nominal.pk,
            agency=housing,
            relation=Relation.PARTNER,
            purpose="Housing under the plan",
            starts=day,
        )
    return Case(
        officer=officer,
        coordinator=make_user(Role.COORDINATOR, agency=police),
        partner=make_user(Role.PARTNER, agency=housing),
        stranger=make_user(),
        police=police,
        housing=housing,
        nominal=nominal,
    )


@pytest.fixture
def case(db: None) -> Case:
    return make_case()
