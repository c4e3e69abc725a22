"""The seeds of second factors, kept encrypted: whoever reads the table cannot make a code of them."""

from __future__ import annotations

import base64
from functools import lru_cache

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# What is written so; a seed without it was kept in the clear by an earlier version, and is read as it is.
_SEALED = "f1:"


@lru_cache(maxsize=4)
def _cipher(secret: str) -> Fernet:
    key = HKDF(SHA256(), length=32, salt=None, info=b"cairn: seeds of second factors").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(key))


class FactorAdapter(DefaultMFAAdapter):
    """
    What the sign-in library asks about second factors.

    The key is made of CAIRN_SECRET_KEY: with another one, everybody sets their factors anew.

    Source: OWASP ASVS 5.0 6.5.2, 13.3.1.
    """

    def encrypt(self, text: str) -> str:
        """A seed, as the database keeps it."""
        return _SEALED + _cipher(settings.SECRET_KEY).encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The seed again."""
        if not encrypted_text.startswith(_SEALED):
            return encrypted_text
        return _cipher(settings.SECRET_KEY).decrypt(encrypted_text.removeprefix(_SEALED).encode()).decode()
