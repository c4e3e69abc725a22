"""People on the register, made as officers make them: through services, in a user's own name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import count

from cairn.accounts.models import User
from cairn.record.identity.models import Nominal, Sex
from cairn.record.identity.services import NewIdentifier, add_person

_number = count(1)


def make_person(
    user: User,
    *,
    forenames: str = "Sam",
    surname: str | None = None,
    date_of_birth: date = date(1980, 5, 1),
    sex: str = Sex.MALE,
    gender: str = "",
    identifiers: Sequence[NewIdentifier] = (),
    officer: User | None = None,
    purpose: str = "notification requirements",
    today: date | None = None,
) -> Nominal:
    """A person owned by the user's agency. Call it inside `acting_as(user)`."""
    return add_person(
        user,
        forenames=forenames,
        surname=surname or f"Synthetic-{next(_number)}",
        date_of_birth=date_of_birth,
        sex=sex,
        gender=gender,
        identifiers=identifiers,
        officer=officer,
        purpose=purpose,
        today=today,
    )
