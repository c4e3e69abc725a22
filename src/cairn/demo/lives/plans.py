"""The MAPPA level, and for those who have one the plan, its actions and the agencies brought in by them."""

from __future__ import annotations

from datetime import date

from cairn.access.kinds import Purpose
from cairn.access.models import Partnership, Relation
from cairn.accounts.kinds import AgencyKind
from cairn.demo.chance import days
from cairn.demo.lives.life import Life
from cairn.plan.actions.models import Action, ActionState, Pillar, Plan
from cairn.plan.level.models import ManagementLevel

_K = AgencyKind
# What an agency is asked to do, by pillar. Housing comes in twice as often as the rest.
ACTIONS: dict[Pillar, tuple[tuple[AgencyKind, str], ...]] = {
    Pillar.SUPERVISION: (
        (_K.PROBATION, "See weekly in the office until the next review; share the attendance record"),
        (_K.POLICE, "Visit jointly with probation once before the next review"),
        (_K.DWP, "Agree a work coach who knows which placements the conditions rule out"),
        (_K.PRISON, "Send the release plan and the list of approved contacts before release"),
    ),
    Pillar.MONITORING: (
        (_K.HOUSING, "Confirm in writing who lives at the tenancy and at the neighbouring flats"),
        (_K.HOUSING, "Move to a flat away from the school run, or say by when one will be free"),
        (_K.MONITORING, "Report each curfew breach to the officer within the hour"),
        (_K.POLICE, "Check all devices found at the address against the order's conditions"),
    ),
    Pillar.INTERVENTIONS: (
        (_K.HEALTH, "Assess for the community personality disorder service"),
        (_K.HEALTH, "Give a named nurse to call if the person stops taking medication"),
        (_K.PROBATION, "Start the programme and report the first three sessions"),
        (_K.HOUSING, "Offer tenancy support: two visits a week for six weeks"),
    ),
    Pillar.VICTIM_SAFETY: (
        (_K.LOCAL_AUTHORITY, "Tell the victim's social worker of the move and agree a safety plan"),
        (_K.POLICE, "Put a marker on the victim's address"),
        (_K.EDUCATION, "Brief the head teachers of the two schools nearest to the address"),
        (_K.HOUSING, "Change the locks and fit an alarm at the victim's home"),
    ),
}
# What each agency works with a person for: what it reads follows (need_to_know/matrix.toml).
_PURPOSES: dict[AgencyKind, tuple[Purpose, str]] = {
    _K.PROBATION: (Purpose.CUSTODY, "Licence and risk management plan"),
    _K.PRISON: (Purpose.CUSTODY, "Sentence and release plan"),
    _K.HOUSING: (Purpose.ACCOMMODATION, "A settled home under the risk management plan"),
    _K.HEALTH: (Purpose.TREATMENT, "Treatment under the risk management plan"),
    _K.LOCAL_AUTHORITY: (Purpose.CHILD_SAFEGUARDING, "Safety of children named in the risk management plan"),
    _K.DWP: (Purpose.WORK_AND_BENEFITS, "Work that the conditions allow"),
    _K.MONITORING: (Purpose.MONITORING, "Curfew and tag"),
}
_JOINTLY = (Purpose.RISK_MANAGEMENT, "Risk management plan")
_OUTCOMES = (
    "Done as asked.",
    "Done; report sent to the officer.",
    "Done a week late; nothing of concern found.",
)
_STATES = (
    (ActionState.COMPLETED, 0.42),
    (ActionState.ACCEPTED, 0.40),
    (ActionState.PROPOSED, 0.15),
    (ActionState.WITHDRAWN, 0.03),
)


def plan(life: Life) -> None:
    """The owner's partnership, the level, and the plan with its partners if there is one."""
    _own(life)
    chance = life.chance
    since = chance.day(life.relevant, life.as_at - days(15))
    agreed = max(life.relevant + days(1), life.as_at - days(chance.whole(30, 150)))
    if life.traits.level > 1:
        since = max(life.relevant, agreed - days(chance.whole(5, 25)))
    life.add(
        ManagementLevel(
            id=chance.uuid(),
            nominal_id=life.nominal_id,
            level=life.traits.level,
            set_on=since,
            set_by_id=life.unit.staff["coordinator"].pk,
            lead_agency_id=life.unit.police.pk,
            reason=_REASON[life.traits.level],
            recorded_at=life.written(since),
        )
    )
    if life.traits.planned:
        _agree(life, min(agreed, life.as_at - days(1)))


_REASON = {
    1: "Ordinary agency management is enough: one agency leads and others are asked as needed.",
    2: "Active involvement of more than one agency is needed to manage the risk.",
    3: "Senior oversight is needed: very high risk, and resources beyond one agency.",
}


def _agree(life: Life, agreed: date) -> None:
    chance = life.chance
    plan = Plan(
        id=chance.uuid(),
        nominal_id=life.nominal_id,
        agreed_on=agreed,
        agreed_by_id=life.unit.staff["chair"].pk if life.traits.level > 1 else life.officer.pk,
        summary="Keep the home settled, the contacts known and the devices checked.",
    )
    life.add(plan)
    brought_in: set[AgencyKind] = set()
    for pillar, offered in ACTIONS.items():
        first = chance.whole(0, len(offered) - 1)
        for step in range(chance.whole(1, 2)):
            kind, what = offered[(first + step) % len(offered)]
            _action(life, plan, pillar, kind, what)
            brought_in.add(kind)
    if life.traits.level > 1 or chance.happens(0.5):
        brought_in.add(AgencyKind.PROBATION)
    for kind in sorted(brought_in - {AgencyKind.POLICE}):
        _partner(life, kind, agreed)


def _action(life: Life, plan: Plan, pillar: Pillar, kind: AgencyKind, what: str) -> None:
    chance = life.chance
    state = chance.weighted(_STATES)
    agreed = min(plan.agreed_on + days(chance.pick((0, 0, 0, 28))), life.as_at - days(1))
    due = _due(life, agreed, open_still=state in (ActionState.ACCEPTED, ActionState.PROPOSED))
    agency = life.unit.police if kind is AgencyKind.POLICE else life.unit.partners[kind]
    by = life.officer if kind is AgencyKind.POLICE else life.unit.practitioner(kind)
    accepted = min(agreed + days(chance.whole(0, 5)), life.as_at - days(1))
    done = state is ActionState.COMPLETED
    taken = done or state is ActionState.ACCEPTED
    life.add(
        Action(
            id=chance.uuid(),
            nominal_id=life.nominal_id,
            plan_id=plan.id,
            pillar=pillar,
            what=what,
            agency_id=agency.pk,
            agreed_on=agreed,
            due_on=due,
            state=state,
            accepted_on=accepted if taken else None,
            accepted_by_id=by.pk if taken else None,
            completed_on=min(chance.day(accepted, due + days(3)), life.as_at - days(1)) if done else None,
            completed_by_id=by.pk if done else None,
            outcome=_outcome(life, state),
        )
    )


def _outcome(life: Life, state: ActionState) -> str:
    if state is ActionState.COMPLETED:
        return life.chance.pick(_OUTCOMES)
    return "No longer needed: the person has moved." if state is ActionState.WITHDRAWN else ""


def _due(life: Life, agreed: date, *, open_still: bool) -> date:
    """An action still open is due this week, soon, or overdue; the rest were due in their time."""
    chance = life.chance
    if not open_still:
        return max(agreed, min(agreed + days(chance.whole(7, 56)), life.as_at + days(20)))
    first, last = chance.weighted((((0, 6), 0.35), ((7, 60), 0.48), ((-25, -1), 0.17)))
    return max(agreed, life.as_at + days(chance.whole(first, last)))


def _own(life: Life) -> None:
    life.add(
        Partnership(
            id=life.chance.uuid(),
            nominal_id=life.nominal_id,
            agency_id=life.unit.police.pk,
            relation=Relation.OWNER,
            purpose="Notification requirements",
            team_id=life.unit.team_of(life.officer).pk,
            starts=life.relevant,
            opened_by_id=life.unit.staff["records"].pk,
        )
    )


def _partner(life: Life, kind: AgencyKind, starts: date) -> None:
    purpose_kind, purpose = _PURPOSES.get(kind, _JOINTLY)
    life.add(
        Partnership(
            id=life.chance.uuid(),
            nominal_id=life.nominal_id,
            agency_id=life.unit.partners[kind].pk,
            relation=Relation.PARTNER,
            purpose_kind=purpose_kind,
            purpose=purpose,
            starts=starts,
            opened_by_id=life.officer.pk,
        )
    )
