"""That somebody signed in was refused: an entry of the ledger like any other, so sealed and never changed."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest

from cairn.accounts.models import User
from cairn.ledger.services import REFUSED, enter

_NOT_THEIRS, _NOT_THERE, _TOO_MANY = 403, 404, 429


def enter_refusal(request: HttpRequest, user: User, status: int) -> None:
    """
    Enter that a request was answered with 403 or 429, or with 404 at an address that names a row.

    Which page, and which id was asked for, stand in the detail: the entry is filed under no nominal, because
    nobody consulted anything, and perhaps there is none of that id. Auditors of the user's own agency read it.

    Source: OWASP ASVS 5.0 16.3.2, 16.3.3.
    """
    match = request.resolver_match
    if match is None or status not in {_NOT_THEIRS, _NOT_THERE, _TOO_MANY}:
        return
    asked = {name: str(value) for name, value in match.kwargs.items() if isinstance(value, UUID)}
    if status == _NOT_THERE and not asked:
        return
    detail: dict[str, str | int | list[str]] = {"page": str(match.view_name), "status": status}
    if asked:
        detail["asked"] = next(iter(asked.values()))
    enter(user, REFUSED, detail=detail)
