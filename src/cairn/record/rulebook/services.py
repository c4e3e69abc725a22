"""
Deciding that the register applies a rule which the published statute book holds as off.

A supervisor of a police agency decides: they answer for the unit's duties, which a switch changes for
everybody on the register. An administrator gives people access and opens no record; partners owe duties
here and do not set them.
"""

from __future__ import annotations

from datetime import date

from django.db import connection, transaction

from cairn.accounts.kinds import AgencyKind
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.law.facts import ENGLAND_AND_WALES
from cairn.law.rulebook import Switch, proposals, switched
from cairn.ledger.operations import Act, Operation, declare
from cairn.ledger.services import enter
from cairn.record.field_checks import clean_text
from cairn.record.rulebook.models import RuleSwitch
from cairn.record.rulebook.queries import current_book

RULE_SWITCHED_ON = declare("rule switched on", Act.ALTERATION, "Decided that a rule of law applies")
SWITCH_WITHDRAWN = declare(
    "rule switch withdrawn", Act.ALTERATION, "Withdrew a decision that a rule of law applies"
)

FIGURE = "figure/"
_LOCK = 7_301_003  # one decision at a time; the clock's locks are the two before it


@transaction.atomic
def switch_rule(
    *,
    user: User,
    rule: str,
    since: date,
    jurisdiction: str = ENGLAND_AND_WALES,
    value: int | None = None,
    reason: str,
) -> RuleSwitch:
    """
    Apply a rule from a day. The register's duties follow with the clock's next rebuild.

    Parameters
        rule, value: as in cairn.law.rulebook.Switch.

    Raises
        NotAllowed: not a supervisor of a police agency.
        BadInput: no such rule (the message lists those there are), a value that does not belong, no reason.
        Conflict: the rule is on, or the figure is changed from that very day, already.
    """
    _may_decide(user)
    reason = clean_text(reason, field="reason", missing="Enter why the rule is to be applied.", most=1000)
    if value is not None and not rule.startswith(FIGURE):
        raise BadInput(f"“{rule}” takes no value: only a figure does. Leave the value out.", field="value")
    _lock()
    switch = Switch(rule=rule, since=since, jurisdiction=jurisdiction, value=value)
    book = current_book()
    same = [one for one in book.switches if (one.rule, one.jurisdiction) == (rule, jurisdiction)]
    for one in same:
        if value is None or one.since == since:
            raise Conflict(
                f"“{rule}” is switched on from {one.since} already. Withdraw that decision first.",
                field="rule",
            )
    try:
        switched(book, [switch])
    except BadInput as refusal:
        raise BadInput(f"{refusal.message} {_known(jurisdiction)}", field=refusal.field) from refusal
    return _decided(user, switch, operation=RULE_SWITCHED_ON, reason=reason)


@transaction.atomic
def withdraw_switch(
    *, user: User, rule: str, since: date, jurisdiction: str = ENGLAND_AND_WALES, reason: str
) -> RuleSwitch:
    """
    Take a decision back. Both rows stay, with who decided and why.

    Raises
        NotAllowed: not a supervisor of a police agency.
        NotFound: the rule is not switched on from that day.
        BadInput: no reason.
    """
    _may_decide(user)
    reason = clean_text(reason, field="reason", missing="Enter why the decision is withdrawn.", most=1000)
    _lock()
    standing = RuleSwitch.objects.filter(
        rule=rule, since=since, jurisdiction=jurisdiction, withdraws=None, withdrawal=None
    ).first()
    if standing is None:
        raise NotFound(f"“{rule}” is not switched on from {since} in {jurisdiction}.", field="rule")
    switch = Switch(rule=rule, since=since, jurisdiction=jurisdiction, value=standing.value)
    return _decided(user, switch, operation=SWITCH_WITHDRAWN, reason=reason, withdraws=standing)


def _may_decide(user: User) -> None:
    if not user.has_role(Role.SUPERVISOR) or user.agency.kind != AgencyKind.POLICE:
        raise NotAllowed(
            f"Your role, {Role(user.role).in_words}, cannot decide which rules apply. A supervisor of a "
            "police agency can."
        )


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _known(jurisdiction: str) -> str:
    names = [one.rule for one in proposals() if one.jurisdiction == jurisdiction]
    return f"Rules that are off in {jurisdiction}: {', '.join(names) or 'none'}."


def _decided(
    user: User, switch: Switch, *, operation: Operation, reason: str, withdraws: RuleSwitch | None = None
) -> RuleSwitch:
    row = RuleSwitch.objects.create(
        rule=switch.rule,
        jurisdiction=switch.jurisdiction,
        since=switch.since,
        value=switch.value,
        withdraws=withdraws,
        reason=reason,
        decided_by=user,
    )
    detail: dict[str, str | int | list[str]] = {
        "switch": row.pk,
        "rule": switch.rule,
        "jurisdiction": switch.jurisdiction,
        "since": switch.since.isoformat(),
    }
    if switch.value is not None:
        detail["value"] = switch.value
    # An alteration: the duties of everybody on the register follow from it.
    enter(user, operation, detail=detail, why=reason)
    return row
