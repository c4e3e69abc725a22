"""Whatever takes more than a line keeps it: its page carries the note by which words outlive their session."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from cairn.accounts.roles import Role
from cairn.web.actions.note import FIELD
from tests.factories.access import make_user
from tests.security.addresses import address_of, every_route
from tests.security.world import make_world
from tests.web.actions.sent import sheets_of

pytestmark = pytest.mark.django_db
# Questions whose words stand above their answer, and the reason for a look, which is kept with the session it is for.
QUESTIONS = {"law", "what_if", "say_why"}


@pytest.mark.parametrize("pattern", every_route(get_resolver()), ids=lambda pattern: pattern.name)
def test_a_page_with_a_box_for_words_keeps_them_for_their_author(pattern: URLPattern, client: Client) -> None:
    if pattern.name in QUESTIONS:
        return
    world = make_world()
    address = address_of(pattern, world)
    readers = [
        world.partner,
        *(make_user(role, agency=world.officer.agency) for role in Role if role != "partner"),
    ]
    for reader in readers:
        client.force_login(reader)
        response = client.get(address, follow=True)
        if response.status_code != 200 or "html" not in response.get("Content-Type", ""):
            continue
        for sheet in sheets_of(response.content.decode()):
            assert not sheet.boxes or FIELD in sheet.kinds, f"{address} for {reader.role}: {sheet.boxes}"
