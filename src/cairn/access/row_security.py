"""Guarded tables of this room; those of the ledger, which stands below it, are beside (`ledger_security`)."""

from __future__ import annotations

from cairn.access import ledger_security
from cairn.access.need_to_know.matrix import matrix
from cairn.accounts.roles import CASE_ROLES, RECEIVERS, RECORD_KEEPERS, RESTRICTORS, SHARERS, Role
from cairn.table_security import Security, SpecialTable, text_array

_ME = "(SELECT cairn_user_id())"


def _agency(column: str, roles: frozenset[Role]) -> str:
    return f"{column} = (SELECT cairn_case_agency({text_array(roles)}))"


def _acts_as(roles: frozenset[Role]) -> str:
    return f"(SELECT cairn_case_agency({text_array(roles)})) IS NOT NULL"


_SUPERVISORS = frozenset({Role.SUPERVISOR})
_AUDITS = _acts_as(frozenset({Role.AUDITOR}))
_OWNS, _SEES = "cairn_owns(nominal_id)", "cairn_sees(nominal_id)"
_OWNS_AS_SUPERVISOR = f"({_acts_as(_SUPERVISORS)} AND {_OWNS})"
_MINE, _MINE_AS_KEEPER = _agency("agency_id", CASE_ROLES), _agency("agency_id", RECORD_KEEPERS)


def _with_past(
    table: str,
    *,
    select: str,
    insert: str,
    update: tuple[str, str],
    changes: str = "",
    past: str = "",
    owners_past: bool = False,
    told: tuple[str, str] = ("", ""),
    letter: str = "",
    letter_no: str = "",
) -> tuple[Security, Security]:
    """
    A table about nominals and its history.

    Parameters
        update: which rows may be changed, and what they may become.
        changes: the only columns that may, if not all.
        past: who adds to the history, where `insert` no longer holds once the row is there.
        owners_past: the history is for the owner's people alone.
        told: who is told of the row though they read no record, and not of its history; and who of them even
            of a restricted record.
        letter, letter_no: see `SpecialTable`.
    """
    columns = f" ({changes})" if changes else ""
    return (
        SpecialTable(
            table,
            rights=f"SELECT, INSERT, UPDATE{columns}",
            policies=(
                ("cairn_select", "SELECT", select, None),
                ("cairn_insert", "INSERT", None, insert),
                ("cairn_update", "UPDATE", *update),
                *((("cairn_told", "SELECT", told[0], None),) if told[0] else ()),
            ),
            nominal="nominal_id",
            told=told[1],
            letter=letter,
            letter_no=letter_no,
        ),
        SpecialTable(
            f"{table}history",
            rights="SELECT, INSERT",
            policies=(
                ("cairn_select", "SELECT", f"{_OWNS} AND ({select})" if owners_past else select, None),
                ("cairn_insert", "INSERT", None, f"pgh_by = {_ME} AND (({past or insert}) OR ({update[1]}))"),
            ),
            nominal="nominal_id",
        ),
    )


_PARTNERSHIPS = _with_past(
    # Who works with a nominal is known to all who work with that nominal. The first partnership makes its
    # agency the owner; after that only the owner brings others in, and a record changes hands by transfer.
    "access_partnership",
    select=f"{_MINE} OR {_SEES}",
    insert=(
        f"(relation = 'owner' AND {_MINE_AS_KEEPER} AND cairn_unowned(nominal_id)) "
        f"OR (relation = 'partner' AND {_acts_as(SHARERS)} AND {_OWNS})"
    ),
    update=(
        f"relation = 'partner' AND {_acts_as(SHARERS)} AND {_OWNS}",
        f"relation = 'partner' AND {_acts_as(SHARERS)} AND {_OWNS}",
    ),
    past=f"(relation = 'owner' AND {_MINE_AS_KEEPER})",
    letter="Agency with access to your record",
)

_MARKED = f"set_by_id = {_ME} AND {_acts_as(RESTRICTORS)} AND {_OWNS}"
_READS_FACT = f"(set_by_id = {_ME} OR row_id <> ALL((SELECT cairn_withheld())::uuid[]))"

_PROTECTED = "How the record is protected: telling would undermine it (s.45(4))."
_RESTRICTED = (
    *_with_past(
        # One that was lifted is the owner's past: others need not know why it was.
        "access_restrictednominal",
        select=f"{_OWNS} OR (lifted_at IS NULL AND {_SEES})",
        insert=f"set_by_id = {_ME} AND {_OWNS_AS_SUPERVISOR}",
        update=(_OWNS_AS_SUPERVISOR, f"lifted_by_id = {_ME} AND {_OWNS_AS_SUPERVISOR}"),
        changes="lifted_by_id, lifted_at, lifted_why",
        owners_past=True,
        letter_no=_PROTECTED,
    ),
    *_with_past(
        "access_namedreader",
        select=f"{_OWNS} OR (ended_at IS NULL AND {_SEES})",
        insert=f"named_by_id = {_ME} AND {_OWNS_AS_SUPERVISOR}",
        update=(_OWNS_AS_SUPERVISOR, _OWNS_AS_SUPERVISOR),
        changes="ended_at",
        owners_past=True,
        letter_no=_PROTECTED,
    ),
    *_with_past(
        # Why a fact is restricted can say what it is: only those who read the fact read that.
        "access_restrictedfact",
        select=(f"({_OWNS} OR (lifted_at IS NULL AND {_SEES})) AND {_READS_FACT}"),
        # Of that nominal, and seen: nobody hides another record's row, or one that is kept from them.
        insert=f"{_MARKED} AND cairn_holds(kept_in, row_id, nominal_id)",
        # An UPDATE without a WHERE asks no policy for reading.
        update=(
            f"lifted_at IS NULL AND {_acts_as(RESTRICTORS)} AND {_OWNS} AND {_READS_FACT}",
            f"lifted_by_id = {_ME} AND lifted_at IS NOT NULL AND {_OWNS}",
        ),
        changes="lifted_by_id, lifted_at",
        past=_MARKED,
        owners_past=True,
        letter_no="How a fact is protected; the fact itself is gathered, marked as restricted.",
    ),
)

_REPEATED = (
    # Ids alone. Only of that nominal, and seen by whoever writes it: nobody hides a row that they may not read.
    SpecialTable(
        "access_repetition",
        rights="SELECT, INSERT",
        policies=(
            ("cairn_select", "SELECT", _OWNS, None),
            (
                "cairn_insert",
                "INSERT",
                None,
                (
                    f"{_acts_as(CASE_ROLES)} AND {_OWNS} AND cairn_holds(said_in, said_row, nominal_id) "
                    "AND cairn_holds(kept_in, row_id, nominal_id)"
                ),
            ),
        ),
        nominal="nominal_id",
        depends_on={"said_row": "", "row_id": ""},
        letter_no="How a fact is protected; both rows are gathered themselves.",
    ),
)

_GLASS, _OFFER_DAYS = matrix().break_glass, matrix().transfer.offer_days
_BREAK_GLASS = _with_past(
    # The owner's supervisors are told at once; the breaker's own supervisors and auditors see it too, and the
    # owner's auditors that it happened: restricting the record afterwards hides it from no auditor. Nobody
    # lengthens an opening, and nobody reviews their own. The clock sees those to review, whoever's act it follows.
    "access_breakglass",
    select=" OR ".join(
        [
            f"user_id = {_ME}",
            "nominal_id = (SELECT cairn_recomputed())",
            _OWNS_AS_SUPERVISOR,
            _agency("agency_id", _SUPERVISORS | {Role.AUDITOR}),
        ]
    ),
    insert=(
        f"user_id = {_ME} AND {_MINE} AND reviewed_by_id IS NULL AND reviewed_at IS NULL AND finding = '' "
        f"AND opened_at <= statement_timestamp() AND until <= opened_at + interval '{_GLASS.hours} hours' "
        f"AND review_by <= opened_at + interval '{_GLASS.review_hours} hours' "
        "AND cairn_may_break_glass(nominal_id)"
    ),
    update=(
        f"reviewed_at IS NULL AND user_id <> {_ME} AND {_OWNS_AS_SUPERVISOR}",
        (
            f"user_id <> {_ME} AND reviewed_by_id = {_ME} AND reviewed_at IS NOT NULL AND finding <> '' "
            f"AND {_OWNS_AS_SUPERVISOR}"
        ),
    ),
    changes="reviewed_by_id, reviewed_at, finding, review_note",
    told=(f"{_AUDITS} AND cairn_audits_owner(nominal_id, opened_at)", _AUDITS),
    letter_no="Who opened the record, as the log says; see there.",
)

_REQUESTS = _with_past(
    "access_accessrequest",
    select=f"{_MINE} OR {_OWNS}",
    insert=(
        f"asked_by_id = {_ME} AND {_MINE} AND outcome = '' "
        "AND owner_id IN (SELECT h.agency_id FROM cairn_held_by(nominal_id) h)"
    ),
    update=(
        f"outcome = '' AND {_acts_as(SHARERS)} AND {_OWNS}",
        f"outcome <> '' AND decided_by_id = {_ME} AND {_acts_as(SHARERS)} AND {_OWNS}",
    ),
    changes="outcome, decided_by_id, decided_at, answer, partnership_id",
    letter="Agency's request for access to your record",
)

_TO_MINE = _agency("to_agency_id", RECEIVERS)
_TRANSFERS = _with_past(
    # Accepting is a function of the database's (cairn_take_over): nobody else may make an owner. Of those to
    # whom it is offered, only who decides is told of the person.
    "access_transfer",
    select=f"{_agency('from_agency_id', CASE_ROLES)} OR {_TO_MINE} OR {_OWNS}",
    insert=(
        f"offered_by_id = {_ME} AND outcome = '' AND {_agency('from_agency_id', _SUPERVISORS)} AND {_OWNS} "
        f"AND lapses_on <= (SELECT cairn_today()) + {_OFFER_DAYS}"
    ),
    update=(
        f"outcome = '' AND ({_TO_MINE} OR {_OWNS_AS_SUPERVISOR})",
        (
            f"decided_by_id = {_ME} AND ((outcome = 'refused' AND {_TO_MINE}) "
            f"OR (outcome = 'withdrawn' AND {_OWNS_AS_SUPERVISOR}))"
        ),
    ),
    changes="outcome, decided_by_id, decided_at, answer",
    letter="Offer of your record to another agency",
)

TABLES: tuple[Security, ...] = (
    *_PARTNERSHIPS,
    *_RESTRICTED,
    *_REPEATED,
    *_BREAK_GLASS,
    *_REQUESTS,
    *_TRANSFERS,
    *ledger_security.TABLES,
)
