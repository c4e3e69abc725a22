"""Notifications and what was notified, as subjects of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.record.notifications.brought import facts_brought
from cairn.record.notifications.checks import check_matter, check_notification
from cairn.record.notifications.models import Notification, NotifiedMatter
from cairn.record.travel.models import Trip
from cairn.subjects.declaration import Amending, Event, Subject


def _events(row: Notification) -> Iterator[Event]:
    matters = ", ".join(dict.fromkeys(map(str, row.matters.all())))
    title = f"Notified: {matters}" if matters else "Notified"
    yield Event(row.given_on, title, row.station, row.received_by.name)


NOTIFICATION = Subject(
    key="notifications",
    model=Notification,
    fact="notifications",
    order=("-given_at", "-recorded_at"),
    begins="given_on",
    events=_events,
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=("given_at", "station", "in_person", "unchanged", "fingerprints_taken", "photograph_taken"),
        check=check_notification,
        derived=("given_on",),
        brings=facts_brought,
    ),
)
MATTER = Subject(
    key="matters",
    model=NotifiedMatter,
    fact="notifications",
    part_of="notification_id",
    depends_on={"notification_id": Notification, "trip_id": Trip},
    order=("of", "about"),
    letter="what you notified",
    shown=False,
    refusals={"only_changes_expected": ("expected_on", "Only a change can be notified in advance.")},
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=("of", "about", "expected_on", "return_on", "return_point"),
        check=check_matter,
    ),
)
