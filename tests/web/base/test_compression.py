"""Answers are compressed, and their length says nothing of what stands in them."""

from __future__ import annotations

import gzip

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from cairn.accounts.roles import Role
from tests.factories.access import make_user
from tests.security.test_leaks import signed_in
from tests.security.world import make_world
from tests.web.conftest import just_now

pytestmark = pytest.mark.django_db
TAKES = {"accept-encoding": "br, gzip"}


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})


def _coded(answer: HttpResponse) -> str | None:
    return answer.headers.get("Content-Encoding")


def test_a_page_is_compressed_for_whoever_takes_it_so_and_says_the_same() -> None:
    world = make_world()
    client = signed_in(world.officer)
    address = f"/people/{world.nominal.pk}/"
    plain, packed = client.get(address), client.get(address, headers=TAKES)
    assert (_coded(plain), _coded(packed)) == (None, "gzip")
    assert len(packed.content) < len(plain.content) / 3
    assert "CANARY" in gzip.decompress(packed.content).decode()
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]


def test_the_same_page_is_never_of_one_length_that_could_be_measured(client: Client) -> None:
    lengths = {len(client.get("/law/", {"text": "The same words"}, headers=TAKES).content) for _ in range(12)}
    assert len(lengths) > 3
    assert max(lengths) - min(lengths) > 10


def test_pages_that_show_a_secret_are_not_compressed(client: Client) -> None:
    assert _coded(client.get("/sign-in/", headers=TAKES)) is None
    administrator = signed_in(make_user(Role.ADMINISTRATOR))
    just_now(administrator)
    for address in ("/staff/", "/account/", "/account/authenticator/add/", "/account/sessions/"):
        answer = administrator.get(address, headers=TAKES, follow=True)
        assert answer.status_code == 200
        assert _coded(answer) is None, address


def test_a_photograph_is_sent_as_it_is() -> None:
    world = make_world()
    answer = signed_in(world.officer).get(f"/people/{world.nominal.pk}/photograph/", headers=TAKES)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("image/")
    assert _coded(answer) is None
