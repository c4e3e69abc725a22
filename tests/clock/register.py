"""A small register of random lives in a database of its own, written straight to the tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TypeVar
from uuid import UUID

import psycopg
from django.db import connection as django_connection
from django.db.models import Model

from cairn.access.models import Partnership, Relation
from cairn.accounts.models import Agency, AgencyKind, Team, User
from cairn.accounts.roles import Role
from cairn.plan.models import Action, ExpectedRelease, LevelOneReview, ManagementLevel, Plan
from cairn.record.models import (
    Address,
    Allocation,
    Conviction,
    Death,
    Disposal,
    HouseholdStay,
    Name,
    Nominal,
    Notification,
    NotifiedMatter,
    Stay,
    TimeAway,
    Trip,
)
from cairn.supervision.models import RiskAssessment, Visit

M = TypeVar("M", bound=Model)
BASE = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OFFENCES = (
    "SOA 2003 s.3",
    "SOA 2003 s.9",
    "SOA 2003 s.1",
    "SOA 2003 s.47",
    "Protection of Children Act 1978 s.1",
)


def fill(conninfo: str, *, nominals: int, seed: int) -> list[UUID]:
    """
    Add so many people; much happens to them in the sixty days after BASE. Returns their ids.

    `conninfo` is a superuser's: COPY is refused to those whom row security binds.
    """
    filler = _Filler(Random(seed))
    ids = [filler.person() for _ in range(nominals)]
    with psycopg.connect(conninfo) as connection:
        for model, rows in filler.rows.items():
            # Accounts are the operator's here: no second administrator is asked (cairn_guard_user).
            with _unguarded(connection) if model is User else nullcontext():
                _copy(connection, model, rows)
    return ids


@contextmanager
def _unguarded(connection: psycopg.Connection) -> Iterator[None]:
    connection.execute("SET session_replication_role = replica")
    yield
    connection.execute("SET session_replication_role = origin")


def _copy(connection: psycopg.Connection, model: type[Model], rows: list[Model]) -> None:
    fields = [field for field in model._meta.concrete_fields if not field.generated]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(
                [field.get_db_prep_save(field.pre_save(row, True), django_connection) for field in fields]
            )


class _Filler:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.rows: dict[type[Model], list[Model]] = defaultdict(list)
        self.police = self.add(Agency(name=f"Force {random.random()}", kind=AgencyKind.POLICE))
        self.other = self.add(Agency(name=f"Other force {random.random()}", kind=AgencyKind.POLICE))
        self.housing = self.add(Agency(name=f"Homes {random.random()}", kind=AgencyKind.HOUSING))
        self.team = self.add(Team(agency=self.police, name="East"))
        self.officers = [self.officer(number) for number in range(3)]

    def add(self, row: M) -> M:
        row.pk = self.id()
        self.rows[type(row)].append(row)
        return row

    def id(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def soon(self, after: int = 0, within: int = 62) -> date:
        return BASE + timedelta(days=self.random.randint(after, within))

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def officer(self, number: int) -> User:
        name = f"officer{number}-{self.random.random()}"
        return self.add(
            User(
                username=name,
                name=name,
                agency=self.police,
                team=self.team,
                role=Role.OFFENDER_MANAGER,
                date_joined=NOW,
            )
        )

    def person(self) -> UUID:
        nominal = self.add(
            Nominal(
                date_of_birth=date(self.random.randint(1950, 2004), 5, 1),
                died_on=self.soon() if self.chance(0.03) else None,
            )
        )
        # Drawn apart, so that it moves nothing else.
        apart = Random(nominal.id.int)
        if nominal.died_on is None and apart.random() < 0.05:
            said = apart.choice(("family", "coroner", "news"))
            self.add(
                Death(
                    nominal=nominal,
                    died_on=BASE - timedelta(days=3),
                    source=said,
                    told_by="A cousin",
                    recorded_at=NOW + timedelta(days=apart.randint(0, 60)),
                )
            )
        self.add(Name(nominal=nominal, kind="legal", forenames="Sam", surname="Synthetic", shown=True))
        self._kept(nominal)
        convicted = date(2017, 1, 1) + timedelta(days=self.random.randint(0, 3340))
        for _ in range(self.random.choice([1, 1, 1, 3])):
            self._convicted(nominal, convicted)
        self._lives(nominal, convicted)
        self._notifies(nominal, convicted)
        self._supervised(nominal)
        if self.chance(0.4):
            self._planned(nominal)
        return nominal.id

    def _kept(self, nominal: Nominal) -> None:
        owner = {"nominal_id": nominal.id, "relation": Relation.OWNER, "purpose": "notification"}
        handed_over = self.soon() if self.chance(0.1) else None
        self.add(Partnership(**owner, agency=self.police, starts=date(2015, 1, 1), until=handed_over))
        if handed_over:
            day = handed_over + timedelta(days=self.random.randint(1, 4))
            self.add(Partnership(**owner, agency=self.other, starts=day))
        first, second = self.random.sample(self.officers, 2)
        changed = self.soon() if self.chance(0.2) else None
        case = {"nominal": nominal, "team": self.team}
        self.add(Allocation(**case, officer=first, starts=date(2017, 1, 1), ends=changed))
        if changed:
            self.add(Allocation(**case, officer=second, starts=changed))

    def _convicted(self, nominal: Nominal, on: date) -> None:
        caution = self.chance(0.15)
        conviction = self.add(
            Conviction(
                nominal=nominal,
                outcome="caution" if caution else "conviction",
                on=on,
                offence=self.random.choice(OFFENCES),
                offence_date=on - timedelta(days=200),
                victim_age=self.random.choice([11, 15, 30]),
                quashed_on=self.soon() if self.chance(0.04) else None,
            )
        )
        if caution:
            return
        kind = self.random.choice(
            ["imprisonment", "imprisonment", "community-order", "suspended-imprisonment"]
        )
        months = self.random.choice([3, 6, 12, 18, 36])
        self.add(Disposal(nominal=nominal, conviction=conviction, kind=kind, months=months))
        if kind == "imprisonment":
            # Some have come out, some will in the days looked at, of some it is not known when.
            released = self.random.choice([on + timedelta(days=months * 15), self.soon(1), None])
            if (released is None or released > on) and not self.held(nominal):
                self.add(TimeAway(nominal=nominal, kind="custody", began=on, ended=released))

    def held(self, nominal: Nominal) -> bool:
        return any(row.nominal is nominal for row in self.rows[TimeAway])  # type: ignore[attr-defined]

    def _lives(self, nominal: Nominal, convicted: date) -> None:
        moves = self.soon() if self.chance(0.3) else None
        at = {"nominal": nominal, "lines": "1 Invented Street"}
        self.add(Address(**at, kind="home", starts=date(2010, 1, 1), ends=moves))
        if moves:
            self.add(Address(**at, kind=self.random.choice(["home", "no-fixed-abode"]), starts=moves))
        if self.chance(0.15):
            went = self.soon()
            back = went + timedelta(days=self.random.randint(1, 30)) if self.chance(0.7) else None
            kind = self.random.choice(["abroad", "hospital"])
            self.add(TimeAway(nominal=nominal, kind=kind, began=went, ended=back))
        if self.chance(0.15):
            leaves = self.soon(5)
            self.add(
                Trip(
                    nominal=nominal,
                    known_on=leaves - timedelta(days=self.random.choice([2, 20])),
                    departs_on=leaves,
                    returns_on=leaves + timedelta(days=8),
                    first_country="Spain",
                )
            )
        if self.chance(0.1):
            first = self.soon()
            self.add(
                Stay(
                    nominal=nominal, premises="A caravan", first_day=first, last_day=first + timedelta(days=9)
                )
            )
        if self.chance(0.1):
            came = datetime.combine(self.soon(), NOW.timetz())
            self.add(
                HouseholdStay(
                    nominal=nominal, premises="A house", arrived=came, left=came + timedelta(hours=14)
                )
            )
        if self.chance(0.1):
            self.add(
                Name(nominal=nominal, kind="alias", forenames="Al", surname="Other", used_from=self.soon())
            )

    def _notifies(self, nominal: Nominal, convicted: date) -> None:
        told = convicted + timedelta(days=self.random.randint(0, 4))
        last = BASE + timedelta(days=self.random.randint(0, 62))
        of = "initial"
        while told < last and not self.chance(0.06):
            given = self.add(
                Notification(
                    nominal=nominal,
                    given_at=datetime.combine(told, NOW.timetz()),
                    given_on=told,
                    station="Station",
                    received_by=self.officers[0],
                )
            )
            about = "home-address" if of == "change" else ""
            self.add(NotifiedMatter(nominal=nominal, notification=given, of=of, about=about))
            of = self.random.choice(["periodic", "periodic", "periodic", "change"])
            told += timedelta(days=self.random.randint(340, 368))

    def _supervised(self, nominal: Nominal) -> None:
        if self.chance(0.1):
            return
        levels = ["very-high", "high", "medium", "low"]
        day = date(2025, 1, 1) + timedelta(days=self.random.randint(0, 400))
        for set_on in (day, self.soon())[: self.random.randint(1, 2)]:
            self.add(
                RiskAssessment(
                    nominal=nominal,
                    level=self.random.choice(levels),
                    set_on=set_on,
                    set_by=self.officers[0],
                    reason="Assessed",
                )
            )
        for visited_on in (date(2025, 3, 1), BASE - timedelta(days=self.random.randint(1, 200)), self.soon()):
            outcome = self.random.choice(["seen", "seen", "no-reply"])
            self.add(
                Visit(nominal=nominal, visited_on=visited_on, visited_by=self.officers[0], outcome=outcome)
            )

    def _planned(self, nominal: Nominal) -> None:
        officer, agreed_on = self.officers[0], self.soon(-60, 30)
        self.add(
            ManagementLevel(
                nominal=nominal,
                level=self.random.choice([1, 2, 3]),
                set_on=self.soon(-30),
                set_by=officer,
                lead_agency=self.police,
                reason="Decided",
            )
        )
        self._reviewed(nominal)
        closed_on = agreed_on + timedelta(days=20) if self.chance(0.3) else None
        plan = self.add(Plan(nominal=nominal, agreed_on=agreed_on, agreed_by=officer, closed_on=closed_on))
        for number in range(self.random.randint(0, 4)):
            state = self.random.choice(["proposed", "accepted", "completed"])
            # Done on the day, or on a day that some nights have yet to reach.
            on = agreed_on + timedelta(days=self.random.choice([0, 5, 30]))
            done = {"completed_on": on, "outcome": "Done"} if state == "completed" else {}
            self.add(
                Action(
                    nominal=nominal,
                    plan=plan,
                    pillar=self.random.choice(["supervision", "victim-safety"]),
                    what=f"Action {number}:\ta tab, a \\ and a\nline",
                    agency=self.random.choice([self.police, self.housing]),
                    agreed_on=agreed_on,
                    due_on=agreed_on + timedelta(days=self.random.randint(0, 60)),
                    state=state,
                    **done,
                )
            )

    def _reviewed(self, nominal: Nominal) -> None:
        """Reviews at level 1 and expected releases, drawn apart, so that they move nothing else."""
        apart = Random(nominal.pk.int + 1)
        words = dict.fromkeys(("changed", "agencies", "domestic_abuse", "disclosure", "plan", "why"), "Said")
        for _ in range(apart.randint(0, 2)):
            on = BASE + timedelta(days=apart.randint(-200, 62))
            ends = apart.choice(["retain", "refer-to-2"])
            endorsed = (
                on + timedelta(days=apart.randint(0, 20))
                if ends != "retain" and apart.random() < 0.6
                else None
            )
            self.add(
                LevelOneReview(
                    nominal=nominal,
                    reviewed_on=on,
                    reviewed_by=self.officers[0],
                    outcome=ends,
                    **words,
                    endorsed_on=endorsed,
                    endorsed_by=self.officers[1] if endorsed else None,
                    endorsed_why="Agreed" if endorsed else "",
                )
            )
        for _ in range(apart.randint(0, 2)):
            told = BASE + timedelta(days=apart.randint(-60, 62))
            self.add(
                ExpectedRelease(
                    nominal=nominal,
                    told_on=told,
                    expected_on=told + timedelta(days=apart.randint(0, 300)),
                    kind="parole",
                    told_by="The prison",
                )
            )
