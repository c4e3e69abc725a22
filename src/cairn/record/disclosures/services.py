"""Recording that somebody outside was told something about a person."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction

from cairn.accounts.models import User
from cairn.accounts.roles import DISCLOSURE_OFFICERS
from cairn.errors import BadInput
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter
from cairn.record.disclosures.checks import (
    Abroad,
    Telling,
    check_authority,
    checked_abroad,
    checked_telling,
)
from cairn.record.disclosures.models import Disclosure, RecipientKind
from cairn.record.keeping import guarded, nominal_to_keep

DISCLOSED = declare("disclosed", Act.DISCLOSURE, "Disclosed information about the person")
DISCLOSED_ABROAD = declare(
    "overseas transfer", Act.DISCLOSURE, "Disclosed information about the person to another country"
)


@transaction.atomic
def record_disclosure(
    actor: User, *, nominal_id: UUID, telling: Telling, now: datetime | None = None
) -> Disclosure:
    """
    Record that somebody in the United Kingdom was told something about the person.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: see `checked_telling` and `check_authority`; or it went abroad, which is another act.

    Source: Data Protection Act 2018 s.62(1)(d), (3); Criminal Justice Act 2003 ss.325, 327A.
    """
    if telling.recipient_kind == RecipientKind.OVERSEAS_AUTHORITY:
        raise BadInput("Record an overseas transfer instead: it needs a ground.", field="recipient_kind")
    return _record(actor, nominal_id, telling, None, now)


@transaction.atomic
def record_overseas_transfer(
    actor: User, *, nominal_id: UUID, telling: Telling, abroad: Abroad, now: datetime | None = None
) -> Disclosure:
    """
    Record that something about the person was told to somebody outside the United Kingdom.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: see `checked_telling`, `checked_abroad` and `check_authority`.

    Source: Data Protection Act 2018 ss.73-78; ss.75(3), 76(3) of what is recorded.
    """
    return _record(actor, nominal_id, telling, abroad, now)


def _record(
    actor: User, nominal_id: UUID, telling: Telling, abroad: Abroad | None, now: datetime | None
) -> Disclosure:
    now = now or datetime.now(UTC)
    act = "record a disclosure" if abroad is None else "record an overseas transfer"
    nominal = nominal_to_keep(actor, nominal_id, act=act, roles=DISCLOSURE_OFFICERS)
    columns = checked_telling(telling, nominal=nominal, actor=actor, now=now)
    if abroad is not None:
        columns |= checked_abroad(abroad, conditions=columns["conditions"])
    check_authority(telling, actor=actor, ground=abroad.ground if abroad else "")
    with guarded():
        made = Disclosure.objects.create(nominal=nominal, **columns)
    enter(
        actor,
        DISCLOSED_ABROAD if made.is_transfer else DISCLOSED,
        nominal_id=nominal_id,
        detail={"disclosure": str(made.pk), "power": made.power, "recipient_kind": made.recipient_kind},
        why=made.why,
        recipient=made.whom,
    )
    return made
