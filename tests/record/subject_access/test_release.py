"""Deciding item by item, deciding the whole, and a second person's release."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.models import Duty
from cairn.errors import BadInput, Conflict, NotAllowed
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.record.identity.services import add_name
from cairn.record.subject_access.models import AccessItem, SubjectRequest
from cairn.record.subject_access.release import (
    decide_item,
    decide_outcome,
    decide_plain_items,
    gather_items,
    release,
    send_back,
)
from tests.factories.access import make_user
from tests.factories.acts import refused_at
from tests.factories.record import make_person
from tests.factories.subject_access import TODAY, ask, decided
from tests.security.world import make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return make_user(Role.RECORDS)


@pytest.fixture
def request_(user: User) -> SubjectRequest:
    with acting_as(user):
        return ask(user, make_person(user, officer=make_user(agency=user.agency)).pk)


def _allocation(user: User, request: SubjectRequest) -> AccessItem:
    gather_items(user, request_id=request.pk)
    return AccessItem.objects.get(request=request, kind="record_allocation")


def test_another_person_releases_and_the_ledger_has_the_disclosure(
    user: User, request_: SubjectRequest
) -> None:
    second = make_user(Role.SUPERVISOR, agency=user.agency)
    with acting_as(user):
        decided(user, request_)
        with pytest.raises(NotAllowed, match="Somebody else"):
            release(user, request_id=request_.pk, today=TODAY)
        with pytest.raises(IntegrityError, match="release_needs_a_second_person"), transaction.atomic():
            SubjectRequest.objects.filter(pk=request_.pk).update(released_by=user, released_on=TODAY)
    with acting_as(second):
        release(second, request_id=request_.pk, today=TODAY)
        assert not Duty.objects.filter(kind="subject-access").exists()
        with pytest.raises(Conflict, match="was answered"):
            send_back(second, request_id=request_.pk)
        (entry,) = Entry.objects.filter(act=Act.DISCLOSURE)
    assert (entry.what, entry.recipient, entry.detail["outcome"]) == (
        "subject access answered",
        "the person",
        "part",
    )
    assert "s.45" in entry.why


def test_plain_facts_go_and_what_has_free_text_waits_to_be_read() -> None:
    world = make_world()
    with acting_as(make_user(Role.RECORDS, agency=world.officer.agency)) as user:
        gather_items(user, request_id=world.subject_request.pk)
        decide_plain_items(user, request_id=world.subject_request.pk, today=TODAY)
        by_kind = dict(AccessItem.objects.filter(place__gt=1).values_list("kind", "decision"))
    assert by_kind["record_trip"] == "disclose"
    assert by_kind["record_allocation"] == "redact"
    assert by_kind["supervision_riskassessment"] == by_kind["plan_plan"] == "proposed"


def test_gathering_again_adds_what_is_new_and_keeps_what_was_decided(
    user: User, request_: SubjectRequest
) -> None:
    with acting_as(user):
        first = len(gather_items(user, request_id=request_.pk))
        decide_plain_items(user, request_id=request_.pk, today=TODAY)
        add_name(user, nominal_id=request_.nominal_id, kind="alias", forenames="Al", surname="Ias")
        (added,) = gather_items(user, request_id=request_.pk)
        assert (added.kind, added.place) == ("record_name", first + 1)
        assert AccessItem.objects.filter(request=request_, decision="proposed").get() == added


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"decision": "redact", "ground": "crime", "reason": "x"}, "withheld"),
        ({"decision": "redact", "withheld": ["Shoe size"], "ground": "crime", "reason": "x"}, "withheld"),
        ({"decision": "withhold", "reason": "x"}, "ground"),
        ({"decision": "withhold", "ground": "crime"}, "reason"),
        ({"decision": "disclose", "silent": True}, "silent"),
        ({"decision": "disclose", "withheld": ["Officer"]}, "decision"),
        ({"decision": "withhold", "ground": "privilege", "reason": "x", "silent": True}, "silent"),
        ({"decision": "proposed"}, "decision"),
    ],
)
def test_withholding_wants_a_ground_a_reason_and_what(
    user: User, request_: SubjectRequest, facts: dict[str, Any], field: str
) -> None:
    with acting_as(user):
        item = _allocation(user, request_)
        with pytest.raises(BadInput) as refused:
            decide_item(user, item_id=item.pk, today=TODAY, **facts)
    assert refused_at(refused.value) == ("BadInput", field)


def test_the_outcome_must_fit_what_was_decided(user: User, request_: SubjectRequest) -> None:
    with acting_as(user):
        with pytest.raises(Conflict, match="Gather"):
            decide_outcome(user, request_id=request_.pk, outcome="full", today=TODAY)
        gather_items(user, request_id=request_.pk)
        with pytest.raises(Conflict, match="no decision yet"):
            decide_outcome(user, request_id=request_.pk, outcome="full", today=TODAY)
        with pytest.raises(BadInput):
            decide_outcome(user, request_id=request_.pk, outcome="neither", why="", today=TODAY)
        decide_plain_items(user, request_id=request_.pk, today=TODAY)
        for item in request_.items.filter(decision="proposed"):
            decide_item(user, item_id=item.pk, decision="disclose", today=TODAY)
        with pytest.raises(Conflict, match="in part"):
            decide_outcome(user, request_id=request_.pk, outcome="full", today=TODAY)
        for item in request_.items.filter(decision="redact"):
            decide_item(user, item_id=item.pk, decision="disclose", today=TODAY)
        with pytest.raises(Conflict, match="Nothing is visibly withheld"):
            decide_outcome(user, request_id=request_.pk, outcome="part", why="x", today=TODAY)
        assert decide_outcome(user, request_id=request_.pk, outcome="full", today=TODAY).outcome == "full"


def test_a_refusal_must_have_a_ground_that_the_letter_can_give(user: User, request_: SubjectRequest) -> None:
    with acting_as(user):
        item = _allocation(user, request_)
        facts = {"decision": "withhold", "ground": "crime", "reason": "An operation", "today": TODAY}
        decide_item(user, item_id=item.pk, silent=True, **facts)
        with pytest.raises(Conflict, match="must say why"):
            decide_outcome(user, request_id=request_.pk, outcome="restricted", why="x", today=TODAY)
        decide_item(user, item_id=item.pk, **facts)
        assert decide_outcome(user, request_id=request_.pk, outcome="restricted", why="x", today=TODAY)


def test_nothing_is_disclosed_to_somebody_who_is_not_verified(user: User) -> None:
    with acting_as(user):
        request = ask(user, make_person(user).pk, identity_how="")
        gather_items(user, request_id=request.pk)
        with pytest.raises(Conflict, match="Verify who asks"):
            decide_outcome(user, request_id=request.pk, outcome="full", today=TODAY)
        assert decide_outcome(
            user, request_id=request.pk, outcome="not-pursued", why="No proof came", today=TODAY
        )


def test_a_decision_is_changed_only_after_it_is_sent_back(user: User, request_: SubjectRequest) -> None:
    with acting_as(user):
        decided(user, request_)
        with pytest.raises(Conflict, match="Send it back"):
            gather_items(user, request_id=request_.pk)
    with acting_as(make_user(Role.SUPERVISOR, agency=user.agency)) as second:
        send_back(second, request_id=request_.pk)
        with pytest.raises(Conflict, match="Decide what the answer is"):
            release(second, request_id=request_.pk, today=TODAY)
