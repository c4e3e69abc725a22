"""Two agencies, each with an identity provider of its own."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from cairn.accounts.models import GroupRole, IdentityProvider, Team
from cairn.accounts.sign_in.secret import keep_secret
from tests.factories.access import as_operator, make_agency, make_team
from tests.web.signin.provider.agency import Browser, Provider, start


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Provider]]:
    if shutil.which("node") is None:
        pytest.skip("the identity provider of these tests needs Node")
    folder = tmp_path_factory.mktemp("providers")
    begun = {slug: start(slug, folder) for slug in ("north", "south")}
    yield {slug: provider for slug, (provider, _) in begun.items()}
    for _, process in begun.values():
        process.terminate()
        process.wait(10)


def join(provider: Provider) -> IdentityProvider:
    agency = make_agency(name=f"{provider.slug.title()} police")
    team: Team = make_team(agency, "MOSOVO")
    with as_operator():
        row = IdentityProvider.objects.create(
            agency=agency, slug=provider.slug, issuer=provider.issuer, client_id="cairn"
        )
        for rank, (group, role) in enumerate(
            (("cairn-supervisors", "supervisor"), ("cairn-officers", "offender-manager")), 1
        ):
            GroupRole.objects.create(provider=row, group=group, role=role, team=team, rank=rank)
    keep_secret(provider.slug, "the secret of cairn")
    return row


@pytest.fixture
def north(db: None, running: dict[str, Provider], tmp_path: Path, settings: Settings) -> Provider:
    """The police of the north, joined; Avery Quill is one of their officers."""
    settings.CAIRN = settings.CAIRN.model_copy(update={"provider_secrets": tmp_path, "demo": False})
    provider = running["north"]
    provider.knows(
        **{"a-1": {"name": "Avery Quill", "email": "avery@north.test", "groups": ["cairn-officers"]}}
    )
    join(provider)
    return provider


@pytest.fixture
def south(north: Provider, running: dict[str, Provider]) -> Provider:
    """The police of the south, joined as well."""
    join(running["south"])
    return running["south"]


@pytest.fixture
def browser() -> Browser:
    return Browser()
