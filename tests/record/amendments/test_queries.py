"""Why rows of a record were changed, for those who read it."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.access.models import Relation
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.record.amendments.queries import amendments_of, by_row_and_moment
from cairn.record.amendments.services import correct
from cairn.record.orders.subject import ORDER
from tests.factories.access import make_agency, make_user
from tests.factories.acts import order
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_the_owner_reads_why_a_row_was_changed_and_a_partner_does_not() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        made = order(user, nominal.pk)
        correct(
            user, ORDER, row_id=made.pk, values={"until": date(2028, 1, 1)}, ground="typing", why="Misread."
        )
        (found,) = amendments_of(nominal.pk)
        assert by_row_and_moment([found]) == {(made.pk, made.past.last().pgh_created_at): found}
        partner = make_agency(kind=AgencyKind.PROBATION)
        open_partnership(
            user,
            nominal_id=nominal.pk,
            agency=partner,
            relation=Relation.PARTNER,
            purpose="managed together",
            starts=today(),
        )
    with acting_as(make_user(Role.PARTNER, agency=partner)):
        assert amendments_of(nominal.pk) == []
