"""Referring somebody to MAPPA level 2 or 3, and deciding that."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.access.models import Partnership, Relation
from cairn.access.owning import NO_SUCH_PERSON
from cairn.accounts.models import Agency, User
from cairn.accounts.roles import CASE_ROLES, PLAN_MAKERS
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.operations import Act, declare
from cairn.plan.level.services import LEVEL_DECIDERS, decide_level
from cairn.plan.referral.models import Referral, ReferralOutcome
from cairn.plan.referral.queries import NO_SUCH_REFERRAL
from cairn.plan.referral.subject import check_referral
from cairn.record.field_checks import choice_of, clean_text
from cairn.record.models import Nominal
from cairn.record.writing import changing, writing_as_allowed

REFERRED = declare("MAPPA referral", Act.COLLECTION, "Referred the person to MAPPA level 2 or 3")
DECIDED = declare("MAPPA referral decided", Act.ALTERATION, "Decided a MAPPA referral")


def refer(
    actor: User,
    *,
    nominal_id: UUID,
    level: int,
    why: str,
    beyond: str = "",
    referred_on: date | None = None,
) -> Referral:
    """
    Refer somebody to level 2 or 3, as any agency may that works with them. It sets no level.

    Raises
        NotFound: no such person, or none that this user may see.
        NotAllowed: the agency does not work with them today, or the role plans nothing.
        BadInput: see `check_referral`.
        Conflict: the agency's last referral waits to be decided.

    Source: CJA 2003 s.325(3); MAPPA Guidance, levels of management: referral.
    """
    nominal = may_refer(actor, nominal_id)
    with writing_as_allowed(actor, nominal, REFERRED) as act:
        row = Referral(
            nominal=nominal,
            agency_id=actor.agency_id,
            level=level,
            why=why,
            beyond=beyond,
            referred_on=referred_on or act.today,
            referred_by=actor,
        )
        check_referral(row, act.today)
        act.save(row)
    return row


def may_refer(actor: User, nominal_id: UUID) -> Nominal:
    """
    The person, if this user may refer them: those who plan for the owner, and every agency that works with them.

    Raises
        NotFound: no such person, or none that this user may see.
        NotAllowed: the agency does not work with them today, or the role plans nothing.
    """
    nominal = Nominal.objects.filter(pk=nominal_id).first()
    if nominal is None:
        raise NotFound(NO_SUCH_PERSON)
    day = this_day()
    own = [
        each
        for each in Partnership.objects.filter(nominal_id=nominal_id, agency_id=actor.agency_id)
        if each.current_on(day)
    ]
    owns = any(each.relation == Relation.OWNER for each in own)
    if not own or not actor.has_role(*(PLAN_MAKERS if owns else CASE_ROLES)):
        raise NotAllowed("Only those who plan for this person, and agencies that work with them, refer them.")
    return nominal


def decide_referral(
    actor: User,
    *,
    referral_id: UUID,
    outcome: str,
    why: str,
    level: int | None = None,
    lead_agency: Agency | None = None,
    today: date | None = None,
) -> Referral:
    """
    Accept a referral at level 2 or 3, which sets that level, or not.

    Raises
        NotFound, NotAllowed: none that this user may see; see cairn.access.owning.must_own.
        Conflict: it is decided, or the actor referred.
        BadInput: no such outcome, no reason; accepted without a level or an agency that may lead.

    Source: MAPPA Guidance, levels of management: the coordinator decides a referral.
    """
    found, doing = Referral.objects.filter(pk=referral_id).first(), "decide a referral"
    with changing(
        actor, found, DECIDED, doing=doing, roles=LEVEL_DECIDERS, today=today, missing=NO_SUCH_REFERRAL
    ) as (act, row):
        may_decide(actor, row)
        row.outcome = choice_of(outcome, list(ReferralOutcome.values), field="outcome")
        row.decided_why = clean_text(why, field="why", missing="Say why you decide so.", most=4000)
        row.decided_by, row.decided_on = actor, act.today
        row.decided_level = None
        if row.outcome == ReferralOutcome.ACCEPTED:
            if level not in (2, 3):
                raise BadInput("Select the level at which it is accepted.", field="level")
            if lead_agency is None:
                raise BadInput("Select the agency that leads.", field="lead_agency")
            row.decided_level = level
        act.save(row, fields=["outcome", "decided_why", "decided_by", "decided_on", "decided_level"])
        if row.decided_level is not None and lead_agency is not None:
            decide_level(
                actor,
                nominal_id=row.nominal_id,
                level=row.decided_level,
                set_on=act.today,
                reason=row.decided_why,
                lead_agency=lead_agency,
                received_on=row.referred_on,
                today=act.today,
            )
    return row


def may_decide(actor: User, row: Referral) -> None:
    """
    Raises
        Conflict: it is decided, or the actor referred.
    """
    if row.outcome:
        raise Conflict("This referral is decided already.")
    if row.referred_by_id == actor.pk:
        raise Conflict("You referred this person. Another coordinator or chair decides it.")
