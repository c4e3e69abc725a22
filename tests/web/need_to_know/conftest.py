"""The people of a case who decide on access, and an officer of another force who needs it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from cairn.access.break_glass.models import BreakGlass
from cairn.access.break_glass.services import break_glass
from cairn.access.requests.models import AccessRequest
from cairn.access.requests.services import ask_for_access
from cairn.access.transfers.models import Transfer
from cairn.access.transfers.services import offer_record
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from tests.factories.access import make_user
from tests.web.conftest import Case, make_case

EMERGENCY = "Seen at a school gate just now, following a child"
NEED = "We have taken over the licence of this person since March"
MOVED = "They have moved to your area for good, with their licence"


@pytest.fixture
def case(db: None) -> Case:
    """Of a record that was opened some time ago: it may change hands today."""
    return make_case(date(2024, 3, 4))


@dataclass(frozen=True)
class Deciders:
    """The owner's supervisor and records officer; another force's officer, supervisor and auditor."""

    supervisor: User
    records: User
    stranger: User
    their_supervisor: User
    their_auditor: User


@pytest.fixture
def people(case: Case) -> Deciders:
    theirs = case.stranger.agency
    return Deciders(
        supervisor=make_user(Role.SUPERVISOR, agency=case.police),
        records=make_user(Role.RECORDS, agency=case.police),
        stranger=case.stranger,
        their_supervisor=make_user(Role.SUPERVISOR, agency=theirs),
        their_auditor=make_user(Role.AUDITOR, agency=theirs),
    )


@pytest.fixture
def opening(case: Case, people: Deciders) -> BreakGlass:
    """The other force's officer has opened the record in an emergency."""
    with acting_as(people.stranger):
        return break_glass(people.stranger, nominal_id=case.nominal.pk, why=EMERGENCY)


@pytest.fixture
def asked(case: Case, people: Deciders) -> AccessRequest:
    """The other force has asked for access."""
    with acting_as(people.stranger):
        return ask_for_access(
            people.stranger, nominal_id=case.nominal.pk, purpose_kind="custody", why=NEED, days=60
        )


@pytest.fixture
def offered(case: Case, people: Deciders) -> Transfer:
    """The owner has offered the record to the other force."""
    with acting_as(people.supervisor):
        return offer_record(
            people.supervisor, nominal_id=case.nominal.pk, to_agency=people.stranger.agency, why=MOVED
        )
