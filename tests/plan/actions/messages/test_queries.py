"""Who reads what was said about an action."""

from __future__ import annotations

import uuid

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind
from cairn.accounts.roles import Role
from cairn.errors import NotFound
from cairn.plan.actions.messages.queries import get_message, messages_about
from cairn.plan.actions.messages.services import ask_question
from tests.factories.access import make_agency, make_user
from tests.factories.plan import make_action, make_partner, make_plan
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_it_is_read_by_the_owner_and_the_agency_and_by_no_stranger() -> None:
    officer, stranger = make_user(), make_user()
    housing = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(officer):
        nominal = make_person(officer)
        make_partner(officer, nominal, housing.agency)
        action = make_action(officer, make_plan(officer, nominal), agency=housing.agency)
    with acting_as(housing):
        asked = ask_question(housing, action_id=action.pk, text="Which tenancy?")
        assert get_message(asked.pk).action.what == action.what
    with acting_as(officer):
        assert [each.text for each in messages_about(action.pk)] == ["Which tenancy?"]
    with acting_as(stranger):
        assert messages_about(action.pk) == []
        for key in (asked.pk, uuid.uuid4()):
            with pytest.raises(NotFound):
                get_message(key)
