"""What is restricted about a person, as far as this user is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from cairn.access.partnerships.queries import partners_of
from cairn.access.restricted.models import Category, NamedReader, RestrictedFact, RestrictedNominal
from cairn.access.transfers.queries import standing_offer
from cairn.accounts.agencies.models import User
from cairn.accounts.roles import CASE_ROLES, RECEIVERS
from cairn.errors import NotFound


@dataclass(frozen=True, slots=True)
class Marker:
    """
    That a fact is redacted for this user: where it belongs, and why; never what.

    Parameters
        kept_in: the table in which it is kept.
        ask: the agency that owns the record.
    """

    kept_in: str
    category: Category
    ask: UUID | None


def restriction_of(nominal_id: UUID) -> RestrictedNominal | None:
    """The restriction that stands on a whole record, to those it names; None to all others."""
    standing = RestrictedNominal.objects.filter(nominal_id=nominal_id, lifted_at__isnull=True)
    return standing.select_related("set_by").first()


def readers_of(nominal_id: UUID) -> list[NamedReader]:
    """Who is named on a restricted record, by agency and name."""
    naming = NamedReader.objects.filter(nominal_id=nominal_id, ended_at__isnull=True)
    return list(naming.select_related("user", "user__agency").order_by("user__agency__name", "user__name"))


def may_be_named(nominal_id: UUID, *, as_at: date) -> list[User]:
    """
    Who may be named as a reader, by agency and name: those who open records in an agency that works with the
    person, and those who may take the record over for an agency to which it is on offer.
    """
    working = {row.agency_id for row in partners_of(nominal_id, as_at=as_at)}
    eligible = Q(agency_id__in=working, role__in=CASE_ROLES)
    if offer := standing_offer(nominal_id, today=as_at):
        eligible |= Q(agency_id=offer.to_agency_id, role__in=RECEIVERS)
    people = User.objects.filter(eligible, is_active=True).select_related("agency")
    return list(people.order_by("agency__name", "name"))


def get_fact_restriction(restriction_id: UUID) -> RestrictedFact:
    """
    Raises
        NotFound: no such restriction, or none that this user may see.
    """
    found = RestrictedFact.objects.filter(pk=restriction_id).select_related("set_by").first()
    if found is None:
        raise NotFound("There is no such restriction, or none that you may see.")
    return found


def restricted_facts_of(nominal_id: UUID) -> list[RestrictedFact]:
    """The restrictions of single facts that this user reads in full, the latest first."""
    standing = RestrictedFact.objects.filter(nominal_id=nominal_id, lifted_at__isnull=True)
    return list(standing.select_related("set_by").order_by("-set_at"))


def markers_of(nominal_id: UUID) -> list[Marker]:
    """The redacted facts of a person of which this user is told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kept_in, category, agency_id FROM cairn_markers(%s)", [nominal_id])
        return [Marker(kept_in, Category(category), ask) for kept_in, category, ask in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Restrictions:
    """
    What is restricted of a record, to this user.

    Parameters
        whole: the whole record is restricted to named people.
        markers: single facts of which they are told that they are withheld.
        redacts: something is kept from them, told or not.
    """

    whole: bool
    markers: tuple[Marker, ...]
    redacts: bool


def restrictions_on(nominal_id: UUID) -> Restrictions:
    """Whether the whole record is restricted, `markers_of` and `has_redactions`, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT whole.restricted, cairn_withholds(%s), marked.kept_in, marked.category, marked.agency_id FROM ("
            "  SELECT EXISTS (SELECT 1 FROM access_restrictednominal"
            "                 WHERE nominal_id = %s AND lifted_at IS NULL) AS restricted"
            ") whole LEFT JOIN cairn_markers(%s) marked ON true",
            [nominal_id] * 3,
        )
        rows = cursor.fetchall()
    markers = (Marker(kept_in, Category(kind), ask) for _, _, kept_in, kind, ask in rows if kept_in)
    return Restrictions(
        any(restricted for restricted, *_ in rows), tuple(markers), any(kept for _, kept, *_ in rows)
    )


def has_redactions(nominal_id: UUID) -> bool:
    """Whether anything of this record is redacted for this user, whether they are told or not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cairn_withholds(%s)", [nominal_id])
        row = cursor.fetchone()
    return bool(row and row[0])
