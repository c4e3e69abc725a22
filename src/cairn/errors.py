"""
Everything that Cairn refuses, and how it says so.

    CairnError                 what is wrong, the value, what would be right
    ├── BadInput               a value that cannot be what it claims to be
    ├── RuleRefused            the law or the practice forbids it; names the provision
    ├── Conflict               true once, but the record has moved on, or another row says otherwise
    ├── NotAllowed             this user may not do this
    ├── NotFound               no such thing, or none that this user may see
    └── TooMany                more at once than one reader may ask for; says how long to wait

The same message is shown on a page, by the API and on the command line. No message names a
person: record ids only.
"""

from __future__ import annotations

from uuid import UUID


class CairnError(Exception):
    """
    Base of all refusals.

    Parameters
        message: what is wrong, the value, and what would be right.
        field: the name of the input at fault, so that a door can show the message there.
        about: the row that stands in the way, as its table and id, so that a door can lead to it.
    """

    def __init__(
        self, message: str, *, field: str | None = None, about: tuple[str, UUID] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
        self.about = about


class BadInput(CairnError):
    """A value that cannot be what it claims to be."""


class RuleRefused(CairnError):
    """The law or the practice forbids it; `provision` says which."""

    def __init__(self, message: str, *, provision: str, field: str | None = None) -> None:
        super().__init__(message, field=field)
        self.provision = provision


class Conflict(CairnError):
    """The record has moved on, or another row says otherwise."""


class NotAllowed(CairnError):
    """This user may not do this."""


class NotFound(CairnError):
    """No such thing, or none that this user may see."""


class TooMany(CairnError):
    """More at once than one reader may ask for; `wait` is how many seconds to wait before the next."""

    def __init__(self, message: str, *, wait: int) -> None:
        super().__init__(message)
        self.wait = wait
