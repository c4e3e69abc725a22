"""Those who read the ledger's pages, beside the case."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from tests.factories.access import make_user
from tests.web.conftest import Case


@dataclass(frozen=True)
class Readers:
    supervisor: User
    auditor: User
    partners_auditor: User


@pytest.fixture
def readers(case: Case) -> Readers:
    return Readers(
        supervisor=make_user(Role.SUPERVISOR, agency=case.police),
        auditor=make_user(Role.AUDITOR, agency=case.police),
        partners_auditor=make_user(Role.AUDITOR, agency=case.housing),
    )
