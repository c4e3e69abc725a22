"""Finding people by facts of subjects that say how they are found."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from cairn.accounts.database_user import acting_as
from cairn.project.subjects import SUBJECTS
from cairn.record.financial.subject import FINANCIAL
from cairn.search.people import find
from cairn.search.query import read_query
from cairn.subjects import registry
from cairn.subjects.declaration import Finding
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def _found_by_sort_code() -> Iterator[None]:
    """As if accounts were found by their sort code."""
    finding = Finding(
        column="sort_code", read=lambda text: text if re.fullmatch(r"\d\d-\d\d-\d\d", text) else ""
    )
    before = FINANCIAL.finding
    object.__setattr__(FINANCIAL, "finding", finding)
    yield
    object.__setattr__(FINANCIAL, "finding", before)
    registry.install(SUBJECTS)


@pytest.mark.usefixtures("_found_by_sort_code")
def test_what_reads_as_a_fact_is_no_name() -> None:
    query = read_query("Lingwell 10-20-30", None)
    assert (query.words, query.facts) == (("Lingwell",), (("financial", "10-20-30"),))
    assert query.kind == "name and bank account or card"


@pytest.mark.usefixtures("_found_by_sort_code")
def test_a_person_is_found_by_it_by_those_who_read_it() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        nominal.financial_details.create(kind="bank-account", institution="Fell Bank", sort_code="10-20-30")
        assert [(row.nominal_id, row.why) for row in find(user, text="10-20-30")] == [
            (nominal.pk, "Bank account, Fell Bank")
        ]
    with acting_as(make_user()) as other:
        assert find(other, text="10-20-30") == []
