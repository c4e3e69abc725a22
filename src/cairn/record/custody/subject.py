"""Time in custody, in hospital or abroad, as a subject of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.record.custody.models import AwayKind, TimeAway
from cairn.record.custody.services import check_time_away
from cairn.subjects.declaration import Amending, Event, Subject

_CAME_BACK = {AwayKind.CUSTODY: "Released", AwayKind.HOSPITAL: "Discharged", AwayKind.ABROAD: "Returned"}


def _events(away: TimeAway) -> Iterator[Event]:
    yield Event(away.began, away.get_kind_display(), away.place)
    if away.ended:
        yield Event(away.ended, _CAME_BACK[AwayKind(away.kind)], away.place)


TIME_AWAY = Subject(
    key="time-away",
    model=TimeAway,
    fact="custody",
    order=("-began", "kind"),
    begins="began",
    ends="ended",
    events=_events,
    letter="custody, hospital or time abroad",
    makes_standing=True,
    refusals={
        "away_ends_after_start": ("ended", "It ended before it began. Give a later day."),
        "away_once_at_a_time": (
            "began",
            "Another period of the same kind is on record for one of those days.",
        ),
    },
    amending=Amending(
        roles=RECORD_KEEPERS, fields=("kind", "began", "ended", "place"), check=check_time_away
    ),
)
