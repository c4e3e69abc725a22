"""A real SMTP server in a thread, and what it was handed."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from pydantic import TypeAdapter
from pytest_django.fixtures import Settings

from cairn.project.mail import MailUrl, mail_settings

FROM, SITE = "cairn@force.example", "https://cairn.force.example/"
LOGIN = ("relay user", "p@ss word")


class MailRoom:
    """Takes mail until told to refuse it."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, EmailMessage]] = []
        self.refusing = ""

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802  the library's name
        if self.refusing:
            return self.refusing
        for address in envelope.rcpt_tos:
            self.taken.append((address, message_from_bytes(envelope.content, policy=default)))
        return "250 taken"

    @property
    def addresses(self) -> list[str]:
        return sorted(address for address, _ in self.taken)


def _let_in(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=(data.login.decode(), data.password.decode()) == LOGIN, handled=False)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def mail_room(
    certificate: Path | None = None, *, handler: MailRoom | None = None
) -> Iterator[tuple[MailRoom, int]]:
    """A server on a free port; with a certificate, it speaks to nobody without TLS and a login."""
    handler, options = handler or MailRoom(), dict[str, Any]()
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        options = {
            "tls_context": context,
            "require_starttls": True,
            "auth_required": True,
            "authenticator": _let_in,
        }
    controller = Controller(handler, hostname="127.0.0.1", port=_free_port(), **options)
    controller.start()
    try:
        yield handler, controller.port
    finally:
        controller.stop()


def send_by(settings: Settings, url: str | None) -> None:
    """As the site would be set up by CAIRN_MAIL, CAIRN_MAIL_FROM and CAIRN_ADDRESS."""
    parsed = TypeAdapter(MailUrl).validate_python(url) if url else None
    settings.CAIRN = settings.CAIRN.model_copy(update={"mail": parsed, "mail_from": FROM, "address": SITE})
    for name, value in mail_settings(parsed, FROM).items():
        setattr(settings, name, value)
