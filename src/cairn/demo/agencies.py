"""One force, its MOSOVO teams and those it works with, and who signs in for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from math import ceil

from django.contrib.auth.hashers import make_password

from cairn.access.kinds import AgencyKind
from cairn.access.models import Agency, Team, User
from cairn.access.roles import Role
from cairn.demo.chance import Chance, days
from cairn.demo.people.names import full_name

# Printed by the command, and of use only where the mark says that nothing is real.
PASSWORD = "fellside-demo-only"  # noqa: S105
# Inspectors' norm is about 50 to an officer in the community; custody adds about 39 per cent.
CASELOAD = 70
OFFICERS_A_TEAM = 5

_PARTNERS = (
    ("probation", AgencyKind.PROBATION, "Northmoor Probation Service"),
    ("prison", AgencyKind.PRISON, "HMP Thornscar"),
    ("health", AgencyKind.HEALTH, "Fellside Mental Health Trust"),
    ("children", AgencyKind.LOCAL_AUTHORITY, "Fellside Council Children's Services"),
    ("youth", AgencyKind.YOUTH_JUSTICE, "Fellside Youth Justice Service"),
    ("housing", AgencyKind.HOUSING, "Fellside Homes"),
    ("education", AgencyKind.EDUCATION, "Fellside Schools Service"),
    ("jobcentre", AgencyKind.DWP, "Jobcentre Plus Hollinbeck"),
    ("monitoring", AgencyKind.MONITORING, "Tether Monitoring"),
    ("immigration", AgencyKind.IMMIGRATION, "Immigration Enforcement, Northmoor"),
)
_POLICE_STAFF = (
    ("supervisor", Role.SUPERVISOR),
    ("supervisor2", Role.SUPERVISOR),
    ("coordinator", Role.COORDINATOR),
    ("chair", Role.CHAIR),
    ("counter", Role.FRONT_COUNTER),
    ("records", Role.RECORDS),
    ("auditor", Role.AUDITOR),
    ("analyst", Role.ANALYST),
    ("administrator", Role.ADMINISTRATOR),
)

# One sign-in a role, for the command to print: the name, who it is, and what to try first.
SIGN_INS = (
    ("officer", "Offender manager", "The worklist: open a person who is overdue, and read why"),
    ("supervisor", "Supervisor of MOSOVO team 1", "The team's worklist; whose visits are late"),
    ("coordinator", "MAPPA coordinator", "Levels and plans across the force"),
    ("chair", "Meeting chair", "A plan, and which agency owes what"),
    ("housing", "Partner practitioner, Fellside Homes", "Accept an action, and complete one that is due"),
    ("probation", "Partner practitioner, Northmoor Probation Service", "The actions that probation owes"),
    ("counter", "Front counter", "Find a person by name and take a notification"),
    ("records", "Records officer", "Add a person with a conviction"),
    ("auditor", "Auditor", "No case data: the ledger, and the questions it raises"),
    ("analyst", "Analyst", "No case data: figures are for the analyst"),
    ("administrator", "Administrator", "No case data: users and agencies"),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """The force, its people, and one practitioner for each partner agency."""

    police: Agency
    partners: dict[AgencyKind, Agency]
    teams: tuple[Team, ...]
    officers: tuple[User, ...]
    staff: dict[str, User]

    @property
    def agencies(self) -> list[Agency]:
        """Every agency, the force first."""
        return [self.police, *self.partners.values()]

    @property
    def users(self) -> list[User]:
        """Everybody who signs in."""
        return [*self.officers, *self.staff.values()]

    def team_of(self, officer: User) -> Team:
        """The team of an officer or supervisor."""
        return next(team for team in self.teams if team.pk == officer.team_id)

    def practitioner(self, kind: AgencyKind) -> User:
        """The person who signs in for that partner."""
        return next(self.staff[name] for name, known, _ in _PARTNERS if known is kind)


def make_unit(*, seed: int, nominals: int, as_at: date) -> Unit:
    """The force's unit, of as many officers and teams as so many nominals need, and its partners."""
    chance = Chance(seed, "unit")
    password = make_password(PASSWORD, salt=sha256(f"cairn {seed}".encode()).hexdigest()[:22])
    joined = chance.moment(as_at - days(1100))

    def user(username: str, role: Role, agency: Agency, team: Team | None = None) -> User:
        name = full_name(chance, woman=chance.happens(0.5))
        return User(
            id=chance.uuid(), username=username, name=f"{name.forenames.split()[0]} {name.surname}", agency=agency,
            team=team, role=role, password=password, date_joined=joined + timedelta(days=chance.whole(0, 200)),
        )  # fmt: skip

    police = Agency(id=chance.uuid(), name="Fellside Constabulary", kind=AgencyKind.POLICE)
    count = max(2, ceil(nominals / CASELOAD))
    teams = tuple(
        Team(id=chance.uuid(), agency=police, name=f"MOSOVO team {number}")
        for number in range(1, max(1, round(count / OFFICERS_A_TEAM)) + 1)
    )
    officers = tuple(
        user("officer" if n == 0 else f"officer{n + 1}", Role.OFFENDER_MANAGER, police, teams[n % len(teams)])
        for n in range(count)
    )
    teamed = {"supervisor": teams[0], "supervisor2": teams[-1]}
    staff = {name: user(name, role, police, teamed.get(name)) for name, role in _POLICE_STAFF}
    partners: dict[AgencyKind, Agency] = {}
    for username, kind, name in _PARTNERS:
        partners[kind] = Agency(id=chance.uuid(), name=name, kind=kind)
        staff[username] = user(username, Role.PARTNER, partners[kind])
    return Unit(police, partners, teams, officers, staff)
