"""What makes a conviction, finding or caution outside the United Kingdom count: SOA 2003 ss.96ZA-101."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec

from cairn import toml
from cairn.law.facts import Conviction
from cairn.law.rules import COMMENCEMENT, rule


class Route(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    One way in, while it was open.

    Parameters
        name: notice (by the police), notification-order (by a court), or automatic.
        since, to: first and last day on which a notice could be given, an order made, or the conviction
            itself counted.
    """

    name: str
    since: date = msgspec.field(name="from")
    to: date | None = None
    citation: str
    source: str
    status: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    route: tuple[Route, ...]


@rule("SOA 2003 ss.96ZA-96ZC, 97-101, 96A", since=COMMENCEMENT)
def counted_from(conviction: Conviction, routes: tuple[Route, ...]) -> tuple[date, Route] | None:
    """
    From which day a foreign conviction makes the person subject, and by which route; None where nothing
    has made it count. The period itself still begins with the foreign conviction.
    """
    for route in routes:
        if route.name == "automatic":
            return max(conviction.date, route.since), route
        if conviction.route == route.name and conviction.noticed_on is not None and _open(route, conviction):
            return conviction.noticed_on, route
    return None


def _open(route: Route, conviction: Conviction) -> bool:
    day = conviction.noticed_on
    return day is not None and route.since <= day and (route.to is None or day <= route.to)


def load(path: Path) -> tuple[Route, ...]:
    """
    The routes in a file.

    Raises
        BadInput: an unknown or missing key. Names the file and the route.
    """
    return toml.read(path, _File).route
