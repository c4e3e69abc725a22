"""CAIRN_MAIL as Django's mail settings."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import unquote

from pydantic import AfterValidator, AnyUrl, HttpUrl, UrlConstraints

_BACKENDS = "django.core.mail.backends"
_PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
_HERE = {"localhost", "127.0.0.1", "::1", "[::1]"}
# A mail server that does not answer must not hold the worker.
_SECONDS = 20


def _sensible(url: AnyUrl) -> AnyUrl:
    if url.scheme in _PORTS and not url.host:
        raise ValueError("name the mail server: smtp+tls://user:password@host:587")
    if url.scheme == "smtp" and url.host not in _HERE:
        raise ValueError("smtp:// reaches a relay on this machine only; use smtp+tls:// or smtps://")
    if url.scheme == "file" and (url.path or "/") == "/":
        raise ValueError("name a directory: file:///var/tmp/cairn-mail")
    return url


MailUrl = Annotated[
    AnyUrl,
    UrlConstraints(allowed_schemes=["smtp", "smtp+tls", "smtps", "file", "console"]),
    AfterValidator(_sensible),
]
SiteUrl = HttpUrl


def mail_settings(url: AnyUrl | None, sender: str) -> dict[str, Any]:
    """
    Django's settings for this mail server; mail goes nowhere without one.

    Parameters
        url: smtp+tls (STARTTLS), smtps (TLS from the start), smtp (a relay on this machine), file (a directory)
            or console.
        sender: the address that messages come from.
    """
    if url is None:
        return {"EMAIL_BACKEND": f"{_BACKENDS}.dummy.EmailBackend"}
    common = {"DEFAULT_FROM_EMAIL": sender, "EMAIL_TIMEOUT": _SECONDS}
    if url.scheme == "console":
        return {**common, "EMAIL_BACKEND": f"{_BACKENDS}.console.EmailBackend"}
    if url.scheme == "file":
        return {**common, "EMAIL_BACKEND": f"{_BACKENDS}.filebased.EmailBackend", "EMAIL_FILE_PATH": url.path}
    return {
        **common,
        "EMAIL_BACKEND": f"{_BACKENDS}.smtp.EmailBackend",
        "EMAIL_HOST": (url.host or "").strip("[]"),
        "EMAIL_PORT": url.port or _PORTS[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_USE_SSL": url.scheme == "smtps",
    }
