"""A form whose body cannot be read is refused in words on every page that takes one, and is never a failure of ours."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver
from pytest_django.fixtures import Settings

from cairn.accounts.roles import Role
from tests.factories.access import make_user
from tests.security.addresses import address_of, every_route
from tests.security.world import make_world
from tests.web.conftest import just_now

pytestmark = [pytest.mark.django_db, pytest.mark.drill]
_FORM = "application/x-www-form-urlencoded"
_PARTS = "multipart/form-data"


@dataclass(frozen=True)
class Body:
    """What is sent, and what it is said to be."""

    kind: str
    sent: bytes


def _parts(head: bytes, *, boundary: bytes = b"x") -> bytes:
    return b"--" + boundary + b"\r\n" + head + b"\r\n\r\nword\r\n--" + boundary + b"--\r\n"


BROKEN = {
    "no boundary": Body(_PARTS, b"why=word"),
    "an empty boundary": Body(f"{_PARTS}; boundary=", b"why=word"),
    "a boundary of no letters": Body(f'{_PARTS}; boundary="\x01\x02"', b"why=word"),
    "an endless boundary": Body(f"{_PARTS}; boundary={'x' * 500}", b"why=word"),
    "another boundary": Body(f"{_PARTS}; boundary=y", _parts(b'Content-Disposition: form-data; name="why"')),
    "parts cut off": Body(f"{_PARTS}; boundary=x", b'--x\r\nContent-Disposition: form-data; name="why"\r\n'),
    "parts without a name": Body(f"{_PARTS}; boundary=x", _parts(b"Content-Disposition: form-data")),
    "a part in base 64 that is none": Body(
        f"{_PARTS}; boundary=x",
        _parts(b'Content-Disposition: form-data; name="why"\r\nContent-Transfer-Encoding: base64'),
    ),
    "an unknown encoding": Body(f"{_FORM}; charset=klingon", b"why=word"),
    "an unknown encoding of parts": Body(
        f"{_PARTS}; boundary=x; charset=klingon", _parts(b'Content-Disposition: form-data; name="why"')
    ),
    "another encoding": Body(f"{_FORM}; charset=utf-16", b"why=word"),
    "no text in any encoding": Body(_FORM, b"why=\xff\xfe\xff"),
    "letters of no encoding": Body(_FORM, b"%FF%FE=%FF"),
    "a zero": Body(_FORM, b"why=a%00b"),
    "half a character": Body(_FORM, b"why=%ED%A0%80"),
    "too many fields": Body(_FORM, b"&".join(b"a%d=1" % number for number in range(5000))),
    "JSON": Body("application/json", b'{"why": "word"}'),
    "broken JSON": Body("application/json", b'{"why": '),
    "no kind": Body("", b"why=word"),
    "a kind that is none": Body(";;;", b"why=word"),
    "XML": Body("text/xml", b"<why>word</why>"),
    "a picture": Body("image/png", b"\x89PNG\r\n"),
}


def _is_page(answer: HttpResponse) -> bool:
    """Whether a person reads it: what is sent as JSON, sign-in answers as JSON."""
    return "html" in answer.headers.get("Content-Type", "")


# What no person reads: an agency's own sign-in, and what saves while somebody types.
ANSWERS_MACHINES = {"signed_out_there", "keep_typed"}


@pytest.mark.parametrize("pattern", every_route(get_resolver()), ids=lambda pattern: pattern.name)
def test_what_cannot_be_read_is_refused_and_nothing_fails(pattern: URLPattern, settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})
    world = make_world()
    address = address_of(pattern, world)
    administrator = make_user(Role.ADMINISTRATOR, agency=world.officer.agency)
    failed, silent = {}, []
    for user in (None, world.supervisor, administrator):
        for name, body in BROKEN.items():
            client = Client(raise_request_exception=False)
            if user is not None:
                client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
                just_now(client)
            answer = client.generic("POST", address, body.sent, content_type=body.kind)
            if answer.status_code >= 500:
                failed[f"{name}, {user.role if user else 'nobody'}"] = answer.status_code
            elif (
                answer.status_code == 400
                and _is_page(answer)
                and "not been saved" not in answer.content.decode()
            ):
                silent.append(name)
    assert failed == {}
    assert silent == [] or pattern.name in ANSWERS_MACHINES
