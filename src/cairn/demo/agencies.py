"""One force, its MOSOVO teams, those it works with and a force beside it, and who signs in for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from math import ceil

from django.contrib.auth.hashers import make_password

from cairn.accounts.kinds import AgencyKind
from cairn.accounts.models import Agency, Team, User
from cairn.accounts.roles import Role
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

# The force beside it, which works with nobody on the register: for what happens between two forces.
_NEIGHBOURS = (("northmoor", Role.OFFENDER_MANAGER), ("northmoor2", Role.SUPERVISOR))

# One sign-in a role, for the command to print: the name, who it is, and what to try first.
SIGN_INS = (
    ("officer", "Offender manager", "The worklist: open a person who is overdue, and read why"),
    (
        "supervisor",
        "Supervisor of MOSOVO team 1",
        "Access: review an emergency opening, and answer who asks for access",
    ),
    ("coordinator", "MAPPA coordinator", "Levels and plans across the force"),
    ("chair", "Meeting chair", "A plan, and which agency owes what"),
    ("housing", "Partner practitioner, Fellside Homes", "Accept an action, and complete one that is due"),
    ("probation", "Partner practitioner, Northmoor Probation Service", "The actions that probation owes"),
    ("counter", "Front counter", "Find a person by name and take a notification"),
    ("records", "Records officer", "Subject requests: one waits to be gathered and decided"),
    ("auditor", "Auditor", "Ledger: who did what. Questions: the patterns it raises. No case data"),
    ("analyst", "Analyst", "No case data: figures are for the analyst"),
    ("administrator", "Administrator", "Users: invite, suspend, and see how people signed in. No case data"),
    ("northmoor", "Offender manager of another force", "Find: somebody's full name and date of birth"),
    ("northmoor2", "Supervisor of another force", "Access: a record that is offered to them"),
)


@dataclass(frozen=True, slots=True)
class Unit:
    """The force, its people, one practitioner for each partner agency, and the force beside it."""

    police: Agency
    partners: dict[AgencyKind, Agency]
    teams: tuple[Team, ...]
    officers: tuple[User, ...]
    staff: dict[str, User]
    neighbour: Agency
    neighbour_team: Team

    @property
    def agencies(self) -> list[Agency]:
        """Every agency, the force first and the one beside it last."""
        return [self.police, *self.partners.values(), self.neighbour]

    @property
    def every_team(self) -> list[Team]:
        """The force's teams, and that of the one beside it."""
        return [*self.teams, self.neighbour_team]

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
    neighbour = Agency(id=chance.uuid(), name="Northmoor Police", kind=AgencyKind.POLICE)
    team = Team(id=chance.uuid(), agency=neighbour, name="Public protection")
    staff |= {username: user(username, role, neighbour, team) for username, role in _NEIGHBOURS}
    return Unit(police, partners, teams, officers, staff, neighbour, team)
