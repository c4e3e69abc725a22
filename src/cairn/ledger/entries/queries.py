"""What the ledger says, as far as the reader may see: newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from cairn.dates import ONE_DAY, ONE_HOUR, london
from cairn.errors import BadInput
from cairn.ledger.audit.anomalies import AuditedEntry
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act, Operation, is_family
from cairn.ledger.services import REFUSED

PAGE = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryFilter:
    """
    Which entries. What is None or empty narrows nothing.

    Parameters
        request: an id of letters a to f, digits and dashes, or its beginning.
        since, until: days in London, both counted.
        listed: with `nominal_id`, also lists and searches that showed this person among others.
    """

    nominal_id: UUID | None = None
    actor_id: UUID | None = None
    agency_id: UUID | None = None
    act: str = ""
    operation: Operation | None = None
    request: str = ""
    since: date | None = None
    until: date | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class EntryPage:
    """Some entries, and the id to ask before for those that are older; None: there are none."""

    entries: tuple[Entry, ...]
    older: int | None


def entries(wanted: EntryFilter, *, before: int | None = None, size: int = PAGE) -> EntryPage:
    """The newest entries that are wanted, or those older than the entry `before`."""
    rows = _wanted(wanted)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = tuple(rows.order_by("-pk")[: size + 1])
    return EntryPage(found[:size], found[size - 1].pk if len(found) > size else None)


def every_entry(wanted: EntryFilter, *, most: int) -> tuple[Entry, ...]:
    """
    All that is wanted, newest first.

    Raises
        BadInput: there are more than `most`.
    """
    found = entries(wanted, size=most)
    if found.older is not None:
        raise BadInput(f"There are more than {most:,} entries. Choose fewer days, or narrow the list.")
    return found.entries


def looks_of(agency_id: UUID, *, since: date, until: date, most: int) -> tuple[list[AuditedEntry], bool]:
    """
    What an agency's people opened and wrote on those days, oldest first, and whether that is all of it.

    Where there are more than `most`, the newest are given.
    """
    acts = (Act.CONSULTATION, Act.COLLECTION, Act.ALTERATION)
    rows = _wanted(EntryFilter(agency_id=agency_id, since=since, until=until)).filter(act__in=acts)
    read = list(
        rows.order_by("-at", "-pk").values_list(
            "pk", "at", "actor_id", "nominal_id", "act", "what", "detail"
        )[: most + 1]
    )
    looks = [
        AuditedEntry(
            id=pk,
            at=at,
            actor_id=actor_id,
            nominal_id=nominal_id,
            act=act,
            role=str(detail.get("role", "")),
            basis=str(detail.get("sight", "")),
            own_name=bool(detail.get("own_name")),
            refused=what == REFUSED.code,
            account=str(detail.get("user", "")),
            proposed_by=str(detail.get("proposed_by", "")) if "refused_by" not in detail else "",
            approved="approved_by" in detail,
        )
        for pk, at, actor_id, nominal_id, act, what, detail in reversed(read[:most])
        if actor_id is not None
    ]
    return looks, len(read) <= most


def between(
    first: int, last: int, *, actor_id: UUID, nominal_id: UUID | None = None, act: Act = Act.CONSULTATION
) -> QuerySet[Entry]:
    """What one person did of one kind from one entry to another, newest first; perhaps of one record only."""
    rows = Entry.objects.filter(pk__range=(first, last), actor_id=actor_id, act=act)
    return (rows.filter(nominal_id=nominal_id) if nominal_id else rows).order_by("-pk")


def day_begins(day: date) -> datetime:
    """The moment at which a day begins in London."""
    start = datetime(day.year, day.month, day.day, tzinfo=UTC)
    earlier = start - ONE_HOUR
    return earlier if london(earlier).date() == day else start


def _wanted(wanted: EntryFilter) -> QuerySet[Entry]:
    exact = {
        "actor_id": wanted.actor_id,
        "agency_id": wanted.agency_id,
        "act": wanted.act,
    }
    rows = Entry.objects.filter(**{name: value for name, value in exact.items() if value})
    if wanted.operation:
        rows = _of(rows, wanted.operation)
    if wanted.request:
        # A range, not LIKE: row security lets only functions that leak nothing reach the index.
        rows = rows.filter(request__gte=wanted.request, request__lt=f"{wanted.request}z")
    if wanted.nominal_id:
        about = Q(nominal_id=wanted.nominal_id)
        if wanted.listed:
            about |= Q(detail__nominals__contains=[str(wanted.nominal_id)])
        rows = rows.filter(about)
    if wanted.since:
        rows = rows.filter(at__gte=day_begins(wanted.since))
    if wanted.until:
        rows = rows.filter(at__lt=day_begins(wanted.until + ONE_DAY))
    return rows


def _of(rows: QuerySet[Entry], operation: Operation) -> QuerySet[Entry]:
    if is_family(operation):
        # A range, as above.
        rows = rows.filter(what__gte=operation.code, what__lt=f"{operation.code}~")
    else:
        rows = rows.filter(what=operation.code)
    return rows.filter(act=operation.act)
