"""Which level of risk stands."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.supervision.risk.queries import current_risk, risk_assessments_of
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.factories.supervision import make_risk

pytestmark = pytest.mark.django_db


def test_the_latest_stands_and_earlier_ones_stood_on_earlier_days() -> None:
    with acting_as(make_user()) as officer:
        nominal, other = make_person(officer), make_person(officer)
        assert current_risk(nominal.pk) is None
        low = make_risk(officer, nominal, level="low", set_on=date(2026, 1, 5))
        high = make_risk(officer, nominal, level="high", set_on=date(2026, 2, 5))
        make_risk(officer, other, level="medium")
        assert current_risk(nominal.pk) == high
        assert current_risk(nominal.pk, as_at=date(2026, 2, 4)) == low
        assert current_risk(nominal.pk, as_at=date(2026, 1, 4)) is None
        assert risk_assessments_of(nominal.pk) == [high, low]
