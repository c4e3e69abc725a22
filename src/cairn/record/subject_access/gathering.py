"""
Everything held about one person, as facts with labels, from the rooms' own declarations.

Source: Data Protection Act 2018 s.45(1)(b): access to the personal data.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

from cairn.access.restricted.queries import restricted_facts_of
from cairn.access.restricted.services import restrictable
from cairn.accounts.models import Agency, Team, User
from cairn.dates import in_words, london
from cairn.record.identity.models import Nominal
from cairn.record.retention.tables import places

# What the person is told each table holds. A table in neither list is given under its own name, and a test
# fails until somebody has decided where it belongs.
TITLES: dict[str, str] = {
    "record_nominal": "Who you are",
    "record_name": "Name",
    "record_identifier": "Number that other systems know you by",
    "record_photograph": "Photograph",
    "record_address": "Address",
    "record_stay": "Stay at other premises",
    "record_householdstay": "Stay in a household with a child",
    "record_conviction": "Conviction, caution or finding",
    "record_disposal": "Sentence or other disposal",
    "record_courtorder": "Order of a court",
    "record_timeaway": "Custody, hospital or time abroad",
    "record_notification": "Notification",
    "record_notifiedmatter": "What you notified",
    "record_trip": "Journey abroad",
    "record_financialdetail": "Bank account, card or identity document",
    "record_disclosure": "Disclosure about you to somebody else",
    "record_allocation": "Officer who manages you",
    "record_retentionreview": "Review of the need to keep your record",
    "record_legalhold": "Hold on disposal of your record",
    "supervision_riskassessment": "Assessment of risk (an opinion, not a fact)",
    "supervision_visit": "Visit",
    "plan_managementlevel": "MAPPA level",
    "plan_plan": "Risk management plan",
    "plan_action": "Action in the plan",
    "clock_standing": "Registration, as worked out by the system",
    "access_partnership": "Agency with access to your record",
    "access_accessrequest": "Agency's request for access to your record",
    "access_transfer": "Offer of your record to another agency",
}
EXCLUDED: dict[str, str] = {
    "access_restrictednominal": "How the record is protected: telling would undermine it (s.45(4)).",
    "access_breakglass": "Who opened the record, as the log says; see there.",
    "access_namedreader": "How the record is protected: telling would undermine it (s.45(4)).",
    "access_repetition": "How a fact is protected; both rows are gathered themselves.",
    "access_restrictedfact": "How a fact is protected; the fact itself is gathered, marked as restricted.",
    "record_draft": "Typed by one officer and not yet a record; it becomes one or is discarded.",
    "record_subjectrequest": "The request itself.",
    "record_clarification": "The request itself.",
    "record_accessitem": "The request itself.",
    "clock_duty": "Worked out anew every day from facts that are given.",
    "clock_keptduties": "That duties could not be worked out on a day; says nothing of the person.",
    "ledger_entry": "Logs may be used only for the purposes of s.62(4).",
}
# Where a field's own name would not tell a reader what it is.
_LABELS: dict[str, str] = {
    "on": "Date",
    "of": "What",
    "about": "About",
    "lines": "Address",
    "raw": "As written",
    "canonical": "In standard form",
    "shown": "Used as the main name",
    "told": "What you told us",
    "set_on": "Date",
    "set_by": "Set by",
    "since": "From",
    "indefinite": "Without an end",
    "registrable": "Subject to notification requirements",
    "changes_on": "Next worked out on",
    "starts": "From",
    "ends": "Until",
    "sha256": "Digest of the image",
}
_STANDING = "clock_standing"
# What registration, category and levels are worked out from. Which of them made the answer is not asked.
_BEHIND_THE_STANDING = frozenset(
    {
        "record_conviction",
        "record_disposal",
        "record_courtorder",
        "record_timeaway",
        "supervision_riskassessment",
        "plan_managementlevel",
    }
)
_NEVER_SHOWN = (models.BinaryField,)
_TOLD_AS_TEXT = (models.TextField, models.JSONField)


@dataclass(frozen=True, slots=True)
class Gathered:
    """
    One row.

    Parameters
        content: (label, value) pairs; empty facts are left out.
        names_staff: labels of facts that name staff: third-party data.
        free_text: whether somebody must read it before it goes: it may speak of others, or is restricted.
        repeats: the rows that it says again, by table and id: itself, and those that it points at.
    """

    kind: str
    title: str
    content: list[tuple[str, str]]
    names_staff: list[str]
    free_text: bool
    repeats: tuple[tuple[str, UUID], ...]


def gather(nominal_id: UUID) -> Iterator[Gathered]:
    """
    Every row about the person that the user may read, in the order of the titles above.

    A restricted fact is proposed to be withheld whole, and waits for somebody who reads it.
    """
    restricted = {(fact.kept_in, fact.row_id) for fact in restricted_facts_of(nominal_id)}
    with connection.cursor() as cursor:
        found = [place for place in places(cursor) if not place.past and place.table not in EXCLUDED]
    by_table = {model._meta.db_table: model for model in apps.get_models()}  # noqa: SLF001  Django's own API
    order = {table: number for number, table in enumerate(TITLES)}
    behind: list[tuple[str, UUID]] = []
    tables = frozenset(restrictable())
    for place in sorted(found, key=lambda place: (order.get(place.table, len(order)), place.table)):
        model = by_table[place.table]
        related = [field.name for field in _fields(model) if isinstance(field, models.ForeignKey)]
        rows = model._base_manager.filter(**{place.column: nominal_id})  # noqa: SLF001  beside it
        for row in rows.select_related(*related).order_by(*_dates(model), "pk"):
            found_row = _row(place.table, row, tables)
            if place.table == _STANDING:
                found_row = replace(found_row, repeats=tuple(behind))
            elif place.table in _BEHIND_THE_STANDING:
                behind.append((place.table, row.pk))
            yield _restricted(found_row) if (place.table, row.pk) in restricted else found_row


def _restricted(row: Gathered) -> Gathered:
    labels = [label for label, _ in row.content]
    return replace(row, title=f"{row.title} (restricted)", names_staff=labels, free_text=True)


def _fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """Facts: not keys, not pictures, not rows that are gathered themselves."""
    facts = []
    for field in model._meta.concrete_fields:  # noqa: SLF001  Django's own API
        target = getattr(field, "related_model", None)
        to_another_row = target is not None and not issubclass(target, (User, Agency, Team))
        if not (field.primary_key or to_another_row or target is Nominal or isinstance(field, _NEVER_SHOWN)):
            facts.append(field)
    return facts


def _dates(model: type[models.Model]) -> list[str]:
    """The first date of each row: the order in which things happened."""
    return [field.name for field in _fields(model) if isinstance(field, models.DateField)][:1]


def _row(table: str, row: models.Model, tables: Collection[str]) -> Gathered:
    content: list[tuple[str, str]] = []
    staff: list[str] = []
    free = False
    for field in _fields(type(row)):
        value = getattr(row, field.name)
        # A nought is a length that was not given: no years, no months.
        if (
            value in (None, "", {}, [])
            or isinstance(value, UUID)
            or (isinstance(value, list) and any(isinstance(one, UUID) for one in value))
            or (value == 0 and not isinstance(value, bool))
        ):
            continue
        label = _label(field)
        content.append((label, _words(row, field, value)))
        if isinstance(value, User):
            staff.append(label)
        free = free or isinstance(field, _TOLD_AS_TEXT)
    title = TITLES.get(table, str(row._meta.verbose_name).capitalize())  # noqa: SLF001  Django's own API
    return Gathered(table, title, content, staff, free, tuple(_repeats(table, row, tables)))


def _repeats(table: str, row: models.Model, tables: Collection[str]) -> Iterator[tuple[str, UUID]]:
    """The row, and the rows that it points at, of tables whose rows may be kept back: then the copy is too."""
    if table in tables:
        yield table, row.pk
    for field in row._meta.concrete_fields:  # noqa: SLF001  Django's own API
        target = getattr(field, "related_model", None)
        pointed = target._meta.db_table if target else ""  # noqa: SLF001  as above
        if pointed in tables and (key := getattr(row, field.attname)):
            yield pointed, key


def label_of(model: type[models.Model], name: str) -> str:
    """What the person is told that a model's field is."""
    return _label(model._meta.get_field(name))  # noqa: SLF001  Django's own API


def _label(field: Any) -> str:
    return _LABELS.get(field.name, _sentence(str(field.verbose_name).replace(" id", "")))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _words(row: models.Model, field: models.Field[Any, Any], value: object) -> str:
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        local = london(value)
        return f"{in_words(local.date())}, {local:%H:%M}"
    if isinstance(value, date):
        return in_words(value)
    if isinstance(value, (dict, list)):
        return "; ".join(_flat(value))
    return str(value)


def _flat(value: object, name: str = "") -> Iterator[str]:
    """A JSON value as "name: value" pieces."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _flat(inner, f"{name} {key}".strip().replace("_", " "))
    elif isinstance(value, list):
        for inner in value:
            yield from _flat(inner, name)
    elif value not in (None, ""):
        said = value if isinstance(value, str) else json.dumps(value)
        yield f"{name}: {said}" if name else str(said)
