"""What the browser is told with every answer: a page, a script, a refusal, the sign-out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from tests.factories.access import make_user
from tests.security.addresses import address_of, every_route
from tests.security.world import make_world

pytestmark = pytest.mark.django_db

# A site as it is served: the settings are read when the process starts.
_OVER_TLS = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
answer = Client().get("/sign-in/", secure=True, headers={"host": "localhost"})
plain = Client().get("/sign-in/", headers={"host": "localhost"})
print(json.dumps({
    "status": answer.status_code, "headers": dict(answer.headers), "plain": [plain.status_code, plain["Location"]],
    "cookies": {name: {key: value for key, value in morsel.items() if value} for name, morsel in answer.cookies.items()},
}))
"""


@pytest.fixture(scope="module")
def over_tls() -> dict[str, Any]:
    run = subprocess.run(
        [sys.executable, "-c", _OVER_TLS],
        env={
            **os.environ,
            "CAIRN_HTTPS": "true",
            "CAIRN_DEMO": "false",
            "DJANGO_SETTINGS_MODULE": "cairn.project.settings",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    said: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return said


def test_cookies_are_this_hosts_over_tls_and_no_scripts(over_tls: dict[str, Any]) -> None:
    assert over_tls["status"] == 200
    assert over_tls["cookies"]
    for name, given in over_tls["cookies"].items():
        assert name.startswith("__Host-")
        assert (given["secure"], given["httponly"], given["samesite"], given["path"]) == (
            True,
            True,
            "Lax",
            "/",
        )
        assert "domain" not in given


def test_a_browser_that_came_once_over_tls_comes_so_for_a_year(over_tls: dict[str, Any]) -> None:
    assert over_tls["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert over_tls["plain"] == [301, "https://localhost/sign-in/"]


def _directives(policy: str) -> dict[str, str]:
    parts = [part.split() for part in policy.split(";") if part.strip()]
    return {part[0]: " ".join(part[1:]) for part in parts}


@pytest.mark.parametrize("address", ["/sign-in/", "/static/cairn/mark.svg", "/no/such/page/", "/law/"])
def test_every_kind_of_answer_carries_them(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == (404 if "no/such" in address else 200)
    said = _directives(answer.headers["Content-Security-Policy"])
    for name in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert said[name] == "'none'"
    assert said["script-src"] == said["style-src"] == "'self'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in answer.headers["Permissions-Policy"]
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_signing_out_clears_what_the_browser_kept(client: Client) -> None:
    client.force_login(make_user())
    assert "Clear-Site-Data" not in client.get("/sign-out/").headers
    assert client.post("/sign-out/").headers["Clear-Site-Data"] == '"cache", "storage"'


def test_nothing_is_echoed_to_trace(client: Client) -> None:
    world = make_world()
    client.force_login(world.officer)
    for pattern in every_route(get_resolver()):
        answer = client.trace(address_of(pattern, world), headers={"x-planted": "ECHO-ME"})
        assert b"ECHO-ME" not in answer.content, pattern.name
