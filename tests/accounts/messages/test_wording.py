"""Every kind has words: what awaits, until when and where; and for an account, what to do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from cairn.accounts.messages.models import OF_ACCOUNTS, MessageKind
from cairn.accounts.messages.wording import words

UNTIL = datetime(2026, 7, 3, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize("kind", MessageKind)
def test_each_kind_says_what_and_where(kind: MessageKind) -> None:
    subject, text = words(kind, until=None, address="https://cairn.example/")
    assert subject.startswith("Cairn: ")
    assert "https://cairn.example/" in text
    assert "Until" not in text
    assert ("tell your administrator at once" in text) is (kind in OF_ACCOUNTS)
    assert ("page Access" in text) is (kind not in OF_ACCOUNTS)


def test_a_time_is_told_in_london() -> None:
    _, text = words(MessageKind.EMERGENCY, until=UNTIL, address="https://cairn.example/")
    assert "Until 3 July 2026, 14:05." in text
