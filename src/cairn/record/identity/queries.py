"""Who the person is. Whatever the user may not see is not there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, Exists, F, OuterRef, QuerySet, Subquery, Value, When

from cairn.access.owning import NO_SUCH_PERSON
from cairn.births import Birth
from cairn.errors import NotFound
from cairn.record.identity.models import (
    NAME_NOT_KNOWN,
    Identifier,
    IdentifierKind,
    IdentifierStatus,
    Name,
    NameKind,
    Nominal,
    Photograph,
)
from cairn.subjects.reading import Elsewhere, read_rows

# Which name comes first when none is marked as shown.
_ORDER = [NameKind.LEGAL, NameKind.BIRTH, NameKind.FORMER, NameKind.ALIAS, NameKind.ONLINE, NameKind.UNKNOWN]


# Of somebody whose name is not known, that it is not stands before what they are known by.
_FIRST = Case(
    When(kind=NameKind.UNKNOWN, then=Value(NAME_NOT_KNOWN)), default=F("forenames"), output_field=CharField()
)


def get_person(nominal_id: UUID) -> Nominal:
    """
    The person, with their names at hand.

    Raises
        NotFound: no such person, or none that this user may see; one message for both.
    """
    nominal = Nominal.objects.prefetch_related("names").filter(pk=nominal_id).first()
    if nominal is None:
        raise NotFound(NO_SUCH_PERSON)
    return nominal


def _in_order(names: list[Name]) -> list[Name]:
    return sorted(names, key=lambda name: (not name.shown, _ORDER.index(NameKind(name.kind)), name.surname))


def shown_name(nominal: Nominal) -> Name | None:
    """The name we show. With `get_person`'s nominal it asks the database nothing."""
    return next(iter(_in_order(list(nominal.names.all()))), None)


def shown_names(nominal_ids: Collection[UUID]) -> dict[UUID, Name]:
    """The names we show of several people, in two queries; whoever the user may not see is not there."""
    people = Nominal.objects.prefetch_related("names").filter(pk__in=nominal_ids)
    named = ((person.pk, shown_name(person)) for person in people)
    return {key: name for key, name in named if name is not None}


def identity_beside(nominal: str = "nominal_id") -> dict[str, Subquery]:
    """
    The name shown (`forenames`, `surname`) and the date of birth (see `birth_beside`), to be read beside rows of another room.

    Parameters
        nominal: the field of those rows that names the person.
    """
    shown = Name.objects.filter(nominal_id=OuterRef(nominal), shown=True)
    return {
        "forenames": Subquery(shown.annotate(first=_FIRST).values("first")[:1]),
        "surname": Subquery(shown.values("surname")[:1]),
        **{
            name: Subquery(Nominal.objects.filter(pk=OuterRef(nominal)).values(field)[:1])
            for name, field in (("born", "date_of_birth"), ("known", "born_known"), ("within", "born_within"))
        },
    }


def birth_beside(row: Mapping[str, Any]) -> Birth | None:
    """The date of birth read beside a row of another room (`identity_beside`), as far as it is known."""
    return Birth(row["born"], row["known"], row["within"]) if row["born"] else None


def births_of(nominal_ids: Collection[UUID]) -> dict[UUID, Birth]:
    """The date of birth of each; whoever the user may not see is not there."""
    return {each.pk: each.birth for each in Nominal.objects.filter(pk__in=nominal_ids)}


def main_names_of(nominal_ids: Collection[UUID]) -> dict[UUID, str]:
    """The name marked as shown of each, in one query."""
    shown = Name.objects.filter(nominal_id__in=nominal_ids, shown=True)
    return {name.nominal_id: str(name) for name in shown}


def names_of(nominal_id: UUID) -> list[Name]:
    """Every name: the one shown first, then by kind."""
    return _in_order(list(Name.objects.filter(nominal_id=nominal_id)))


def identifiers_of(nominal_id: UUID) -> list[Identifier]:
    """Current numbers, by kind. Partners see none."""
    return list(
        Identifier.objects.filter(nominal_id=nominal_id, current=True).order_by("kind", "recorded_at")
    )


# Both rows are rows that the user sees: whoever sees only one of the two records is told of neither.
_NAMES_ONE = f"current AND kind <> '{IdentifierKind.UPRN}' AND status <> '{IdentifierStatus.MALFORMED}'"
NUMBERS_ELSEWHERE = Elsewhere(
    Identifier,
    f"""t.nominal_id <> %(nominal)s AND {_NAMES_ONE} AND EXISTS (
        SELECT FROM (SELECT * FROM record_identifier WHERE nominal_id = %(nominal)s AND {_NAMES_ONE}) own
        WHERE (own.kind, own.canonical) = (t.kind, t.canonical))""",
)


def numbers_elsewhere(nominal_id: UUID) -> list[Identifier]:
    """Current rows of other records that say a number of this one."""
    rows = read_rows(nominal_id, (), beside=[NUMBERS_ELSEWHERE]).elsewhere(Identifier)
    return sorted(rows, key=lambda row: (row.kind, row.recorded_at))


def numbers_on_two_records() -> list[Identifier]:
    """Every current row whose number another record has too, of the records that the user sees, by number."""
    same = _naming_one().filter(kind=OuterRef("kind"), canonical=OuterRef("canonical"))
    twice = _naming_one().filter(Exists(same.exclude(nominal_id=OuterRef("nominal_id"))))
    return list(twice.order_by("kind", "canonical", "recorded_at"))


def _naming_one() -> QuerySet[Identifier]:
    """Current numbers that name one person."""
    current = Identifier.objects.filter(current=True)
    return current.exclude(kind=IdentifierKind.UPRN).exclude(status=IdentifierStatus.MALFORMED)


def has_photograph(nominal_id: UUID) -> bool:
    """Whether there is one to show; its bytes are read only where it is shown."""
    return Photograph.objects.filter(nominal_id=nominal_id).exists()


def photograph_of(nominal_id: UUID) -> Photograph | None:
    """The latest photograph, if there is one."""
    return Photograph.objects.filter(nominal_id=nominal_id).order_by("-taken_on", "-added_at").first()
