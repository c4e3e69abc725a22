"""Each fact that is to be found out has its page, one press away."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest

from cairn.accounts.roles import Role
from cairn.law.needs import NEEDS
from cairn.record.convictions.duties import FIND_OUT
from cairn.web.person.next_act import act_for
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db
WHO, ROW = uuid4(), uuid4()


@dataclass(frozen=True)
class Owed:
    """A duty to find something out, as a row of the clock."""

    agency_id: UUID
    of: str
    nominal_id: UUID = WHO
    basis: str = "policy"
    kind: str = FIND_OUT
    source_id: UUID | None = ROW


@pytest.mark.parametrize("need", NEEDS)
def test_only_what_a_person_must_decide_leads_to_the_reasons(need: str) -> None:
    officer = make_user()
    button, page = act_for(Owed(officer.agency_id, need), officer)
    assert button
    assert str(WHO) in page
    assert ("/reasons/" in page) == (need == "law")


def test_of_a_breach_the_order_is_recorded_and_of_a_sentence_the_sentence_corrected() -> None:
    officer = make_user()
    assert act_for(Owed(officer.agency_id, "order"), officer)[1] == f"/people/{WHO}/order/"
    assert (
        act_for(Owed(officer.agency_id, "sentence-length"), officer)[1]
        == f"/people/{WHO}/facts/sentences/{ROW}/correct/"
    )
    assert (
        act_for(Owed(officer.agency_id, "sentence"), officer)[1]
        == f"/people/{WHO}/conviction/{ROW}/sentence/"
    )


def test_whoever_keeps_no_record_or_works_elsewhere_is_led_nowhere() -> None:
    officer = make_user()
    analyst = make_user(Role.ANALYST, agency=officer.agency)
    assert act_for(Owed(officer.agency_id, "offence"), analyst) == ("", "")
    assert act_for(Owed(officer.agency_id, "offence"), make_user()) == ("", "")
