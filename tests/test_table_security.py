"""What rooms say of their tables, and the words of SQL that they say it with."""

from __future__ import annotations

from cairn.accounts.roles import Role
from cairn.table_security import TableSecurity, text_array


def test_words_are_written_as_a_sorted_array() -> None:
    assert text_array([Role.SUPERVISOR, Role.CHAIR]) == "ARRAY['chair', 'supervisor']::text[]"
    assert text_array([]) == "ARRAY[]::text[]"


def test_a_tables_history_only_grows() -> None:
    rule = TableSecurity("record_name", "identity", history="record_namehistory")
    assert list(rule.tables()) == [("record_name", False), ("record_namehistory", True)]
    assert list(TableSecurity("record_name", "identity").tables()) == [("record_name", False)]
