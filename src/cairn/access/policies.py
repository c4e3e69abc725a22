"""
Who sees which rows: declared once a table, turned into PostgreSQL policies.

Each room lists its tables in its `row_security.py`; `cairn migrate` applies them all in one
transaction after the migrations. The application role has no right at all on a table that nobody
declared, so a forgotten table is an empty page, never a stranger's record.

A row about a nominal is seen through a partnership: the user's agency works with that nominal today, as
its owner or for a purpose that needs this kind of fact, and the user acts in a role that reads it
(need_to_know/matrix.toml). On top lie two layers that nothing lifts: a restricted record is for the people it
names, and a restricted fact for the roles and agencies it names. Beside them, a record may be opened for a
time to one person who broke the glass, or to those who are asked to take it over: to read only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cairn.access.kinds import Purpose
from cairn.access.need_to_know.matrix import FactKind, Matrix
from cairn.access.sql_functions import literal
from cairn.accounts.roles import Role
from cairn.subjects.declaration import Subject


@dataclass(frozen=True, slots=True)
class TableSecurity:
    """
    Rows about a nominal, and who sees and writes them.

    Parameters
        table: the database table; its `history` table follows the same rule.
        kind: the kind of fact it holds: who reads it says need_to_know/matrix.toml.
        nominal: the column that names the nominal; "id" on the nominal's own table.
        agency: a column naming an agency that reads the row and may change it, if it works with the
            nominal at all, as well as the owner.
        history: the table that keeps this one's past.
        rests_on: columns that name rows of other tables: what is restricted there is withheld here.
        deletes: when the owner's people may take a row away, as SQL over `{table}`; never, if left out.
    """

    table: str
    kind: str
    nominal: str = "nominal_id"
    agency: str | None = None
    history: str | None = None
    rests_on: Mapping[str, str] = field(default_factory=dict)
    deletes: str = ""

    def tables(self) -> Iterable[tuple[str, bool]]:
        """The table, and its history table with whether it only ever grows."""
        yield self.table, False
        if self.history:
            yield self.history, True


@dataclass(frozen=True, slots=True)
class OpenTable:
    """
    A table that holds nothing about a nominal: the application may use it freely.

    `rights` are PostgreSQL's; `why` says what it holds; `jobs` are the background jobs' rights.
    """

    table: str
    why: str
    rights: str = "SELECT, INSERT, UPDATE, DELETE"
    jobs: str = ""


@dataclass(frozen=True, slots=True)
class ClosedTable:
    """A table on which the application role has no right at all; `why` says what it holds; `jobs` as above."""

    table: str
    why: str
    jobs: str = ""


@dataclass(frozen=True, slots=True)
class SpecialTable:
    """
    A table whose policies are written out in full: (name, command, using, check).

    Parameters
        nominal: the column that names a nominal: restricted records are then kept back here too.
        withheld, told: see `kept_back`.
        jobs: the rights of the background jobs; reading, unless it is no business of theirs.
    """

    table: str
    rights: str
    policies: tuple[tuple[str, str, str | None, str | None], ...]
    nominal: str = ""
    withheld: Mapping[str, str] = field(default_factory=dict)
    told: str = ""
    jobs: str = "SELECT"


Security = TableSecurity | OpenTable | ClosedTable | SpecialTable

# Evaluated once a query (as a sub-select), never once a row.
_AGENCY = "(SELECT cairn_case_agency({roles}))"


def working_with(
    nominal: str, *, owner: Iterable[Role], purposes: Iterable[Purpose] = (), partner: Iterable[Role] = ()
) -> str:
    """
    That the user's agency works with a nominal today, as SQL: as the owner in one of these roles, or as a
    partner for one of these purposes in one of those.

    Parameters
        nominal: an SQL expression for the nominal's id.
    """
    purposes = frozenset(purposes)
    how = f"p.relation = 'owner' AND {_acts_as(owner)}"
    if purposes:
        named = "" if purposes == frozenset(Purpose) else f" AND p.purpose_kind = ANY({literal(purposes)})"
        how = f"(({how}) OR (p.relation = 'partner'{named} AND {_acts_as(partner)}))"
    return f"EXISTS (SELECT 1 FROM cairn_working p WHERE p.nominal_id = {nominal} AND {how})"


def _acts_as(roles: Iterable[Role]) -> str:
    return f"(SELECT current_setting('cairn.role', true) = ANY({literal(roles)}))"


def _seen(rule: TableSecurity, fact: FactKind, table: str) -> str:
    nominal = f"{table}.{rule.nominal}"
    working = working_with(nominal, owner=fact.roles, purposes=fact.purposes, partner=fact.partner_roles)
    opened = f"{nominal} = ANY((SELECT cairn_opened({literal(fact.roles)}))::uuid[])"
    return f"({working} OR {opened}{_owed_by_mine(rule, fact, table)})"


def _owed_by_mine(rule: TableSecurity, fact: FactKind, table: str) -> str:
    """That the row is the user's agency's to do, whatever it works with the nominal for."""
    if rule.agency is None:
        return ""
    anything = working_with(
        f"{table}.{rule.nominal}", owner=fact.roles, purposes=Purpose, partner=fact.partner_roles
    )
    agency = _AGENCY.format(roles=literal(fact.roles | fact.partner_roles))
    return f" OR ({table}.{rule.agency} = {agency} AND {anything})"


def _changed(rule: TableSecurity, fact: FactKind, table: str) -> str:
    """The owner's people change a row, and the agency whose row it is."""
    owns = working_with(f"{table}.{rule.nominal}", owner=fact.roles)
    return f"({owns}{_owed_by_mine(rule, fact, table)})"


def kept_back(
    table: str, nominal: str, withheld: Mapping[str, str], *, listed: bool, told: str = ""
) -> Iterable[str]:
    """
    The layers on top of every other policy of a table: restricted records, and restricted facts.

    Parameters
        nominal: the column that names the nominal.
        withheld: columns that name rows, and the table whose restrictions on those rows apply.
        listed: the table is read in long lists, so what is kept back is hashed once a query; of another, a few
            rows about one nominal are read, and looking for each in the setting's words costs less than a hash.
        told: who is told of a row about a restricted record too, as SQL; nobody else, if left out.
    """
    also = f" OR {told}" if told else ""
    yield (
        f"CREATE POLICY cairn_restricted ON {table} AS RESTRICTIVE FOR ALL TO {{app_role}} "
        f"USING ({_free(f'{table}.{nominal}', 'barred', listed=listed)}{also})"
    )
    if withheld:
        kept = " AND ".join(
            f"({table}.{column} IS NULL OR {_free(f'{table}.{column}', 'withheld', listed=listed)})"
            for column in withheld
        )
        # The clock computes from every fact, whoever's act it follows.
        yield (
            f"CREATE POLICY cairn_withheld ON {table} AS RESTRICTIVE FOR ALL TO {{app_role}} "
            f"USING (({kept}) OR {table}.{nominal} = (SELECT cairn_recomputed()))"
        )


def _free(cell: str, kept: str, *, listed: bool) -> str:
    """That this id is not among the "barred" records, or the "withheld" rows."""
    return f"{cell} NOT IN (SELECT unnest(cairn_{kept}()))" if listed else f"NOT cairn_is_{kept}({cell})"


def _guarded(rule: TableSecurity, fact: FactKind, app_role: str) -> Iterable[str]:
    for table, grows_only in rule.tables():
        sees, changes = _seen(rule, fact, table), _changed(rule, fact, table)
        rights = "SELECT, INSERT" if grows_only else "SELECT, INSERT, UPDATE"
        key = "pgh_obj_id" if grows_only else "id"
        for policy in kept_back(table, rule.nominal, {key: rule.table, **rule.rests_on}, listed=False):
            yield policy.format(app_role=app_role)
        yield f"CREATE POLICY cairn_select ON {table} FOR SELECT TO {app_role} USING ({sees})"
        if not grows_only:
            recomputed = f"{table}.{rule.nominal} = (SELECT cairn_recomputed())"
            yield f"CREATE POLICY cairn_clock ON {table} FOR SELECT TO {app_role} USING ({recomputed})"
        # Only the owner adds a row; its past is added by whoever changed it.
        inserts = changes if grows_only else working_with(f"{table}.{rule.nominal}", owner=fact.roles)
        yield f"CREATE POLICY cairn_insert ON {table} FOR INSERT TO {app_role} WITH CHECK ({inserts})"
        if not grows_only:
            yield (
                f"CREATE POLICY cairn_update ON {table} FOR UPDATE TO {app_role} "
                f"USING ({changes}) WITH CHECK ({changes})"
            )
        if rule.deletes and not grows_only:
            owns = working_with(f"{table}.{rule.nominal}", owner=fact.roles)
            when = rule.deletes.format(table=table)
            yield f"CREATE POLICY cairn_delete ON {table} FOR DELETE TO {app_role} USING ({owns} AND {when})"
            rights += ", DELETE"
        yield f"GRANT {rights} ON {table} TO {app_role}"


def security_of(subject: Subject, *, deletes: str = "") -> TableSecurity:
    """A subject's table, guarded as its declaration says."""
    return TableSecurity(
        subject.table,
        subject.fact,
        nominal=subject.nominal,
        agency=subject.agency or None,
        history=subject.history,
        rests_on={column: model._meta.db_table for column, model in subject.rests_on.items()},  # noqa: SLF001  Django's own API
        deletes=deletes if subject.can_be and subject.can_be.withdraws else "",
    )


def _special(rule: SpecialTable, app_role: str) -> Iterable[str]:
    for name, command, using, check in rule.policies:
        clauses = (f" USING ({using})" if using else "") + (f" WITH CHECK ({check})" if check else "")
        yield f"CREATE POLICY {name} ON {rule.table} FOR {command} TO {app_role}{clauses}"
    if rule.nominal:
        for policy in kept_back(rule.table, rule.nominal, rule.withheld, listed=True, told=rule.told):
            yield policy.format(app_role=app_role)
    yield f"GRANT {rule.rights} ON {rule.table} TO {app_role}"


def statements(
    rules: Iterable[Security], matrix: Matrix, *, app_role: str, owner_role: str, jobs_role: str
) -> Iterable[str]:
    """
    The SQL that makes the database enforce these rules, to be run as the owner in one transaction.

    Running it again changes nothing. Policies named `cairn_*` are ours and are made anew.
    """
    for rule in rules:
        if isinstance(rule, (OpenTable, ClosedTable)):
            if isinstance(rule, OpenTable):
                yield f"GRANT {rule.rights} ON {rule.table} TO {app_role}"
            if rule.jobs:
                yield f"GRANT {rule.jobs} ON {rule.table} TO {jobs_role}"
            continue
        guarded = rule.tables() if isinstance(rule, TableSecurity) else [(rule.table, False)]
        for table, _ in guarded:
            yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
            yield f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY"
            # FORCE binds the owner too; migrations and the operator's nightly run need every row.
            yield f"CREATE POLICY cairn_owner ON {table} TO {owner_role} USING (true) WITH CHECK (true)"
            # The jobs compute for everybody; what they may do there is bounded by their rights.
            jobs = "SELECT" if isinstance(rule, TableSecurity) else rule.jobs
            if jobs:
                yield f"CREATE POLICY cairn_jobs ON {table} TO {jobs_role} USING (true) WITH CHECK (true)"
                yield f"GRANT {jobs} ON {table} TO {jobs_role}"
        if isinstance(rule, TableSecurity):
            yield from _guarded(rule, matrix.facts[rule.kind], app_role)
        else:
            yield from _special(rule, app_role)
