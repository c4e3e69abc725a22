"""No word is lost, and nobody sees another's."""

from __future__ import annotations

import uuid

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import BadInput, NotAllowed, NotFound
from cairn.record.notifications.drafts import discard_draft, draft_of, save_draft
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_what_is_typed_later_joins_what_was_typed_before() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        for typed in ({"station": "Synthetic", "lines": "1"}, {"lines": "1 High"}, {}):
            draft = save_draft(user, journey="notify", nominal_id=nominal_id, typed=typed)
        save_draft(user, journey="add-person", nominal_id=None, typed={"surname": "O"})
        save_draft(user, journey="add-person", nominal_id=None, typed={"forenames": "S"})
        kept = draft_of(user, journey="notify", nominal_id=nominal_id)
        new = draft_of(user, journey="add-person", nominal_id=None)
        assert kept == draft
        assert kept is not None
        assert new is not None
        assert kept.typed == {"station": "Synthetic", "lines": "1 High"}
        assert new.typed == {"surname": "O", "forenames": "S"}
        discard_draft(user, draft_id=kept.pk)
        discard_draft(user, draft_id=kept.pk)
        assert draft_of(user, journey="notify", nominal_id=nominal_id) is None


def test_a_colleague_sees_and_discards_only_their_own() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        draft = save_draft(user, journey="notify", nominal_id=nominal_id, typed={"lines": "1"})
    with acting_as(make_user(agency=user.agency)) as colleague:
        assert draft_of(colleague, journey="notify", nominal_id=nominal_id) is None
        discard_draft(colleague, draft_id=draft.pk)
        save_draft(colleague, journey="notify", nominal_id=nominal_id, typed={"lines": "2"})
    with acting_as(user):
        mine = draft_of(user, journey="notify", nominal_id=nominal_id)
        assert mine is not None
        assert mine.typed == {"lines": "1"}


def test_no_draft_of_somebody_unseen_or_by_a_role_that_takes_none_or_of_what_cannot_be_kept() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        for typed in ({"at": object()}, {"text": "\x00"}, {"text": "x" * 300_000}):
            with pytest.raises(BadInput) as refused:
                save_draft(user, journey="notify", nominal_id=nominal_id, typed=typed)
            assert refused.value.field == "typed"
    with acting_as(make_user()) as stranger:
        for unseen in (nominal_id, uuid.uuid4()):
            with pytest.raises(NotFound):
                save_draft(stranger, journey="notify", nominal_id=unseen, typed={})
    with acting_as(make_user(Role.AUDITOR, agency=user.agency)) as auditor, pytest.raises(NotAllowed):
        save_draft(auditor, journey="notify", nominal_id=nominal_id, typed={})
