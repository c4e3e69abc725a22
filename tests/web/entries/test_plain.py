"""A fact of a plain subject is added on a page made from its model, the same for every one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.record.contacts.models import Contact
from cairn.subjects.registry import subjects
from tests.web.conftest import Case
from tests.web.wizard.visitor import Visitor

SignIn = Callable[[User], Client]
PLAIN = [each for each in subjects() if each.records]


@pytest.mark.parametrize("key", [each.key for each in PLAIN])
def test_every_plain_subject_is_offered_and_asked(case: Case, as_user: SignIn, key: str) -> None:
    subject = next(each for each in PLAIN if each.key == key)
    client = as_user(case.officer)
    address = f"/people/{case.nominal.pk}/facts/{key}/add/"
    listed = client.get(f"/people/{case.nominal.pk}/record/").content.decode()
    assert f'href="{address}">Add {subject.one}</a>' in listed
    page = client.get(address)
    assert page.status_code == 200
    for name in subject.can_be.fields:
        assert f'name="{name}' in page.content.decode()
    assert as_user(case.partner).get(address).status_code == 403
    assert as_user(case.stranger).get(address).status_code == 404


def test_a_contact_is_added_said_and_can_be_corrected(case: Case, as_user: SignIn) -> None:
    visitor = Visitor(as_user(case.officer)).go(f"/people/{case.nominal.pk}/facts/contacts/add/")
    visitor.choose("kind", "email").type(value="rowan@example.org").press("Add a contact detail")
    with acting_as(case.officer):
        made = Contact.objects.get()
    assert made.value == "rowan@example.org"
    assert "Added:" in visitor.html
    assert (
        f'href="/people/{case.nominal.pk}/facts/contacts/{made.pk}/correct/">Correct it</a>' in visitor.html
    )


def test_a_subject_with_a_page_of_its_own_is_not_added_here(case: Case, as_user: SignIn) -> None:
    assert as_user(case.officer).get(f"/people/{case.nominal.pk}/facts/orders/add/").status_code == 404
