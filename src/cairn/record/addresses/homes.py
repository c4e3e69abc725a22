"""Homes follow one another: one at a time, the one before ending on the day on which the next begins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from cairn.dates import in_words
from cairn.errors import Conflict
from cairn.record.addresses.models import Address, AddressKind
from cairn.record.neighbours import changed_with
from cairn.subjects.declaration import Moved

HOMES = (AddressKind.HOME, AddressKind.NO_FIXED_ABODE)


@dataclass(frozen=True, slots=True)
class _Neighbours:
    """The home before one and the home after it, as far as there are any."""

    before: Address | None
    after: Address | None


def settle(home: Address, save: Callable[[], None], *, was: Address | None = None) -> list[Moved]:
    """
    Write a home, or having no fixed abode, and end the home before it on the day on which it begins.

    One that says no end ends where the next began. What is no home is written as it is.

    Parameters
        was: what the row said before, where it is corrected: the home that ended as it began ends with it still.

    Raises
        Conflict: another home covers one of those days; `about` says which.
    """
    if home.kind not in HOMES:
        save()
        return []
    beside = _beside(home)
    before = beside.before
    adjoins = was is not None and was.kind in HOMES and before is not None and before.ends == was.starts
    _check_free(home, beside, adjoins=adjoins)
    if beside.after is not None:
        home.ends = home.ends or beside.after.starts
    if before is None or before.ends == home.starts or not (before.ends is None or adjoins):
        save()
        return []
    # Two homes never share a day, not even between two statements: whichever gives way is written first.
    waits = before.ends is not None and before.ends < home.starts
    before.ends = home.starts
    if waits:
        save()
    before.save(update_fields=["ends"])
    if not waits:
        save()
    return [(before, ("ends",))]


def follow(was: Address, address: Address, save: Callable[[], None]) -> list[Moved]:
    """Write a corrected address, and move the home before it (see `settle`)."""
    if was.kind in HOMES and address.kind not in HOMES:
        restored = list(restores(was))
        save()
        for before, fields in restored:
            before.save(update_fields=fields)
        return restored
    return settle(address, save, was=was)


def restores(home: Address) -> Iterator[Moved]:
    """The home that ended because this one began, as it is without it."""
    if home.kind not in HOMES:
        return
    beside = _beside(home)
    before = beside.before
    if before is not None and before.ends == home.starts and changed_with(home, before):
        before.ends = beside.after.starts if beside.after is not None else None
        yield before, ("ends",)


def _others(home: Address) -> QuerySet[Address]:
    return Address.objects.filter(nominal_id=home.nominal_id, kind__in=HOMES).exclude(pk=home.pk)


def _beside(home: Address) -> _Neighbours:
    others = _others(home)
    return _Neighbours(
        others.filter(starts__lt=home.starts).order_by("-starts").first(),
        others.filter(starts__gte=home.starts).order_by("starts").first(),
    )


def _check_free(home: Address, beside: _Neighbours, *, adjoins: bool) -> None:
    before, after = beside.before, beside.after
    if after is not None and (after.starts == home.starts or (home.ends or after.starts) > after.starts):
        raise Conflict(
            f"Another home is on record from {in_words(after.starts)}. Check the days, or correct that one.",
            field="starts" if after.starts == home.starts else "ends",
            about=("record_address", after.pk),
        )
    if before is not None and before.ends is not None and before.ends > home.starts and not adjoins:
        raise Conflict(
            f"A home is on record from {in_words(before.starts)} until {in_words(before.ends)}. "
            "Check the days, or correct that one.",
            field="starts",
            about=("record_address", before.pk),
        )
