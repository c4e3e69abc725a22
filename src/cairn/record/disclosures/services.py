"""Recording that somebody outside was told something about a person."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from cairn.accounts.models import User
from cairn.accounts.roles import DISCLOSURE_OFFICERS
from cairn.dates import london
from cairn.errors import BadInput
from cairn.ledger.operations import Act, declare
from cairn.record.disclosures.checks import (
    Abroad,
    Telling,
    check_authority,
    check_disclosure,
    check_teller,
    disclosure_of,
)
from cairn.record.disclosures.models import Disclosure, RecipientKind
from cairn.record.writing import writing

DISCLOSED = declare("disclosed", Act.DISCLOSURE, "Disclosed information about the person")
DISCLOSED_ABROAD = declare(
    "overseas transfer", Act.DISCLOSURE, "Disclosed information about the person to another country"
)


def record_disclosure(
    actor: User, *, nominal_id: UUID, telling: Telling, now: datetime | None = None
) -> Disclosure:
    """
    Record that somebody in the United Kingdom was told something about the person.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: see `check_disclosure` and `check_authority`; or it went abroad, which is another act.

    Source: Data Protection Act 2018 s.62(1)(d), (3); Criminal Justice Act 2003 ss.325, 327A.
    """
    if telling.recipient_kind == RecipientKind.OVERSEAS_AUTHORITY:
        raise BadInput("Record an overseas transfer instead: it needs a ground.", field="recipient_kind")
    return _record(actor, nominal_id, telling, None, now)


def record_overseas_transfer(
    actor: User, *, nominal_id: UUID, telling: Telling, abroad: Abroad, now: datetime | None = None
) -> Disclosure:
    """
    Record that something about the person was told to somebody outside the United Kingdom.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: see `check_disclosure` and `check_authority`.

    Source: Data Protection Act 2018 ss.73-78; ss.75(3), 76(3) of what is recorded.
    """
    return _record(actor, nominal_id, telling, abroad, now)


def _record(
    actor: User, nominal_id: UUID, telling: Telling, abroad: Abroad | None, now: datetime | None
) -> Disclosure:
    now = now or datetime.now(UTC)
    operation = DISCLOSED if abroad is None else DISCLOSED_ABROAD
    doing = "record a disclosure" if abroad is None else "record an overseas transfer"
    today, roles = london(now).date(), DISCLOSURE_OFFICERS
    with writing(actor, nominal_id, operation, doing=doing, roles=roles, today=today) as act:
        row = disclosure_of(telling, abroad, nominal=act.nominal)
        if abroad is not None and not row.ground:
            raise BadInput("Choose the ground of the transfer.", field="ground")
        check_disclosure(row, act.today, now=now)
        check_teller(telling.told_by, actor=actor)
        check_authority(telling, actor=actor, ground=row.ground)
        act.save(row, key="disclosure")
        act.detail |= {"power": row.power, "recipient_kind": row.recipient_kind}
        act.why, act.recipient = row.why, row.whom
    return row
