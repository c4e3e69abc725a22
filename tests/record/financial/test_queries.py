"""Reading accounts and cards."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.record.financial.queries import financial_details_of
from cairn.record.financial.services import record_financial_detail
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_those_still_held_come_first_and_only_record_keepers_see_them() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        for number, until in [
            ("11111111", date(2020, 1, 1)),
            ("22222222", None),
            ("33333333", date(2022, 1, 1)),
        ]:
            record_financial_detail(
                officer,
                nominal_id=nominal.pk,
                kind="bank-account",
                institution="A Bank",
                account_number=number,
                held_until=until,
            )
        order = [detail.account_number[0] for detail in financial_details_of(nominal.pk)]
    assert order == ["2", "3", "1"]
    with acting_as(make_user(Role.COORDINATOR, agency=officer.agency)):
        assert financial_details_of(nominal.pk) == []
