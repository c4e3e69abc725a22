"""One offender manager at a time: whoever had the person has them until the day on which the next begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import QuerySet

from cairn.dates import in_words
from cairn.errors import BadInput, Conflict
from cairn.record.allocation.models import Allocation
from cairn.record.field_checks import check_period
from cairn.record.neighbours import changed_with
from cairn.subjects.declaration import Moved


def check_allocation(allocation: Allocation, _today: date) -> None:
    """
    Raises
        BadInput: it ends before it begins.
    """
    check_period(allocation.starts, allocation.ends, field="ends")


def settle(allocation: Allocation, save: Callable[[], None]) -> Allocation | None:
    """
    Write a new allocation, and end the present one on the day on which it begins; gives back that one.

    Raises
        BadInput: the day is before the allocation that it would end.
        Conflict: the officer has the person already; `about` says since when.
    """
    before = _others(allocation).filter(ends__isnull=True).first()
    if before is None:
        save()
        return None
    if before.officer_id == allocation.officer_id and before.team_id == allocation.team_id:
        raise Conflict(
            f"This officer has had the person since {in_words(before.starts)}.",
            field="officer",
            about=("record_allocation", before.pk),
        )
    if allocation.starts < before.starts:
        raise BadInput(
            f"The present officer's allocation began on {in_words(before.starts)}. Give that day or a later one.",
            field="starts",
        )
    before.ends = allocation.starts
    before.save(update_fields=["ends"])
    save()
    return before


def follow(was: Allocation, allocation: Allocation, save: Callable[[], None]) -> list[Moved]:
    """
    Write a corrected allocation; the one before ends when it begins.

    Raises
        Conflict: another officer had the person on one of those days; `about` says which allocation.
    """
    others = _others(allocation)
    before = others.filter(ends=was.starts).order_by("-starts").first()
    # One given and taken back on a single day begins and ends with this one, and comes before it all the same.
    later = others.filter(starts__gte=was.starts)
    if before is not None:
        later = later.exclude(pk=before.pk)
    after = later.order_by("starts").first()
    if before is not None and allocation.starts < before.starts:
        raise _held(before, field="starts")
    if after is not None and (allocation.ends is None or allocation.ends > after.starts):
        raise _held(after, field="ends")
    save()
    if before is None or before.ends == allocation.starts:
        return []
    before.ends = allocation.starts
    before.save(update_fields=["ends"])
    return [(before, ("ends",))]


def restores(allocation: Allocation) -> Iterator[Moved]:
    """The allocation that ended because this one began, as it is without it."""
    others = _others(allocation)
    before = others.filter(ends=allocation.starts).order_by("-starts").first()
    if before is not None and changed_with(allocation, before):
        after = others.filter(starts__gte=allocation.starts).exclude(pk=before.pk).order_by("starts").first()
        before.ends = after.starts if after is not None else None
        yield before, ("ends",)


def _others(allocation: Allocation) -> QuerySet[Allocation]:
    return Allocation.objects.filter(nominal_id=allocation.nominal_id).exclude(pk=allocation.pk)


def _held(other: Allocation, *, field: str) -> Conflict:
    return Conflict(
        f"Another officer has the person from {in_words(other.starts)}. Check the days, or correct that one.",
        field=field,
        about=("record_allocation", other.pk),
    )
