"""
What a search found, kept for a short while on the server under a random name.

A search is sent, so that what was typed about a person stays out of addresses, histories and server logs; what it
found is a page of its own, so that Back returns to it. The table of sessions is not guarded row by row, so what
lies there is sealed with a key made of the address, which is kept nowhere but in the browser.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from django.contrib.sessions.backends.base import SessionBase

from cairn.births import Birth
from cairn.record.identity.models import Nominal

# Long enough to open several people of a list in turn; it ends with the session in any case.
KEPT_SECONDS = 15 * 60
_MOST = 5
_KEY = "searches"


@dataclass(frozen=True, slots=True)
class KeptPerson:
    """A person found, as the page lists them."""

    nominal_id: UUID
    name: str
    date_of_birth: Birth
    why: str


@dataclass(frozen=True, slots=True)
class KeptRecord:
    """A record that another agency holds; `holder` says which."""

    nominal_id: UUID
    holder: str


@dataclass(frozen=True, slots=True)
class KeptSearch:
    """
    A search and its results.

    Parameters
        typed: what was typed, by the form's boxes.
        add_birth: whether a date of birth as well might find records held by others.
    """

    typed: Mapping[str, str]
    found: Sequence[KeptPerson]
    unshared: Sequence[KeptRecord]
    add_birth: bool


def keep(session: SessionBase, search: KeptSearch) -> str:
    """Keep a search in the user's session, sealed; the answer is its name in the address."""
    name = secrets.token_urlsafe(16)
    content = {
        "typed": dict(search.typed),
        "found": [
            [str(one.nominal_id), one.name, _kept_birth(one.date_of_birth), one.why] for one in search.found
        ],
        "unshared": [[str(one.nominal_id), one.holder] for one in search.unshared],
        "add_birth": search.add_birth,
    }
    sealed = _seal(name).encrypt(json.dumps(content).encode()).decode()
    session[_KEY] = [*session.get(_KEY, []), sealed][-_MOST:]
    return name


def _kept_birth(birth: Birth) -> tuple[str, str, int]:
    return birth.isoformat(), birth.known, birth.within


def kept_search(session: SessionBase, name: str) -> KeptSearch | None:
    """
    The search of that name, without people whom the user may no longer see; None when it is no longer kept.

    It is not searched again, so the ledger holds one search.
    """
    kept = _opened(session, name)
    if kept is None:
        return None
    people = [
        KeptPerson(UUID(key), shown, Birth(date.fromisoformat(born), known, within), why)
        for key, shown, (born, known, within), why in kept["found"]
    ]
    ids = [one.nominal_id for one in people]
    visible = set(Nominal.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
    return KeptSearch(
        typed=kept["typed"],
        found=[one for one in people if one.nominal_id in visible],
        unshared=[KeptRecord(UUID(key), holder) for key, holder in kept["unshared"]],
        add_birth=kept["add_birth"],
    )


def _seal(name: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"search " + name.encode()).digest()))


def _opened(session: SessionBase, name: str) -> dict[str, Any] | None:
    """The one of the session's searches that this name opens, if it is young enough."""
    seal = _seal(name)
    for sealed in session.get(_KEY, []):
        try:
            content: dict[str, Any] = json.loads(seal.decrypt(sealed, ttl=KEPT_SECONDS))
        except InvalidToken:
            continue
        return content
    return None
