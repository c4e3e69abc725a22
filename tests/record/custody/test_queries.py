from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.record.custody.queries import away_on, times_away_of
from cairn.record.custody.services import record_time_away
from tests.factories.access import make_user
from tests.factories.acts import TODAY
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_periods_come_newest_first_and_the_day_of_release_is_at_liberty() -> None:
    with acting_as(make_user()) as user:
        nominal, other = make_person(user), make_person(user)
        old = record_time_away(
            user,
            nominal_id=nominal.pk,
            kind="custody",
            began=date(2020, 1, 1),
            ended=date(2020, 6, 1),
            today=TODAY,
        )
        new = record_time_away(
            user, nominal_id=nominal.pk, kind="hospital", began=date(2021, 1, 1), today=TODAY
        )
        record_time_away(user, nominal_id=other.pk, kind="custody", began=date(2020, 1, 1), today=TODAY)
        assert times_away_of(nominal.pk) == [new, old]
        assert away_on(nominal.pk, as_at=date(2020, 5, 31)) == [old]
        assert away_on(nominal.pk, as_at=date(2020, 6, 1)) == []
        assert away_on(nominal.pk, as_at=date(2021, 1, 1)) == [new]
