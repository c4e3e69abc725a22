"""Opening a record in an emergency: at once, for hours, to read, and never without a review."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from cairn.access.break_glass.services import break_glass, review_break_glass
from cairn.access.models import BreakGlass
from cairn.access.restricted.services import restrict_record
from cairn.accounts.database_user import acting_as
from cairn.accounts.kinds import AgencyKind
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.models import Duty
from cairn.clock.services import recompute_nominal
from cairn.dates import today
from cairn.errors import BadInput, CairnError, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.models import Nominal
from tests.access.people import People, make_people
from tests.factories.access import make_agency, make_user
from tests.factories.acts import refused_at

WHY = "He may be about to hurt a child tonight"
FOUND = "A colleague's call confirms the emergency"


def open_it(people: People, user: User | None = None) -> BreakGlass:
    user = user or people.other_officer
    with acting_as(user):
        return break_glass(user, nominal_id=people.nominal_id, why=WHY)


# Each act in a transaction of its own, as on a site: the database measures an opening by its own clock.
@pytest.mark.django_db(transaction=True)
def test_an_opening_opens_the_record_in_its_own_transaction_and_owes_a_review_at_once() -> None:
    people = make_people()
    officer = people.other_officer
    with acting_as(officer):
        assert not Nominal.objects.exists()
        opened = break_glass(officer, nominal_id=people.nominal_id, why=f"  {WHY}\n")
        assert Nominal.objects.get().pk == people.nominal_id
        entry = Entry.objects.get(nominal_id=people.nominal_id)
        assert (entry.act, entry.what, entry.why) == ("consultation", "record opened in an emergency", WHY)
    assert opened.until - opened.opened_at == timedelta(hours=4)
    assert opened.review_by - opened.opened_at == timedelta(hours=24)
    with acting_as(officer):
        assert Nominal.objects.exists()
        with pytest.raises(Conflict):
            break_glass(officer, nominal_id=people.nominal_id, why=WHY)
    with acting_as(people.owner_supervisor):
        duty = Duty.objects.get(kind="access-review")
        assert (duty.source_id, duty.owner_id) == (opened.pk, people.owner_supervisor.agency_id)
    with acting_as(make_user(agency=officer.agency)):
        assert not Nominal.objects.exists()


@pytest.mark.django_db
def test_a_review_says_what_was_found_and_ends_the_duty() -> None:
    people = make_people()
    opened, supervisor = open_it(people), people.owner_supervisor
    with acting_as(supervisor):
        for finding, note, field in [("maybe", FOUND, "finding"), ("justified", "ok", "note")]:
            with pytest.raises(BadInput) as refusal:
                review_break_glass(supervisor, break_glass_id=opened.pk, finding=finding, note=note)
            assert refusal.value.field == field
        reviewed = review_break_glass(
            supervisor, break_glass_id=opened.pk, finding="not-justified", note=FOUND
        )
        assert (reviewed.reviewed_by, reviewed.finding, reviewed.review_note) == (
            supervisor,
            "not-justified",
            FOUND,
        )
        assert not Duty.objects.filter(kind="access-review").exists()
        assert Entry.objects.filter(what="emergency opening reviewed", why=FOUND).count() == 1
        with pytest.raises(Conflict, match="reviewed already"):
            review_break_glass(supervisor, break_glass_id=opened.pk, finding="justified", note=FOUND)


@pytest.mark.django_db
def test_a_review_not_done_in_time_is_overdue() -> None:
    people = make_people()
    open_it(people)
    with acting_as(people.owner_supervisor):
        recompute_nominal(people.nominal_id, as_at=today() + timedelta(days=2))
        assert Duty.objects.get(kind="access-review").state == "overdue"


@pytest.mark.django_db
def test_only_a_supervisor_of_the_owner_reviews_and_never_their_own() -> None:
    people = make_people()
    opened = open_it(people, people.other_supervisor)
    refusals = {
        people.other_supervisor: NotAllowed,
        people.owner_officer: NotFound,
        make_user(Role.SUPERVISOR): NotFound,
        make_user(Role.SUPERVISOR, agency=people.other_officer.agency): NotFound,
    }
    for user, refusal in refusals.items():
        with acting_as(user), pytest.raises(refusal):
            review_break_glass(user, break_glass_id=opened.pk, finding="justified", note=FOUND)


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["", "urgent", "x" * 2_001], ids=["none", "a word", "a book"])
def test_an_emergency_has_a_reason(why: str) -> None:
    people = make_people()
    with acting_as(people.other_officer) as officer, pytest.raises(BadInput) as refusal:
        break_glass(officer, nominal_id=people.nominal_id, why=why)
    assert refusal.value.field == "why"


@pytest.mark.django_db
def test_who_may_not_and_what_may_not_be_opened() -> None:
    people = make_people()
    nurse = make_user(Role.SUPERVISOR, agency=make_agency(AgencyKind.HEALTH))
    clerk = make_user(Role.FRONT_COUNTER)

    def refusal(user: User, nominal_id: uuid.UUID) -> str:
        with acting_as(user), pytest.raises(CairnError) as found:
            break_glass(user, nominal_id=nominal_id, why=WHY)
        return refused_at(found.value)[0]

    assert refusal(nurse, people.nominal_id) == "NotAllowed"
    assert refusal(clerk, people.nominal_id) == "NotAllowed"
    assert refusal(people.owner_officer, people.nominal_id) == "Conflict"
    assert refusal(people.other_officer, uuid.uuid4()) == "NotFound"


@pytest.mark.django_db
def test_a_restricted_record_is_refused_in_the_words_for_nobody_at_all() -> None:
    people = make_people()
    with acting_as(people.owner_supervisor) as supervisor:
        restrict_record(supervisor, nominal_id=people.nominal_id, ground="other", why=WHY, readers=[])
    said = set()
    for nominal_id in (people.nominal_id, uuid.uuid4()):
        with acting_as(people.other_officer) as officer, pytest.raises(NotFound) as refusal:
            break_glass(officer, nominal_id=nominal_id, why=WHY)
        said.add(str(refusal.value))
    assert len(said) == 1
