"""
Who sees which rows: declared once a table, turned into PostgreSQL policies.

Each room lists its tables in its `row_security.py`; `cairn migrate` applies them all in one
transaction after the migrations. The application role has no right at all on a table that nobody
declared, so a forgotten table is an empty page, never a stranger's record.

A row about a nominal is seen through a partnership: the user's agency, in a role that reads
records, works with that nominal today. Tables differ in who of those sees them (`Audience`), in
which roles, and in who writes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from cairn.access.roles import CASE_ROLES, Role


class Audience(Enum):
    """Which agencies in partnership with a nominal."""

    OWNER = "owner"  # the agency that owns the record
    PARTNERS = "partners"  # it, and every partner while its partnership runs


@dataclass(frozen=True, slots=True)
class TableSecurity:
    """
    Rows about a nominal, and who sees and writes them.

    Parameters
        table: the database table; its `history` table follows the same rule.
        nominal: the column that names the nominal; "id" on the nominal's own table.
        sees, writes: the audience that reads, and the one that inserts and changes.
        roles: the roles that read this table, of those who read records at all.
        agency: a column naming an agency that may change the row, as well as `writes`.
        history: the table that keeps this one's past.
    """

    table: str
    nominal: str = "nominal_id"
    sees: Audience = Audience.OWNER
    writes: Audience = Audience.OWNER
    roles: frozenset[Role] = CASE_ROLES
    agency: str | None = None
    history: str | None = None

    def tables(self) -> Iterable[tuple[str, bool]]:
        """The table, and its history table with whether it only ever grows."""
        yield self.table, False
        if self.history:
            yield self.history, True


@dataclass(frozen=True, slots=True)
class OpenTable:
    """
    A table that holds nothing about a nominal: the application may use it freely.

    `rights` are PostgreSQL's; `why` says what it holds.
    """

    table: str
    why: str
    rights: str = "SELECT, INSERT, UPDATE, DELETE"


@dataclass(frozen=True, slots=True)
class ClosedTable:
    """A table on which the application role has no right at all; `why` says what it holds."""

    table: str
    why: str


@dataclass(frozen=True, slots=True)
class SpecialTable:
    """A table whose policies are written out in full: (name, command, using, check)."""

    table: str
    rights: str
    policies: tuple[tuple[str, str, str | None, str | None], ...]


Security = TableSecurity | OpenTable | ClosedTable | SpecialTable

# Evaluated once a query (as a sub-select), never once a row.
_AGENCY = "(SELECT cairn_case_agency({roles}))"

# A partnership's own table is guarded too, so the functions that others' policies call run as the
# owner. They take ids only and give back an id or a truth value.
FUNCTIONS = """
CREATE OR REPLACE FUNCTION cairn_user_id() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT nullif(current_setting('cairn.user_id', true), '')::uuid
$$;

CREATE OR REPLACE FUNCTION cairn_case_agency(roles text[]) RETURNS uuid
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT agency_id FROM access_user
    WHERE id = cairn_user_id() AND is_active AND role = ANY(roles)
$$;

CREATE OR REPLACE FUNCTION cairn_today() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT (now() AT TIME ZONE 'Europe/London')::date
$$;

CREATE OR REPLACE FUNCTION cairn_sees(nominal uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_partnership p
        WHERE p.nominal_id = nominal AND p.agency_id = cairn_case_agency({case_roles})
          AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today())
    )
$$;

CREATE OR REPLACE FUNCTION cairn_owns(nominal uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT EXISTS (
        SELECT 1 FROM access_partnership p
        WHERE p.nominal_id = nominal AND p.relation = 'owner'
          AND p.agency_id = cairn_case_agency({case_roles})
          AND p.starts <= cairn_today() AND (p.until IS NULL OR p.until >= cairn_today())
    )
$$;

-- The nominal whose duties are being recomputed in this transaction, if the user works with them at all:
-- a partner who completes an action changes duties that rest on facts the partner may not read.
CREATE OR REPLACE FUNCTION cairn_recomputed() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT named.nominal
    FROM (SELECT nullif(current_setting('cairn.recomputed', true), '')::uuid AS nominal) named
    WHERE named.nominal IS NOT NULL AND cairn_sees(named.nominal)
$$;

CREATE OR REPLACE FUNCTION cairn_unowned(nominal uuid) RETURNS boolean
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT 1 FROM access_partnership p WHERE p.nominal_id = nominal)
$$;
"""


def literal(roles: Iterable[Role]) -> str:
    """Roles as an SQL array."""
    return "ARRAY[" + ", ".join(f"'{role.value}'" for role in sorted(roles)) + "]::text[]"


def functions() -> str:
    """The SQL functions that policies call."""
    return FUNCTIONS.replace("{case_roles}", literal(CASE_ROLES))


def _partnership(rule: TableSecurity, audience: Audience, table: str) -> str:
    owner = " AND p.relation = 'owner'" if audience is Audience.OWNER else ""
    agency = _AGENCY.format(roles=literal(rule.roles))
    return (
        f"EXISTS (SELECT 1 FROM access_partnership p WHERE p.nominal_id = {table}.{rule.nominal} "
        f"AND p.agency_id = {agency}{owner} "
        f"AND p.starts <= (SELECT cairn_today()) "
        f"AND (p.until IS NULL OR p.until >= (SELECT cairn_today())))"
    )


def _guarded(rule: TableSecurity, app_role: str) -> Iterable[str]:
    for table, grows_only in rule.tables():
        sees = _partnership(rule, rule.sees, table)
        writes = _partnership(rule, rule.writes, table)
        if rule.agency:
            agency = _AGENCY.format(roles=literal(rule.roles))
            theirs = f"({table}.{rule.agency} = {agency} AND {sees})"
            changes = f"({writes} OR {theirs})"
        else:
            changes = writes
        rights = "SELECT, INSERT" if grows_only else "SELECT, INSERT, UPDATE"
        yield f"CREATE POLICY cairn_select ON {table} FOR SELECT TO {app_role} USING ({sees})"
        if not grows_only:
            recomputed = f"{table}.{rule.nominal} = (SELECT cairn_recomputed())"
            yield f"CREATE POLICY cairn_clock ON {table} FOR SELECT TO {app_role} USING ({recomputed})"
        inserts = changes if grows_only else writes
        yield f"CREATE POLICY cairn_insert ON {table} FOR INSERT TO {app_role} WITH CHECK ({inserts})"
        if not grows_only:
            yield (
                f"CREATE POLICY cairn_update ON {table} FOR UPDATE TO {app_role} "
                f"USING ({changes}) WITH CHECK ({changes})"
            )
        yield f"GRANT {rights} ON {table} TO {app_role}"


def _special(rule: SpecialTable, app_role: str) -> Iterable[str]:
    for name, command, using, check in rule.policies:
        clauses = (f" USING ({using})" if using else "") + (f" WITH CHECK ({check})" if check else "")
        yield f"CREATE POLICY {name} ON {rule.table} FOR {command} TO {app_role}{clauses}"
    yield f"GRANT {rule.rights} ON {rule.table} TO {app_role}"


def statements(rules: Iterable[Security], *, app_role: str, owner_role: str) -> Iterable[str]:
    """
    The SQL that makes the database enforce these rules, to be run as the owner in one transaction.

    Running it again changes nothing. Policies named `cairn_*` are ours and are made anew.
    """
    for rule in rules:
        if isinstance(rule, ClosedTable):
            continue
        if isinstance(rule, OpenTable):
            yield f"GRANT {rule.rights} ON {rule.table} TO {app_role}"
            continue
        guarded = rule.tables() if isinstance(rule, TableSecurity) else [(rule.table, False)]
        for table, _ in guarded:
            yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
            yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
            # FORCE binds the owner too; migrations and the operator's nightly run need every row.
            yield f"CREATE POLICY cairn_owner ON {table} TO {owner_role} USING (true) WITH CHECK (true)"
        yield from _guarded(rule, app_role) if isinstance(rule, TableSecurity) else _special(rule, app_role)
