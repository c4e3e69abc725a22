"""Asking a provider: where it was said to be, and nowhere that an answer sends us."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from requests import TooManyRedirects

from cairn.web.signin.provider.adapter import ProviderAdapter


class _SendsElsewhere(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(302 if self.path == "/keys" else 200)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *said: object) -> None:
        """Says nothing."""


def test_a_redirect_is_not_followed() -> None:
    server = HTTPServer(("127.0.0.1", 0), _SendsElsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with ProviderAdapter().get_requests_session() as session, pytest.raises(TooManyRedirects):
        session.get(f"http://127.0.0.1:{server.server_port}/keys")
    server.shutdown()
    server.server_close()
