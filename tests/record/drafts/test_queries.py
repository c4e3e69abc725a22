"""What somebody has typed and not yet sent: their own to see, everybody's to count."""

from __future__ import annotations

import uuid

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.record.drafts.models import Draft
from cairn.record.drafts.queries import drafts_by, drafts_in_progress, sent_before
from cairn.record.drafts.services import note_sent, save_draft
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_everything_unfinished_is_listed_the_newest_first() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        save_draft(user, page="notify", nominal_id=nominal_id, typed={"lines": "1"}, address="/there/")
        save_draft(user, page="add-person", nominal_id=None, typed={"surname": "O"})
        save_draft(user, page="notify", nominal_id=nominal_id, typed={"lines": "2"})
        assert [draft.page for draft in drafts_by(user)] == ["notify", "add-person"]
        assert [draft.address for draft in drafts_by(user, nominal_id=nominal_id)] == ["/there/"]
    with acting_as(make_user(agency=user.agency)) as colleague:
        assert drafts_by(colleague) == []


def test_that_a_form_was_sent_is_known_to_its_sender_only() -> None:
    token = uuid.uuid4()
    with acting_as(make_user()) as user:
        note_sent(user, token=token)
        assert sent_before(user, token=token) is not None
    with acting_as(make_user(agency=user.agency)) as colleague:
        assert sent_before(colleague, token=token) is None


def test_drafts_are_counted_whoever_types_them_for_those_who_see_the_person() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        Draft.objects.create(author=user, nominal_id=nominal_id, page="notify", typed={"word": "typed"})
    with acting_as(make_user(Role.SUPERVISOR, agency=user.agency)):
        assert drafts_in_progress(nominal_id) == 1
        assert not Draft.objects.exists()
    with acting_as(make_user()):
        assert drafts_in_progress(nominal_id) == 0
