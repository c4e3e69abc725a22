"""The mark that keeps synthetic and real apart."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.models import Agency, AgencyKind, SyntheticMark
from cairn.accounts.synthetic import demo_or_real, mark_of
from cairn.demo.mark import must_be_empty, wipe
from cairn.errors import Conflict
from cairn.record.models import Nominal

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def _mark() -> None:
    SyntheticMark.objects.using("owner").create(seed=1, nominals=1, as_at=date(2026, 3, 17))


def test_a_real_site_starts_on_an_unmarked_database() -> None:
    demo_or_real(demo=False, using="owner")
    assert mark_of("owner") is None


def test_a_real_site_refuses_a_database_of_invented_people() -> None:
    _mark()
    with pytest.raises(Conflict, match="holds the synthetic register"):
        demo_or_real(demo=False, using="owner")


def test_a_demonstration_starts_on_a_marked_database_only() -> None:
    with pytest.raises(Conflict, match="not marked as synthetic"):
        demo_or_real(demo=True, using="owner")
    _mark()
    demo_or_real(demo=True, using="owner")
    assert mark_of("owner") is not None


def test_an_agency_that_somebody_set_up_makes_a_database_not_empty() -> None:
    must_be_empty()
    Agency.objects.using("owner").create(name="A real force", kind=AgencyKind.POLICE)
    with pytest.raises(Conflict, match="0 people and 1 agencies"):
        must_be_empty()


def test_an_unmarked_database_is_never_emptied() -> None:
    Nominal.objects.using("owner").create(date_of_birth=date(1980, 5, 1))
    with pytest.raises(Conflict, match="not marked"):
        wipe()
    assert Nominal.objects.using("owner").count() == 1


def test_emptying_takes_the_people_and_the_mark() -> None:
    _mark()
    Nominal.objects.using("owner").create(date_of_birth=date(1980, 5, 1))
    wipe()
    assert Nominal.objects.using("owner").count() == 0
    assert mark_of("owner") is None
