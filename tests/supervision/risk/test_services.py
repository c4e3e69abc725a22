"""Setting a level of risk."""

from __future__ import annotations

import uuid
from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind
from cairn.accounts.roles import Role
from cairn.errors import BadInput, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.supervision.risk.services import set_risk_level
from tests.factories.access import make_agency, make_user
from tests.factories.plan import make_partner
from tests.factories.record import make_person
from tests.factories.supervision import make_risk

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 5)


def test_a_level_is_kept_with_who_when_and_why() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        risk = set_risk_level(officer, nominal_id=nominal.pk, level="high", set_on=DAY, reason=" Breached ")
        assert (risk.level, risk.set_on, risk.set_by, risk.reason) == ("high", DAY, officer, "Breached")
        entry = Entry.objects.get(what="risk level")
        assert (entry.act, entry.actor_id, entry.nominal_id) == ("collection", officer.pk, nominal.pk)
        assert entry.detail == {"risk_assessment": str(risk.pk)}


@pytest.mark.parametrize(
    ("level", "set_on", "reason", "field"),
    [
        ("extreme", DAY, "Because", "level"),
        ("high", date(2100, 1, 1), "Because", "set_on"),
        ("high", date(2026, 1, 4), "Because", "set_on"),
        ("high", DAY, "  ", "reason"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(level: str, set_on: date, reason: str, field: str) -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        make_risk(officer, nominal, set_on=DAY)
        with pytest.raises(BadInput) as refusal:
            set_risk_level(officer, nominal_id=nominal.pk, level=level, set_on=set_on, reason=reason)
        assert refusal.value.field == field


def test_a_partner_a_front_counter_and_a_stranger_may_not() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        health = make_user(agency=make_agency(AgencyKind.HEALTH))
        make_partner(officer, nominal, health.agency)
    counter = make_user(Role.FRONT_COUNTER, agency=officer.agency)
    for user, refusal in ((health, NotAllowed), (counter, NotAllowed), (make_user(), NotFound)):
        with acting_as(user), pytest.raises(refusal):
            make_risk(user, nominal)
    with acting_as(officer), pytest.raises(NotFound):
        set_risk_level(officer, nominal_id=uuid.uuid4(), level="low", set_on=DAY, reason="Because")
