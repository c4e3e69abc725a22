"""The answer as a document, from the record."""

from __future__ import annotations

import json

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.documents.subject_access.services import reference, render
from cairn.errors import Conflict, NotAllowed
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.record.subject_access.release import decide_outcome, release
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.factories.subject_access import TODAY, ask, decided

pytestmark = pytest.mark.django_db


def test_it_is_checked_before_and_disclosed_after_its_release() -> None:
    first = make_user(Role.RECORDS)
    second = make_user(Role.SUPERVISOR, agency=first.agency)
    with acting_as(first):
        nominal = make_person(first, surname="Testcase", officer=make_user(agency=first.agency))
        request = ask(first, nominal.pk)
        with pytest.raises(Conflict):
            render(first, request_id=request.pk, form="pdf")
        decided(first, request)
    with acting_as(second):
        assert json.loads(render(second, request_id=request.pk, form="json"))["draft"] is True
        assert not Entry.objects.filter(act=Act.DISCLOSURE).exists()
        release(second, request_id=request.pk, today=TODAY)
        assert render(second, request_id=request.pk, form="pdf").startswith(b"%PDF")
        made = json.loads(render(second, request_id=request.pk, form="json"))
        entries = Entry.objects.filter(act=Act.DISCLOSURE).values_list("what", flat=True)
        assert set(entries) == {
            "subject access answered",
            "subject access answer, pdf",
            "subject access answer, json",
        }
    assert (made["draft"], made["reference"]) == (False, reference(request))
    assert "[withheld: third-party information]" in str(made["parts"])
    assert "Testcase" in str(made)
    with acting_as(make_user(agency=first.agency)) as colleague, pytest.raises(NotAllowed):
        render(colleague, request_id=request.pk, form="pdf")


def test_neither_confirming_nor_denying_does_not_name_the_person() -> None:
    with acting_as(make_user(Role.RECORDS)) as user:
        request = ask(user, make_person(user, surname="Testcase").pk)
        decide_outcome(
            user, request_id=request.pk, outcome="neither", why="Under covert inquiry", today=TODAY
        )
        made = render(user, request_id=request.pk, form="json").decode()
    assert "Testcase" not in made
    assert "covert" not in made
