"""Where the person lives, lived and stayed."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from cairn.record.addresses.models import Address, AddressKind, HouseholdStay, Stay


def addresses_of(nominal_id: UUID) -> list[Address]:
    """Every place, newest first."""
    return list(Address.objects.filter(nominal_id=nominal_id).order_by("-starts", "kind", "recorded_at"))


def current_home(nominal_id: UUID, *, as_at: date) -> Address | None:
    """The home, or where someone of no fixed abode can be found, on that day; None if not on record."""
    homes = Address.objects.filter(
        Q(ends__isnull=True) | Q(ends__gt=as_at),
        nominal_id=nominal_id,
        kind__in=[AddressKind.HOME, AddressKind.NO_FIXED_ABODE],
        starts__lte=as_at,
    )
    return homes.first()


def stays_of(nominal_id: UUID) -> list[Stay]:
    """Stays away from home, newest first."""
    return list(Stay.objects.filter(nominal_id=nominal_id).order_by("-first_day", "premises"))


def household_stays_of(nominal_id: UUID) -> list[HouseholdStay]:
    """Stays where a child lives or stays, newest first."""
    return list(HouseholdStay.objects.filter(nominal_id=nominal_id).order_by("-arrived", "premises"))
