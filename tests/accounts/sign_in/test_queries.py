"""What is asked about the entrance."""

from __future__ import annotations

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Happening, IdentityProvider
from cairn.accounts.roles import Role
from cairn.accounts.sign_in.queries import happenings, open_provider, open_providers, sessions_of
from cairn.accounts.sign_in.services import note
from cairn.errors import NotFound
from tests.accounts.sign_in.test_services import signed_in
from tests.factories.access import as_operator, make_agency, make_user

pytestmark = pytest.mark.django_db


def test_open_providers_are_offered_by_their_agencys_name() -> None:
    with as_operator():
        for name, slug, enabled in (("South", "s", True), ("North", "n", True), ("East", "e", False)):
            IdentityProvider.objects.create(
                agency=make_agency(name=name),
                slug=slug,
                issuer="https://x.test",
                client_id="c",
                enabled=enabled,
            )
    assert [provider.slug for provider in open_providers()] == ["n", "s"]
    assert open_provider("n").agency.name == "North"
    for shut in ("e", "none"):
        with pytest.raises(NotFound):
            open_provider(shut)


def test_sessions_that_are_over_are_not_shown() -> None:
    user = make_user()
    signed_in(user)  # this one's hash is of no password: the library calls it over
    assert sessions_of(user) == []


def test_an_auditor_reads_what_happened_with_names_and_never_a_strangers_typing() -> None:
    user, other = make_user(), make_user()
    note(Happening.REFUSED, user)
    note(Happening.SIGNED_IN, user)
    note(Happening.REFUSED, other)
    note(Happening.REFUSED, None, typed="somebody")
    with acting_as(make_user(Role.AUDITOR, agency=user.agency)) as auditor:
        rows = [(event.kind, name) for event, name in happenings(auditor)]
    assert rows == [(Happening.SIGNED_IN, user.name), (Happening.REFUSED, user.name)]
