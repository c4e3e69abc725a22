"""Rows in COPY's text format come back as they went in."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from cairn.clock.models import CaseSummary, Duty
from cairn.clock.projection.rows import CaseSummaryRow, DutyRow, columns_of, copy_text

pytestmark = pytest.mark.django_db
TEXT = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"))
ROWS = st.lists(
    st.tuples(
        st.none() | TEXT,
        st.booleans(),
        st.integers(-9, 9),
        st.none() | st.dates(date(1900, 1, 1)),
        st.uuids(),
    )
)


@given(rows=ROWS)
def test_what_is_written_is_read_back(rows: list[tuple[object, ...]]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE IF NOT EXISTS copied (t text, b boolean, i int, d date, u uuid)")
        cursor.execute("TRUNCATE copied")
        with cursor.copy("COPY copied FROM STDIN") as copy:
            copy.write(copy_text(rows))
        cursor.execute("SELECT * FROM copied")
        assert cursor.fetchall() == rows


def test_a_moment_keeps_its_zone() -> None:
    moment = datetime(2026, 7, 1, 11, 30, tzinfo=UTC)
    assert copy_text([(moment, uuid.UUID(int=1))]) == (
        b"2026-07-01T11:30:00+00:00\t00000000-0000-0000-0000-000000000001\n"
    )


@pytest.mark.parametrize(("row", "model"), [(CaseSummaryRow, CaseSummary), (DutyRow, Duty)])
def test_a_row_has_every_column_of_its_table_but_the_key(row: type, model: type) -> None:
    columns = [field.column for field in model._meta.concrete_fields if field.column != "id"]  # type: ignore[attr-defined]
    assert list(columns_of(row)) == columns  # type: ignore[attr-defined]
