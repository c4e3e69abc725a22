"""
Who sees which rows: what rooms declare of their tables (cairn.table_security), turned into PostgreSQL policies.

`cairn migrate` applies them all in one transaction after the migrations. The application role has no right at all
on a table that nobody declared, so a forgotten table is an empty page, never a stranger's record.

A row about a nominal is seen through a partnership: the user's agency works with that nominal today, as
its owner or for a purpose that needs this kind of fact, and the user acts in a role that reads it
(need_to_know/matrix.toml). On top lie two layers that nothing lifts: a restricted record is for the people it
names, and a restricted fact for the roles and agencies it names. Beside them, a record may be opened for a
time to one person who broke the glass, or to those who are asked to take it over: to read only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cairn.access.kinds import Purpose
from cairn.access.need_to_know.matrix import FactKind, Matrix
from cairn.accounts.roles import CASE_ROLES, Role
from cairn.subjects.declaration import Subject
from cairn.table_security import (
    TABLES_READ,
    ClosedTable,
    OpenTable,
    Security,
    SpecialTable,
    TableSecurity,
    text_array,
)

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
        named = "" if purposes == frozenset(Purpose) else f" AND p.purpose_kind = ANY({text_array(purposes)})"
        how = f"(({how}) OR (p.relation = 'partner'{named} AND {_acts_as(partner)}))"
    return f"EXISTS (SELECT 1 FROM cairn_working p WHERE p.nominal_id = {nominal} AND {how})"


def _acts_as(roles: Iterable[Role]) -> str:
    return f"(SELECT current_setting('cairn.role', true) = ANY({text_array(roles)}))"


def _seen(rule: TableSecurity, fact: FactKind, table: str) -> str:
    nominal = f"{table}.{rule.nominal}"
    working = working_with(nominal, owner=fact.roles, purposes=fact.purposes, partner=fact.partner_roles)
    opened = f"{nominal} = ANY((SELECT cairn_opened({text_array(fact.roles)}))::uuid[])"
    return f"({working} OR {opened}{_owed_by_mine(rule, fact, table)})"


def _owed_by_mine(rule: TableSecurity, fact: FactKind, table: str) -> str:
    """That the row is the user's agency's to do, whatever it works with the nominal for."""
    if rule.agency is None:
        return ""
    anything = working_with(
        f"{table}.{rule.nominal}", owner=fact.roles, purposes=Purpose, partner=fact.partner_roles
    )
    agency = _AGENCY.format(roles=text_array(fact.roles | fact.partner_roles))
    return f" OR ({table}.{rule.agency} = {agency} AND {anything})"


def _changed(rule: TableSecurity, fact: FactKind, table: str) -> str:
    """The owner's people change a row, and the agency whose row it is."""
    owns = working_with(f"{table}.{rule.nominal}", owner=fact.roles)
    return f"({owns}{_owed_by_mine(rule, fact, table)})"


def restriction_policies(
    table: str, nominal: str, depends_on: Mapping[str, str], *, listed: bool, told: str = ""
) -> Iterable[str]:
    """
    The layers on top of every other policy of a table: restricted records, and restricted facts.

    Parameters
        nominal: the column that names the nominal.
        depends_on: columns that name rows: those whose row is restricted for this user are redacted.
        listed: the table is read in long lists, so what is restricted is hashed once a query; of another, a few
            rows about one nominal are read, and looking for each in the setting's words costs less than a hash.
        told: who is told of a row about a restricted record too, as SQL; nobody else, if left out.
    """
    also = f" OR {told}" if told else ""
    yield (
        f"CREATE POLICY cairn_restricted ON {table} AS RESTRICTIVE FOR ALL TO {{app_role}} "
        f"USING ({_unrestricted(f'{table}.{nominal}', 'barred', listed=listed)}{also})"
    )
    if depends_on:
        readable = " AND ".join(
            f"({table}.{column} IS NULL OR {_unrestricted(f'{table}.{column}', 'withheld', listed=listed)})"
            for column in depends_on
        )
        # The clock computes from every fact, whoever's act it follows.
        yield (
            f"CREATE POLICY cairn_withheld ON {table} AS RESTRICTIVE FOR ALL TO {{app_role}} "
            f"USING (({readable}) OR {table}.{nominal} = (SELECT cairn_recomputed()))"
        )


def _unrestricted(cell: str, what: str, *, listed: bool) -> str:
    """That this id is not among the restricted records ("barred"), or rows ("withheld"), as the database says."""
    return f"{cell} NOT IN (SELECT unnest(cairn_{what}()))" if listed else f"NOT cairn_is_{what}({cell})"


def _guarded(rule: TableSecurity, fact: FactKind, app_role: str) -> Iterable[str]:
    for table, grows_only in rule.tables():
        sees, changes = _seen(rule, fact, table), _changed(rule, fact, table)
        rights = "SELECT, INSERT" if grows_only else "SELECT, INSERT, UPDATE"
        key = "pgh_obj_id" if grows_only else "id"
        for policy in restriction_policies(
            table, rule.nominal, {key: rule.table, **rule.depends_on}, listed=False
        ):
            yield policy.format(app_role=app_role)
        yield f"CREATE POLICY cairn_select ON {table} FOR SELECT TO {app_role} USING ({sees})"
        if not grows_only:
            recomputed = f"{table}.{rule.nominal} = (SELECT cairn_recomputed())"
            yield f"CREATE POLICY cairn_clock ON {table} FOR SELECT TO {app_role} USING ({recomputed})"
        # Only the owner adds a row, or the agency whose word it is; its past is added by whoever changed it.
        inserts = (
            changes
            if grows_only or rule.agency_adds
            else working_with(f"{table}.{rule.nominal}", owner=fact.roles)
        )
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
        agency_adds=subject.agency_adds,
        history=subject.history,
        depends_on={column: model._meta.db_table for column, model in subject.depends_on.items()},  # noqa: SLF001  Django's own API
        deletes=deletes if subject.can_be and subject.can_be.withdraws else "",
    )


def _tables_read(rules: Iterable[Security], matrix: Matrix) -> str:
    """The tables whose rows the user's role reads as the owner's, as SQL that is evaluated once a query."""
    kinds = {rule.table: matrix.facts[rule.kind] for rule in rules if isinstance(rule, TableSecurity)}
    cases = " ".join(
        f"WHEN '{role}' THEN {text_array(table for table, fact in kinds.items() if role in fact.roles)}"
        for role in sorted(CASE_ROLES)
    )
    return f"((SELECT CASE current_setting('cairn.role', true) {cases} END)::text[])"


def _special(rule: SpecialTable, app_role: str, tables_read: str) -> Iterable[str]:
    for name, command, using, check in rule.policies:
        clauses = (f" USING ({using})" if using else "") + (f" WITH CHECK ({check})" if check else "")
        clauses = clauses.replace(TABLES_READ, tables_read)
        yield f"CREATE POLICY {name} ON {rule.table} FOR {command} TO {app_role}{clauses}"
    if rule.nominal:
        for policy in restriction_policies(
            rule.table, rule.nominal, rule.depends_on, listed=True, told=rule.told
        ):
            yield policy.format(app_role=app_role)
    yield f"GRANT {rule.rights} ON {rule.table} TO {app_role}"


def statements(
    rules: Iterable[Security], matrix: Matrix, *, app_role: str, owner_role: str, jobs_role: str
) -> Iterable[str]:
    """
    The SQL that makes the database enforce these rules, to be run as the owner in one transaction.

    Running it again changes nothing. Policies named `cairn_*` are ours and are made anew.
    """
    rules = tuple(rules)
    tables_read = _tables_read(rules, matrix)
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
            yield from _special(rule, app_role, tables_read)
