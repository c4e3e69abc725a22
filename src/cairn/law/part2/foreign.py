"""What makes a conviction, finding or caution outside the United Kingdom count: SOA 2003 ss.96ZA-101."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import msgspec

from cairn.errors import BadInput
from cairn.law.facts import Conviction
from cairn.law.rules import COMMENCEMENT, rule

_KEYS = {"name", "from", "to", "citation", "source", "status"}


class Route(msgspec.Struct, frozen=True, kw_only=True):
    """
    One way in, while it was open.

    Parameters
        name: notice (by the police), notification-order (by a court), or automatic.
        since, to: first and last day on which a notice could be given, an order made, or the conviction
            itself counted.
    """

    name: str
    since: date
    to: date | None
    citation: str
    source: str
    status: str


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
    routes = []
    for row in tomllib.loads(path.read_text(encoding="utf-8"))["route"]:
        where = f"{path.name}: {row.get('name', 'route')}"
        for key in sorted(row.keys() - _KEYS):
            raise BadInput(f"{where}: unknown key “{key}”. Allowed: {', '.join(sorted(_KEYS))}.", field=key)
        for key in sorted(_KEYS - {"to"} - row.keys()):
            raise BadInput(f"{where}: {key} is missing.", field=key)
        since, rest = row["from"], {key: row[key] for key in ("name", "citation", "source", "status")}
        routes.append(Route(since=since, to=row.get("to"), **rest))
    return tuple(routes)
