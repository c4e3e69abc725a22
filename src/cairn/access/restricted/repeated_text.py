"""Where else a record holds the text of one of its facts: for whoever restricts the fact, to restrict that too."""

from __future__ import annotations

from uuid import UUID

from django.db import connection, models

from cairn.access.restricted.models import Repetition, RestrictedFact
from cairn.access.restricted.services import restrictable
from cairn.subjects.declaration import Subject

# Shorter values (initials, a unit) are found everywhere and tell nothing.
_SHORTEST = 4
_SAYING = """
    SELECT t.id FROM {table} t WHERE t.{nominal} = %(nominal)s AND EXISTS (
        SELECT 1 FROM jsonb_each_text(to_jsonb(t)) said, unnest(%(words)s::text[]) word
        WHERE strpos(upper(regexp_replace(said.value, '\\s+', ' ', 'g')), word) > 0
    ) ORDER BY t.id
"""


def rows_with_the_same_text(nominal_id: UUID, kept_in: str, row_id: UUID) -> list[tuple[str, UUID]]:
    """
    Other rows of the person that contain, word for word, a text of this one, as far as the user reads them.

    Rows that are redacted with this one anyway, and rows that are restricted already, are left out. Whole values
    are compared (an address line, a postcode, a surname, a number), whatever their capitals and spaces.
    Paraphrases are not detected.

    Returns table and id, in the order of the tables' names; nothing for a row that the user does not see.
    """
    tables = restrictable()
    words = _words_of(tables[kept_in], nominal_id, row_id) if kept_in in tables else []
    if not words:
        return []
    settled = {row_id, *Repetition.objects.filter(row_id=row_id).values_list("said_row", flat=True)}
    standing = RestrictedFact.objects.filter(nominal_id=nominal_id, lifted_at__isnull=True)
    settled |= set(standing.values_list("row_id", flat=True))
    found: list[tuple[str, UUID]] = []
    with connection.cursor() as cursor:
        for table, subject in sorted(tables.items()):
            statement = _SAYING.format(table=table, nominal=subject.nominal)
            cursor.execute(statement, {"nominal": nominal_id, "words": words})
            found += [(table, key) for (key,) in cursor.fetchall() if key not in settled]
    return found


def _words_of(subject: Subject, nominal_id: UUID, row_id: UUID) -> list[str]:
    """What somebody wrote in the row: the values of its columns of free text."""
    rows = subject.model._default_manager.defer(*subject.unread)  # noqa: SLF001  Django's own API
    row = rows.filter(pk=row_id, **{subject.nominal: nominal_id}).first()
    if row is None:
        return []
    texts = (
        getattr(row, field.attname)
        for field in subject.model._meta.concrete_fields  # noqa: SLF001  as above
        if isinstance(field, (models.CharField, models.TextField)) and not field.choices
    )
    folded = (" ".join(text.split()).upper() for text in texts if text)
    return sorted({text for text in folded if len(text) >= _SHORTEST})
