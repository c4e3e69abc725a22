"""An agency with a real identity provider, a person who signs in there, and their browser."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import requests
from django.test import Client

ROOT = Path(__file__).parents[4]
SITE = "http://testserver"


@dataclass
class Provider:
    """A running oidc-provider, and the people it knows."""

    slug: str
    issuer: str
    people_file: Path
    # Logout tokens that it sent to our address, in order.
    told: list[str]

    def knows(self, **people: dict[str, Any]) -> None:
        """From now on these people, by subject, with their claims; nobody else."""
        self.people_file.write_text(json.dumps(people), encoding="utf-8")


def listen() -> tuple[str, list[str]]:
    """Where the provider sends its logout tokens: an address that keeps them, for a test to hand to our site."""
    told: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told.append(parse_qs(body)["logout_token"][0])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *said: object) -> None:
            """Nothing."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}/", told


def start(slug: str, folder: Path) -> tuple[Provider, subprocess.Popen[str]]:
    people = folder / f"{slug}.json"
    people.write_text("{}", encoding="utf-8")
    script = Path(__file__).with_name("provider.mjs")
    back = f"{SITE}/sign-in/with/{slug}/back/"
    signed_out, told = listen()
    process = subprocess.Popen(
        ["node", str(script), str(people), back, signed_out],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    issuer = process.stdout.readline().strip()
    assert issuer.startswith("http://127.0.0.1:"), "the identity provider did not start"
    return Provider(slug, issuer, people, told), process


@dataclass
class Browser:
    """One person's browser: cookies at the site, and cookies at the provider."""

    site: Client = field(default_factory=Client)
    agency: requests.Session = field(default_factory=requests.Session)

    def leave(self, address: str) -> str:
        """Open an address of ours that sends the browser to the provider; where it is sent."""
        answer = self.site.get(address)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer.headers["Location"])

    def at_provider(self, address: str, subject: str) -> str:
        """Sign in there as this person, through its own pages; the address at our site it sends back to."""
        answer = self.agency.get(address, allow_redirects=False)
        for _ in range(12):
            if onward := answer.headers.get("Location"):
                onward = urljoin(address, onward)
                if onward.startswith(SITE):
                    return onward
                address, answer = onward, self.agency.get(onward, allow_redirects=False)
                continue
            form = re.search(r'<form[^>]*action="([^"]+)"', answer.text)
            assert form, answer.text
            typed = {"prompt": "login", "login": subject, "password": "any"}
            answer = self.agency.post(urljoin(address, form[1]), data=typed, allow_redirects=False)
        raise AssertionError("the provider sends the browser round in circles")

    def come_back(self, address: str) -> Any:
        return self.site.get(address.removeprefix(SITE))

    def sign_in(self, provider: Provider, subject: str, onward: str = "") -> Any:
        """The whole round: to the provider, in there, and back."""
        query = f"?next={onward}" if onward else ""
        away = self.leave(f"/sign-in/with/{provider.slug}/{query}")
        return self.come_back(self.at_provider(away, subject))

    def sign_out_at(self, provider: Provider) -> str:
        """Sign out at the provider, through its own page; the logout token that it then sent us."""
        page = self.agency.get(f"{provider.issuer}/session/end")
        form = re.search(r'<form[^>]*action="([^"]+)"', page.text)
        secret = re.search(r'name="xsrf" value="([^"]+)"', page.text)
        assert form, page.text
        assert secret, page.text
        before = len(provider.told)
        self.agency.post(urljoin(page.url, form[1]), data={"xsrf": secret[1], "logout": "yes"})
        assert len(provider.told) == before + 1
        return provider.told[-1]

    @property
    def is_in(self) -> bool:
        return "_auth_user_id" in self.site.session


def asked_of(address: str) -> dict[str, str]:
    """The parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
