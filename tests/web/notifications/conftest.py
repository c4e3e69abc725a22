"""Somebody under notification requirements for life, at home."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cairn.accounts.database_user import acting_as
from cairn.dates import today
from cairn.record.addresses.services import record_address
from cairn.record.convictions.services import NewDisposal, record_conviction
from tests.web.conftest import Case


@pytest.fixture
def at_home(case: Case) -> Case:
    officer, nominal_id = case.officer, case.nominal.pk
    with acting_as(officer):
        record_conviction(
            officer,
            nominal_id=nominal_id,
            outcome="conviction",
            on=date(2020, 3, 2),
            offence="SOA 2003 s.1",
            disposals=[NewDisposal(kind="imprisonment", years=4)],
        )
        since = today() - timedelta(400)
        record_address(officer, nominal_id=nominal_id, kind="home", lines="1 Fell View", starts=since)
    return case
