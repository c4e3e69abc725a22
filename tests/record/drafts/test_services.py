"""No word is lost, and nobody sees another's."""

from __future__ import annotations

import uuid

import pytest
from django.db import transaction

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import BadInput, Conflict, NotFound
from cairn.record.drafts.queries import draft_of, sent_before
from cairn.record.drafts.services import (
    discard_draft,
    discard_drafts_of_page,
    note_sent,
    note_where_it_led,
    save_draft,
)
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_what_is_typed_later_joins_what_was_typed_before() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        for typed in ({"station": "Synthetic", "lines": "1"}, {"lines": "1 High"}, {}):
            draft = save_draft(user, page="notify", nominal_id=nominal_id, typed=typed)
        save_draft(user, page="add-person", nominal_id=None, typed={"surname": "O"})
        save_draft(user, page="add-person", nominal_id=None, typed={"forenames": "S"})
        kept = draft_of(user, page="notify", nominal_id=nominal_id)
        new = draft_of(user, page="add-person", nominal_id=None)
        assert kept == draft
        assert kept is not None
        assert new is not None
        assert kept.typed == {"station": "Synthetic", "lines": "1 High"}
        assert new.typed == {"surname": "O", "forenames": "S"}
        discard_draft(user, draft_id=kept.pk)
        discard_draft(user, draft_id=kept.pk)
        assert draft_of(user, page="notify", nominal_id=nominal_id) is None


def test_a_colleague_sees_and_discards_only_their_own() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        draft = save_draft(user, page="notify", nominal_id=nominal_id, typed={"lines": "1"})
    with acting_as(make_user(agency=user.agency)) as colleague:
        assert draft_of(colleague, page="notify", nominal_id=nominal_id) is None
        discard_draft(colleague, draft_id=draft.pk)
        save_draft(colleague, page="notify", nominal_id=nominal_id, typed={"lines": "2"})
    with acting_as(user):
        mine = draft_of(user, page="notify", nominal_id=nominal_id)
        assert mine is not None
        assert mine.typed == {"lines": "1"}


def test_no_draft_of_somebody_unseen_or_by_a_role_that_opens_none_or_of_what_cannot_be_kept() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        for typed in ({"at": object()}, {"text": "\x00"}, {"text": "x" * 300_000}):
            with pytest.raises(BadInput) as refused:
                save_draft(user, page="notify", nominal_id=nominal_id, typed=typed)
            assert refused.value.field == "typed"
    with acting_as(make_user()) as stranger:
        for unseen in (nominal_id, uuid.uuid4()):
            with pytest.raises(NotFound):
                save_draft(stranger, page="notify", nominal_id=unseen, typed={})
    with acting_as(make_user(Role.AUDITOR, agency=user.agency)) as auditor, pytest.raises(NotFound):
        save_draft(auditor, page="notify", nominal_id=nominal_id, typed={})


def test_what_became_a_record_is_forgotten_on_its_page_and_nowhere_else() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        for page in ("record_visit", "set_risk"):
            save_draft(user, page=page, nominal_id=nominal_id, typed={"form": {"reason": ["Because"]}})
        discard_drafts_of_page(user, page="record_visit", nominal_id=nominal_id)
        assert draft_of(user, page="record_visit", nominal_id=nominal_id) is None
        assert draft_of(user, page="set_risk", nominal_id=nominal_id) is not None


def test_a_form_is_sent_once_and_says_where_it_led() -> None:
    token = uuid.uuid4()
    with acting_as(make_user()) as user:
        note_sent(user, token=token)
        note_where_it_led(user, token=token, address="/people/1/")
        with pytest.raises(Conflict, match="You have sent this page already"):
            note_sent(user, token=token)
        assert sent_before(user, token=token).led_to == "/people/1/"


def test_an_act_that_fails_notes_nothing() -> None:
    token = uuid.uuid4()
    with acting_as(make_user()) as user:
        with transaction.atomic():
            note_sent(user, token=token)
            transaction.set_rollback(True)
        assert sent_before(user, token=token) is None
