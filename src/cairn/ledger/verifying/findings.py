"""What `cairn ledger verify` finds, and what it says in the end."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec

# Damage without end must not fill the memory: the rest is counted.
MOST = 10_000


class Finding(msgspec.Struct, frozen=True):
    """One row that is not as the log says. `leaf`: its place in the log, where it has one."""

    table: str
    id: str
    what: str
    leaf: int | None = None

    def __str__(self) -> str:
        place = f" (leaf {self.leaf})" if self.leaf is not None else ""
        return f"{self.table} {self.id}{place}: {self.what}"


@dataclass(slots=True)
class Damage:
    """Findings as they are made: the first thousands are kept, all are counted."""

    findings: list[Finding] = field(default_factory=list)
    count: int = 0

    def name(self, table: str, row: object, what: str, leaf: int | None = None) -> None:
        """Name a row and what is wrong with it."""
        self.count += 1
        if len(self.findings) < MOST:
            self.findings.append(Finding(table, str(row), what, leaf))


class Report(msgspec.Struct, frozen=True):
    """
    The log as verified.

    Parameters
        size, root, at, key: of the newest head; a size of 0 where nothing is sealed yet.
        first_key: the id of the first key, which vouches for all others: compare it with your own copy.
        unsealed: rows that the next run of the sealer takes in; no signature covers them yet.
        count: how many findings there are; the first ten thousand are given.
    """

    size: int
    root: str
    at: str
    key: str
    first_key: str
    heads: int
    unsealed: int
    disposed: int
    witnessed: int
    count: int
    findings: list[Finding]
