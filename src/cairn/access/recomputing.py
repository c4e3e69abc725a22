"""One nominal's facts in full, while their duties are made anew: the setting, and the function that policies ask."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.db import connection

FUNCTIONS = """
-- The nominal whose duties are being recomputed in this transaction, if the user works with them at all:
-- a partner who completes an action changes duties that rest on facts the partner may not read.
CREATE OR REPLACE FUNCTION cairn_recomputed() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT named.nominal
    FROM (SELECT nullif(current_setting('cairn.recomputed', true), '')::pg_catalog.uuid AS nominal) named
    WHERE named.nominal IS NOT NULL AND public.cairn_sees(named.nominal)
$$;
"""


@contextmanager
def recomputing(nominal_id: UUID) -> Iterator[None]:
    """
    Full sight of one nominal's facts, and the right to write their duties, for the clock alone.

    The database grants it only if the transaction's user works with that nominal.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('cairn.recomputed', %s, true)", [str(nominal_id)])
        yield
        if not connection.needs_rollback:
            cursor.execute("SELECT set_config('cairn.recomputed', '', true)")
