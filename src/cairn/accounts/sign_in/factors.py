"""The seeds of second factors, kept encrypted: whoever reads the table cannot make a code of them."""

from __future__ import annotations

import base64
from functools import lru_cache

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# Where the sign-in library keeps a seed: of one-time codes, of recovery codes.
_SEEDS = ("secret", "seed")
# What is written so; a seed without it was kept in the clear by an earlier version, and is read as it is.
_SEALED = "f1:"


@lru_cache(maxsize=4)
def _one(secret: str) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"cairn: seeds of second factors").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


def _cipher() -> MultiFernet:
    """Writes with the signing key; reads with those before it too, while the operator still names them."""
    return MultiFernet([_one(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


class FactorAdapter(DefaultMFAAdapter):
    """
    What the sign-in library asks about second factors.

    The key is made of CAIRN_SECRET_KEY: with another one, and without the one before among CAIRN_OLD_SECRET_KEYS,
    everybody sets their factors anew. `cairn user reseal-factors` encrypts them with the new one.

    Source: OWASP ASVS 5.0 6.5.2, 13.3.1.
    """

    def encrypt(self, text: str) -> str:
        """A seed, as the database keeps it."""
        return _SEALED + _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The seed again."""
        if not encrypted_text.startswith(_SEALED):
            return encrypted_text
        return _cipher().decrypt(encrypted_text.removeprefix(_SEALED).encode()).decode()


def reseal_factors() -> int:
    """
    Encrypt every seed anew with the signing key of today; how many.

    The operator's, in their transaction: after it, an old signing key need not be kept.

    Raises
        cryptography.fernet.InvalidToken: a seed of a key that is not named any more; nothing is changed.
    """
    adapter, count = FactorAdapter(), 0
    for factor in Authenticator.objects.select_for_update():
        seeds = {name: factor.data[name] for name in _SEEDS if name in factor.data}
        if seeds:
            factor.data |= {name: adapter.encrypt(adapter.decrypt(seed)) for name, seed in seeds.items()}
            factor.save(update_fields=["data"])
            count += 1
    return count
