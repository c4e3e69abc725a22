"""Why a user may see a record, or not: in words, and the same as what the database lets them read."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from cairn.access.access_basis import AccessDecision, Through, access_decision
from cairn.access.break_glass.services import break_glass
from cairn.access.kinds import Purpose
from cairn.access.models import Relation
from cairn.access.need_to_know.matrix import matrix
from cairn.access.partnerships.services import open_partnership
from cairn.access.restricted.services import restrict_fact, restrict_record
from cairn.access.transfers.services import offer_record
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.record.models import Conviction, Nominal
from tests.access.people import People, make_people
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db


def decision(user: User, nominal_id: uuid.UUID) -> AccessDecision:
    """As told; and that it is open is what the database says too."""
    with acting_as(user):
        told = access_decision(user, nominal_id, as_at=today())
        assert (told.through != Through.NOTHING) == Nominal.objects.filter(pk=nominal_id).exists()
        assert {fact.kind for fact in (*told.reads, *told.not_read)} == set(matrix().facts)
        if told.through != Through.NOTHING:
            reads = "convictions" in {fact.kind for fact in told.reads}
            assert reads == Conviction.objects.filter(nominal_id=nominal_id).exists()
    return told


def test_the_owners_people_see_it_as_the_owners() -> None:
    people = make_people(convicted=True)
    told = decision(people.owner_officer, people.nominal_id)
    assert (told.through, told.restricted, told.withheld, told.holder) == (Through.OWNER, False, (), None)
    agency = people.owner_officer.agency.name
    assert told.because == (f"{agency} owns this record, and you act in it as offender manager.",)


def test_a_partner_is_told_its_purpose_and_until_when() -> None:
    people = make_people(convicted=True)
    until = today() + timedelta(days=3)
    with acting_as(people.owner_officer) as owner:
        open_partnership(
            owner,
            nominal_id=people.nominal_id,
            agency=people.other_officer.agency,
            relation=Relation.PARTNER,
            purpose="a tenancy near the school",
            purpose_kind=Purpose.ACCOMMODATION,
            starts=today(),
            until=until,
        )
    told = decision(people.other_officer, people.nominal_id)
    assert told.through == Through.PARTNER
    assert "accommodation (a tenancy near the school)" in told.because[0]
    assert {fact.kind for fact in told.not_read} >= {"convictions", "visits"}


def test_nothing_is_told_of_nobody_or_to_whom_nothing_is_told() -> None:
    people = make_people()
    unknown = decision(people.other_officer, uuid.uuid4())
    assert (unknown.through, unknown.holder) == (Through.NOTHING, None)
    elsewhere = decision(people.other_officer, people.nominal_id)
    assert elsewhere.holder is not None
    assert elsewhere.holder.agency == people.owner_officer.agency
    partner = decision(make_user(Role.PARTNER), people.nominal_id)
    assert (partner.because, partner.holder) == (unknown.because, None)
    auditor = decision(make_user(Role.AUDITOR, agency=people.owner_officer.agency), people.nominal_id)
    assert auditor.because == ("Your role, auditor, does not open people's records.",)


def test_an_emergency_and_an_offer_open_it_for_a_time() -> None:
    people = make_people(convicted=True)
    with acting_as(people.other_officer) as officer:
        break_glass(officer, nominal_id=people.nominal_id, why="He may be about to hurt a child")
    with acting_as(people.owner_supervisor) as supervisor:
        offer_record(
            supervisor, nominal_id=people.nominal_id, to_agency=officer.agency, why="He has moved there"
        )
    opened = decision(officer, people.nominal_id)
    offered = decision(people.other_supervisor, people.nominal_id)
    assert (opened.through, offered.through) == (Through.BREAK_GLASS, Through.OFFER)
    assert "opened this record in an emergency" in opened.because[0]
    assert "has offered this record" in offered.because[0]


def restrict(people: People, *readers: User) -> None:
    with acting_as(people.owner_supervisor) as supervisor:
        restrict_record(
            supervisor, nominal_id=people.nominal_id, ground="other", why="A source's record", readers=readers
        )


def test_a_restricted_record_is_as_nobodys_to_those_unnamed() -> None:
    people = make_people(convicted=True)
    restrict(people)
    for user in (people.owner_officer, people.other_officer):
        assert decision(user, people.nominal_id) == decision(user, uuid.uuid4())
    named = decision(people.owner_supervisor, people.nominal_id)
    assert named.restricted
    assert "restricted to named people" in named.because[1]


def test_who_has_facts_kept_from_them_is_told_so() -> None:
    people = make_people(convicted=True)
    with acting_as(people.owner_supervisor) as supervisor:
        restrict_fact(
            supervisor,
            nominal_id=people.nominal_id,
            kept_in="record_name",
            row_id=Nominal.objects.get().names.values_list("pk", flat=True).get(),
            category="source",
            why="An informant knows him by it",
            roles=["supervisor"],
        )
    told = decision(people.owner_officer, people.nominal_id)
    assert [marker.category for marker in told.withheld] == ["source"]
    assert "withheld" in told.because[-1]
    assert decision(people.owner_supervisor, people.nominal_id).withheld == ()
