"""Which level stands."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.plan.level.queries import current_level, levels_of
from cairn.plan.level.services import decide_level
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_the_latest_stands_and_earlier_ones_stood_on_earlier_days() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        assert current_level(nominal.pk) is None
        one, two = (
            decide_level(
                officer,
                nominal_id=nominal.pk,
                level=level,
                set_on=date(2026, month, 5),
                reason="Because",
                lead_agency=officer.agency,
            )
            for level, month in ((1, 1), (2, 2))
        )
        assert current_level(nominal.pk) == two
        assert current_level(nominal.pk, as_at=date(2026, 2, 4)) == one
        assert current_level(nominal.pk, as_at=date(2026, 1, 4)) is None
        assert levels_of(nominal.pk) == [two, one]
