"""Which visits were made."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.supervision.visits.queries import last_seen_at_home, visits_of
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.factories.supervision import make_visit

pytestmark = pytest.mark.django_db


def test_only_a_visit_at_which_the_person_was_seen_counts() -> None:
    with acting_as(make_user()) as officer:
        nominal, other = make_person(officer), make_person(officer)
        seen = make_visit(officer, nominal, visited_on=date(2026, 1, 6))
        tried = make_visit(officer, nominal, visited_on=date(2026, 2, 6), outcome="no-reply")
        make_visit(officer, other, visited_on=date(2026, 2, 1))
        assert visits_of(nominal.pk) == [tried, seen]
        assert last_seen_at_home(nominal.pk, as_at=date(2026, 3, 1)) == date(2026, 1, 6)
        assert last_seen_at_home(nominal.pk, as_at=date(2026, 1, 5)) is None
