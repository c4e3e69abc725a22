"""The database's addresses, as Django's settings; one across a network is spoken to by TLS alone."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from cairn.errors import BadInput

_CHECKED = "verify-full"


def database(url: str, *, variable: str, plain: bool = False) -> dict[str, Any]:
    """
    A postgresql:// URL as Django's dictionary. A socket directory may be given as ?host=.

    Parameters
        variable: the setting's name, for the refusal.
        plain: the operator's word that the network between is guarded in some other way.

    Raises
        BadInput: the server is on another machine, and its certificate and name would not be checked.

    Source: OWASP ASVS 5.0 12.3.1, 12.3.2; PostgreSQL documentation, "SSL Support" (libpq).
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    host = query.pop("host", None) or parts.hostname or ""
    hosts = [*host.split(","), *filter(None, query.get("hostaddr", "").split(","))]
    elsewhere = [one for one in hosts if not _here(one)] + ([query["service"]] if "service" in query else [])
    if elsewhere and not plain and query.get("sslmode") != _CHECKED:
        raise BadInput(
            f"{variable} names a server on another machine ({elsewhere[0]}) with sslmode "
            f"{query.get('sslmode', 'unset')}. Add ?sslmode={_CHECKED}&sslrootcert=... to it (see "
            "docs/operators/database.md), or set CAIRN_DATABASE_PLAIN=true if the network between is guarded "
            "in another way."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def _here(host: str) -> bool:
    """Whether this machine answers at that host: a socket's directory, or a loopback address."""
    if host in {"", "localhost"} or host.startswith(("/", "@")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
