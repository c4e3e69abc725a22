"""Finding a person by whatever is known of them, spelled in whatever way."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection, transaction
from django.db.models.functions import Coalesce

from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_ROLES
from cairn.births import Birth
from cairn.ledger.entries.pace import SEARCHED
from cairn.ledger.services import enter
from cairn.record.identity.models import Identifier, IdentifierKind, Name, NameKind, Nominal
from cairn.record.identity.queries import shown_name
from cairn.search.query import Born, SearchQuery, read_query
from cairn.subjects.registry import subject

# Trigrams all shared: the same words, in whatever order.
_SAME = 0.999
# A day of birth alone says little of who somebody is.
_BORN_ONLY, _BORN_AND_NAMED = 0.5, 0.6
_SAID = ("born the same day", "may be born then")
# On one day of birth, more than the largest register has.
_MOST_BORN_THEN = 200


@dataclass(frozen=True, slots=True)
class Found:
    """
    A person found.

    Parameters
        name: the name we show; `matched_name`: the one that matched, which may be an alias.
        score: 0 to 1, for order only.
        why: what matched, in words.
    """

    nominal_id: UUID
    name: str
    matched_name: str
    date_of_birth: Birth
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Match:
    nominal_id: UUID
    score: float
    why: str
    name_id: UUID | None = None
    likeness: float = 0.0
    sounds: bool = False


@transaction.atomic
def find(
    actor: User,
    *,
    text: str = "",
    date_of_birth: date | Born | None = None,
    limit: int = 20,
    or_born_then: bool = False,
) -> list[Found]:
    """
    The people most like the query, best first, of those whom this user may see.

    Parameters
        text: names in any order and spelling, numbers in any spelling, a day or year of birth.
        date_of_birth: lowers those born on another day; alone, finds those born then.
        or_born_then: beside those of a like name, those born then under whatever name, as many again: somebody may
            have changed theirs. A name in common comes first; of a month or a year, nobody without one.

    Raises
        NotAllowed: the role reads no records.
        BadInput: nothing to look for, too long, or no such day.

    Source: DPA 2018 s.62(1)(c) (a search is a consultation; the entry says what
    kind and who was shown, and whether the searcher's own surname was asked for; never what was typed).
    """
    require_role(actor, CASE_ROLES, act="search for people")
    query = read_query(text, date_of_birth)
    matches = [*_by_number(query, limit), *_by_fact(query, limit)]
    if query.words:
        matches += _by_name(query, limit)
    elif query.born and not query.numbers and not query.facts:
        matches += _by_birth(query.born, limit)
    chosen = _best(matches)[:limit]
    if or_born_then and query.born and query.words:
        chosen = _best([*chosen, *_born_then(query.words, query.born, limit)])
    found = _told(chosen, query.born)
    shown = sorted(str(row.nominal_id) for row in found)
    detail: dict[str, str | int | list[str]] = {"kind": query.kind, "found": len(found), "nominals": shown}
    if query.names(actor.name):
        detail["own_name"] = True
    enter(actor, SEARCHED, detail=detail)
    return found


def _best(matches: Iterable[_Match]) -> list[_Match]:
    """The best match of each person, best first."""
    best: dict[UUID, _Match] = {}
    for match in sorted(matches, key=lambda match: -match.score):
        best.setdefault(match.nominal_id, match)
    return list(best.values())


def _by_number(query: SearchQuery, limit: int) -> list[_Match]:
    if not query.numbers:
        return []
    rows = Identifier.objects.filter(canonical__in=[canonical for _, canonical in query.numbers])
    return [
        _Match(row.nominal_id, 1.0, f"{IdentifierKind(row.kind).label} {row.canonical}")
        for row in rows.order_by("-current", "pk")[:limit]
        if (row.kind, row.canonical) in query.numbers
    ]


def _by_fact(query: SearchQuery, limit: int) -> Iterator[_Match]:
    """By facts of the subjects that say how a person is found by them."""
    for key, canonical in query.facts:
        kind = subject(key)
        if kind.finding is None:
            continue
        rows = kind.model._default_manager.filter(**{kind.finding.column: canonical})  # noqa: SLF001  Django's own API
        for row in rows.order_by("pk")[:limit]:
            yield _Match(kind.nominal_of(row), 1.0, kind.words(row))


def _by_name(query: SearchQuery, limit: int) -> list[_Match]:
    born = query.born
    days = [born.first, born.last, born.swapped] if born else [None, None, None]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nominal_id, name_id, score, likeness, sounds"
            " FROM cairn_find_names(%s::text[], %s::date, %s::date, %s::date, %s)",
            [list(query.words), *days, limit],
        )
        return [
            _Match(nominal_id, score, "", name_id, likeness, sounds)
            for nominal_id, name_id, score, likeness, sounds in cursor.fetchall()
        ]


def _by_birth(born: Born, limit: int) -> list[_Match]:
    people = Nominal.objects.annotate(
        first=Coalesce("birth_earliest", "date_of_birth"), last=Coalesce("birth_latest", "date_of_birth")
    ).filter(first__lte=born.last, last__gte=born.first)
    ids = people.order_by("date_of_birth", "pk").values_list("pk", flat=True)[:limit]
    return [_Match(nominal_id, _BORN_ONLY, "") for nominal_id in ids]


def _born_then(words: Sequence[str], born: Born, limit: int) -> list[_Match]:
    """Whoever was born then, under whatever name: first those with a name in common."""
    given = {_plain(word) for word in words}
    matches = []
    people = [match.nominal_id for match in _by_birth(born, _MOST_BORN_THEN)]
    common: dict[UUID, str] = {}
    for name in Name.objects.filter(nominal_id__in=people):
        shared = [word for word in f"{name.forenames} {name.surname}".split() if _plain(word) in given]
        if shared:
            common.setdefault(name.nominal_id, shared[0])
    when = _SAID[0] if born.first == born.last else _SAID[1]
    for nominal_id in people:
        if nominal_id in common:
            matches.append(_Match(nominal_id, _BORN_AND_NAMED, f"{when}; {common[nominal_id]} in common"))
        elif born.first == born.last:
            matches.append(_Match(nominal_id, _BORN_ONLY, when))
    return _best(matches)[:limit]


def _plain(word: str) -> str:
    """A word without accents and capitals."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _told(matches: list[_Match], born: Born | None) -> list[Found]:
    """Each match with its person's name and the reason in words, read under the user's own sight."""
    people = Nominal.objects.prefetch_related("names").in_bulk([match.nominal_id for match in matches])
    found = []
    for match in matches:
        person = people.get(match.nominal_id)
        if person is None:
            continue
        shown = str(shown_name(person) or "")
        matched = next((name for name in person.names.all() if name.pk == match.name_id), None)
        if match.name_id and matched is None:
            continue  # the name is kept from this user, and so is that it matched
        said = match.name_id is None and match.why.startswith(_SAID)
        reasons = [match.why, _why_name(match, matched), "" if said else _why_born(person.birth, born)]
        found.append(
            Found(
                nominal_id=person.pk,
                name=shown,
                matched_name=str(matched) if matched else shown,
                date_of_birth=person.birth,
                score=round(match.score, 3),
                why="; ".join(reason for reason in reasons if reason),
            )
        )
    return found


def _why_name(match: _Match, name: Name | None) -> str:
    if name is None:
        return ""
    kind = NameKind(name.kind).label.lower()
    if match.likeness >= _SAME:
        return f"{kind} is {name}"
    return f"sounds like {kind} {name}" if match.sounds else f"spelled like {kind} {name}"


def _why_born(date_of_birth: Birth, born: Born | None) -> str:
    if born is None:
        return ""
    if date_of_birth.first <= born.last and born.first <= date_of_birth.last:
        if born.first == born.last:
            return "born on that day"
        return "born in that month" if born.first.month == born.last.month else "born in that year"
    if date_of_birth == born.swapped:
        return "born on that day with day and month exchanged"
    return "born on another day"
