"""What agencies say about an action, and what becomes of it: nothing that cannot be done is anybody's for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.clock.models import Duty
from cairn.dates import today
from cairn.errors import BadInput, CairnError, Conflict, NotAllowed, NotFound
from cairn.plan.actions.changing import change_action, name_person
from cairn.plan.actions.messages.models import ActionMessage
from cairn.plan.actions.messages.queries import messages_about
from cairn.plan.actions.messages.services import (
    answer_message,
    ask_more_time,
    ask_question,
    comment_on_action,
    decline_action,
)
from cairn.plan.actions.queries import wordings_before
from cairn.plan.actions.services import accept_action, complete_action, withdraw_action
from cairn.plan.models import Action
from tests.factories.access import make_agency, make_user
from tests.factories.plan import make_action, make_partner, make_plan
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
SOON, LATER = today() + timedelta(days=10), today() + timedelta(days=30)


@pytest.fixture
def housing() -> User:
    return make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))


@pytest.fixture
def officer() -> User:
    return make_user()


@pytest.fixture
def action(officer: User, housing: User) -> Action:
    with acting_as(officer):
        nominal = make_person(officer)
        make_partner(officer, nominal, housing.agency)
        return make_action(officer, make_plan(officer, nominal), agency=housing.agency, due_on=SOON)


def duties(user: User) -> set[tuple[str, str | None]]:
    """Kind and whose: None for the owner of the record."""
    with acting_as(user):
        return {
            (duty.kind, None if duty.owner_id == duty.agency_id else "partner")
            for duty in Duty.objects.filter(kind__startswith="action")
        }


def test_a_declined_action_is_work_of_whoever_set_it_until_they_decide(
    officer: User, housing: User, action: Action
) -> None:
    assert {kind for kind, _ in duties(officer)} == {"action"}
    with acting_as(housing):
        message = decline_action(housing, action_id=action.pk, reason="The tenancy is not ours")
        with pytest.raises(Conflict):
            complete_action(housing, action_id=action.pk, outcome="Done after all")
    assert {kind for kind, _ in duties(officer)} == {"action-declined"}
    assert duties(housing) <= {("action-declined", None)}
    with acting_as(officer):
        answer_message(
            officer,
            message_id=message.pk,
            answer_kind="refused",
            answer="It was transferred to you on Monday",
        )
    assert {kind for kind, _ in duties(officer)} == {"action"}
    with acting_as(housing):
        assert accept_action(housing, action_id=action.pk).state == "accepted"


def test_a_declined_action_is_given_to_another_agency_and_the_first_is_answered_by_it(
    officer: User, housing: User, action: Action
) -> None:
    other = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HEALTH))
    with acting_as(housing):
        name_person(housing, action_id=action.pk, person=housing)
        message = decline_action(housing, action_id=action.pk, reason="Not ours")
    with acting_as(officer):
        make_partner(officer, action.nominal, other.agency)
        change_action(
            officer,
            action_id=action.pk,
            what=action.what,
            agency=other.agency,
            due_on=SOON,
            why="Health holds the tenancy file",
        )
        message.refresh_from_db()
        assert message.answer_kind == "changed"
        (before,) = wordings_before(Action.objects.get(pk=action.pk))
        assert (before.agency, before.why) == (housing.agency, "Health holds the tenancy file")
    with acting_as(other):
        mine = Action.objects.get(pk=action.pk)
        assert (mine.state, mine.named, mine.declined_on) == ("proposed", None, None)
        # What the first agency said stays between it and the owner, unless the purpose shares the plan.
        assert accept_action(other, action_id=action.pk).state == "accepted"


def test_more_time_is_asked_for_and_given_and_the_old_date_can_be_read(
    officer: User, housing: User, action: Action
) -> None:
    with acting_as(housing):
        with pytest.raises(BadInput) as refusal:
            ask_more_time(housing, action_id=action.pk, until=SOON, reason="Staff are away")
        assert refusal.value.field == "until"
        message = ask_more_time(housing, action_id=action.pk, until=LATER, reason="Staff are away")
        assert Action.objects.get(pk=action.pk).due_on == SOON
    assert {kind for kind, _ in duties(officer)} == {"action", "action-answer"}
    with acting_as(officer):
        with pytest.raises(BadInput) as refusal:
            answer_message(officer, message_id=message.pk, answer_kind="new-date", answer="Yes")
        assert refusal.value.field == "due_on"
        answer_message(officer, message_id=message.pk, answer_kind="new-date", answer="Yes", due_on=LATER)
        row = Action.objects.get(pk=action.pk)
        assert row.due_on == LATER
        assert [(was.due_on, was.why) for was in wordings_before(row)] == [(SOON, "Yes")]
    assert {kind for kind, _ in duties(officer)} == {"action"}


def test_a_question_is_answered_and_both_are_attributed(officer: User, housing: User, action: Action) -> None:
    with acting_as(housing):
        asked = ask_question(housing, action_id=action.pk, text="Which tenancy?")
        comment_on_action(housing, action_id=action.pk, text="We have two")
    with acting_as(officer):
        comment_on_action(officer, action_id=action.pk, text="I will look")
        answer_message(officer, message_id=asked.pk, answer_kind="answered", answer="Harbour Row")
        with pytest.raises(Conflict):
            answer_message(officer, message_id=asked.pk, answer_kind="answered", answer="Again")
    with acting_as(housing):
        thread = messages_about(action.pk)
        assert [(each.kind, each.said_by) for each in thread] == [
            ("question", housing),
            ("comment", housing),
            ("comment", officer),
        ]
        assert (thread[0].answer, thread[0].answered_by) == ("Harbour Row", officer)


def test_a_withdrawn_action_answers_what_was_asked_and_is_owed_by_nobody(
    officer: User, housing: User, action: Action
) -> None:
    with acting_as(housing):
        ask_question(housing, action_id=action.pk, text="Is it still needed?")
        decline_action(housing, action_id=action.pk, reason="No longer our tenant")
    with acting_as(officer):
        withdraw_action(officer, action_id=action.pk, reason="He moved away")
        assert set(ActionMessage.objects.values_list("answer_kind", flat=True)) == {"withdrawn"}
    assert not duties(officer)


@pytest.mark.parametrize("kind", ["another agency", "the officer"])
def test_only_the_agency_that_is_to_do_it_declines_it(
    officer: User, housing: User, action: Action, kind: str
) -> None:
    who = officer if kind == "the officer" else make_user(Role.PARTNER, agency=make_agency(AgencyKind.HEALTH))
    with acting_as(who), pytest.raises(NotAllowed if who is officer else NotFound):
        decline_action(who, action_id=action.pk, reason="Not ours")


def test_only_those_who_make_the_plan_change_withdraw_and_answer(
    officer: User, housing: User, action: Action
) -> None:
    with acting_as(housing):
        message = ask_question(housing, action_id=action.pk, text="Which?")
        for act in (
            lambda: withdraw_action(housing, action_id=action.pk, reason="We cannot"),
            lambda: answer_message(housing, message_id=message.pk, answer_kind="answered", answer="This"),
            lambda: change_action(
                housing, action_id=action.pk, what="Less", agency=housing.agency, due_on=LATER, why="Easier"
            ),
        ):
            with pytest.raises(NotAllowed):
                act()


def test_a_change_says_why_and_changes_something_and_not_to_a_day_gone_by(
    officer: User, action: Action
) -> None:
    same = {"what": action.what, "agency": action.agency, "due_on": SOON, "why": "Clearer"}
    wrong: list[tuple[dict[str, object], type[CairnError]]] = [
        ({}, Conflict),
        ({"what": "Check it again", "why": " "}, BadInput),
        ({"due_on": today() - timedelta(days=1)}, BadInput),
    ]
    with acting_as(officer):
        for change, refusal in wrong:
            with pytest.raises(refusal):
                change_action(officer, action_id=action.pk, **{**same, **change})  # type: ignore[arg-type]


def test_somebody_of_the_agency_is_named_and_nobody_of_another(
    officer: User, housing: User, action: Action
) -> None:
    with acting_as(housing):
        assert name_person(housing, action_id=action.pk, person=housing).named == housing
        with pytest.raises(BadInput):
            name_person(housing, action_id=action.pk, person=officer)
        assert name_person(housing, action_id=action.pk, person=None).named is None
