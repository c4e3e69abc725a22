"""Asking for access: the owner decides for what and for how long."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from cairn.access.kinds import Purpose
from cairn.access.models import AccessRequest, Partnership
from cairn.access.requests.services import MOST_DAYS, ask_for_access, grant_access, refuse_access
from cairn.access.restricted.services import restrict_record
from cairn.accounts.database_user import acting_as
from cairn.accounts.kinds import AgencyKind
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.models import Conviction, Nominal, Notification
from tests.access.people import People, make_people
from tests.factories.access import make_agency, make_user

pytestmark = pytest.mark.django_db

WHY = "He is in our prison from Monday on"


def ask(people: People, user: User | None = None, **facts: object) -> AccessRequest:
    user = user or people.other_officer
    asked = {
        "nominal_id": people.nominal_id,
        "purpose_kind": Purpose.CUSTODY,
        "why": WHY,
        "days": 30,
        **facts,
    }
    with acting_as(user):
        return ask_for_access(user, **asked)  # type: ignore[arg-type]


def test_what_is_granted_is_the_owners_purpose_and_days() -> None:
    people = make_people(convicted=True)
    asked = ask(people, days=200)
    with acting_as(people.owner_officer) as owner:
        partnership = grant_access(owner, request_id=asked.pk, purpose_kind=Purpose.MONITORING, days=7)
        asked.refresh_from_db()
        assert (asked.outcome, asked.decided_by, asked.partnership_id) == ("granted", owner, partnership.pk)
        acts = Entry.objects.filter(nominal_id=people.nominal_id, what__in=["request for access answered"])
        assert acts.count() == 1
    assert (partnership.purpose_kind, partnership.until) == ("monitoring", today() + timedelta(days=6))
    with acting_as(people.other_officer):
        assert Nominal.objects.exists()
        assert not Conviction.objects.exists()
        assert not Notification.objects.exists()


def test_a_refusal_says_why_and_the_agency_may_ask_again() -> None:
    people = make_people()
    asked = ask(people)
    with acting_as(people.owner_supervisor) as owner:
        with pytest.raises(BadInput) as refusal:
            refuse_access(owner, request_id=asked.pk, answer="No.")
        assert refusal.value.field == "answer"
        refuse_access(owner, request_id=asked.pk, answer="He is in another prison by now")
        for answer in (
            lambda: refuse_access(owner, request_id=asked.pk, answer="He is in another prison"),
            lambda: grant_access(owner, request_id=asked.pk, purpose_kind="custody", days=3),
        ):
            with pytest.raises(Conflict, match="answered already"):
                answer()
    with acting_as(people.other_officer):
        assert AccessRequest.objects.get().answer == "He is in another prison by now"
        assert not Nominal.objects.exists()
    assert ask(people).pk != asked.pk


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"purpose_kind": "curiosity"}, "purpose_kind"),
        ({"why": "because"}, "why"),
        ({"days": 0}, "days"),
        ({"days": MOST_DAYS + 1}, "days"),
    ],
)
def test_what_cannot_be_asked_is_refused_at_its_field(facts: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        ask(make_people(), **facts)
    assert refusal.value.field == field


def test_an_agency_asks_once_at_a_time_and_not_for_its_own() -> None:
    people = make_people()
    ask(people)
    with pytest.raises(Conflict, match="has asked"):
        ask(people, people.other_supervisor)
    with pytest.raises(Conflict, match="works with"):
        ask(people, people.owner_officer)


def test_whoever_is_not_told_that_a_record_exists_asks_for_nobody() -> None:
    people = make_people()
    said = set()
    for user, nominal_id in [
        (people.other_officer, uuid.uuid4()),
        (make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING)), people.nominal_id),
        (make_user(Role.FRONT_COUNTER), people.nominal_id),
    ]:
        with pytest.raises(NotFound) as refusal:
            ask(people, user, nominal_id=nominal_id)
        said.add(str(refusal.value))
    with acting_as(people.owner_supervisor) as supervisor:
        restrict_record(supervisor, nominal_id=people.nominal_id, ground="other", why=WHY, readers=[])
    with pytest.raises(NotFound) as refusal:
        ask(people)
    assert {*said, str(refusal.value)} == said
    assert len(said) == 1


def test_only_those_of_the_owner_who_share_records_answer() -> None:
    people = make_people()
    asked = ask(people)
    clerk = make_user(Role.FRONT_COUNTER, agency=people.owner_officer.agency)
    for user, refusal in [(people.other_officer, NotFound), (make_user(), NotFound), (clerk, NotAllowed)]:
        with acting_as(user), pytest.raises(refusal):
            grant_access(user, request_id=asked.pk, purpose_kind="custody", days=1)
        with acting_as(user), pytest.raises(refusal):
            refuse_access(user, request_id=asked.pk, answer="He is in another prison")
    with acting_as(people.owner_officer):
        assert Partnership.objects.count() == 1
