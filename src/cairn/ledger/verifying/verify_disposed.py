"""The list of what was lawfully erased, against the entries that seal it."""

from __future__ import annotations

import psycopg

from cairn.ledger.verifying.findings import Damage

# The digest of a list of leaves: their numbers in order, with commas between.
LISTED = "encode(sha256(convert_to(string_agg(leaf_index::text, ',' ORDER BY leaf_index), 'UTF8')), 'hex')"


def disposed(connection: psycopg.Connection, damage: Damage) -> int:
    """Check every list; give how many leaves are on them."""
    rows = connection.execute(
        f"WITH listed AS (SELECT entry_id, count(*) AS number, {LISTED} AS digest FROM ledger_disposed GROUP BY 1),"
        " sealed AS (SELECT id, detail ->> 'leaves' AS digest FROM ledger_entry"
        "            WHERE act = 'erasure' AND actor_id IS NULL AND detail ? 'leaves')"
        " SELECT coalesce(id, entry_id), coalesce(number, 0), listed.digest IS NOT DISTINCT FROM sealed.digest"
        " FROM listed FULL JOIN sealed ON id = entry_id ORDER BY 1"
    )
    total = 0
    for entry, number, agrees in rows:
        total += number
        if not agrees:
            what = f"altered: the list of erased leaves is not the one that entry {entry} seals"
            damage.name("ledger_disposed", f"of entry {entry}", what)
    return total
