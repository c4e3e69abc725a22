"""A provider's client secret: a file that only the site's own account reads, never a row."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from cairn.errors import Conflict


def _file(slug: str) -> Path:
    folder: Path = settings.CAIRN.provider_secrets or settings.CAIRN.home / "identity-providers"
    return folder / slug


def client_secret(slug: str) -> str:
    """
    The secret with which this site says to the provider who it is.

    Raises
        Conflict: the operator has not put it in its place.
    """
    try:
        return _file(slug).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise Conflict(
            f"The secret of the identity provider '{slug}' cannot be read. "
            "The operator sets it with `cairn identity-provider secret`."
        ) from error


def keep_secret(slug: str, secret: str) -> None:
    """Write the secret where the site reads it, readable by its own account only."""
    path = _file(slug)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(secret.strip(), encoding="utf-8")
