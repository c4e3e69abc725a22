"""Forgetting which forms were sent, once their pages can be sent no more."""

from __future__ import annotations

from datetime import timedelta

import psycopg

from cairn.accounts.sign_in.ended_sessions import NOTE_SECONDS
from cairn.ledger.jobs_role import jobs_conninfo

# A page is good for a day; a second one makes sure.
_KEPT = timedelta(seconds=2 * NOTE_SECONDS)


def sweep_sent_forms(conninfo: str = "") -> int:
    """Take away the notes of forms sent longer ago than any page that could be sent again; answers with how many."""
    with psycopg.connect(conninfo or jobs_conninfo()) as connection:
        swept = connection.execute(
            "DELETE FROM record_sentform WHERE sent_at < transaction_timestamp() - %s::interval", [_KEPT]
        )
        return swept.rowcount
