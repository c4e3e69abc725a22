"""What every page about a person says first: who it is, and what to be careful of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.urls import reverse

from cairn.access.access_basis import AccessDecision, Through, access_decision
from cairn.access.break_glass.duties import ACCESS_REVIEW
from cairn.access.models import Partnership
from cairn.access.partnerships.queries import partners_of
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.models import Duty, DutyState, Standing
from cairn.clock.queries import duties_failed, duties_of, standing_of
from cairn.ledger.operations import Operation
from cairn.record.addresses.models import Address, AddressKind
from cairn.record.addresses.queries import current_home
from cairn.record.allocation.models import Allocation
from cairn.record.allocation.queries import current_allocation
from cairn.record.custody.models import AwayKind, TimeAway
from cairn.record.custody.queries import times_away_of
from cairn.record.identity.models import Nominal
from cairn.record.identity.queries import get_person, has_photograph, identifiers_of, shown_name
from cairn.supervision.risk.models import RiskLevel
from cairn.web.base.filters import day
from cairn.web.person.stated import stated_reason
from cairn.web.person.viewer import enter_look
from cairn.web.person.withheld import Withheld, withheld

_RISK_COLOURS = {"very-high": "red", "high": "orange", "medium": "yellow", "low": "green"}
_WITHHELD = {"category": "MAPPA category", "level": "MAPPA level", "risk": "Risk level"}
DUTIES_FAILED = "Cairn could not work out this person’s duties for today. It tries again each night."
_AWAY = {AwayKind.CUSTODY: "In custody", AwayKind.HOSPITAL: "In hospital", AwayKind.ABROAD: "Abroad"}


@dataclass(frozen=True, slots=True)
class Flag:
    """A short warning beside the name; `colour` is a GOV.UK tag colour."""

    text: str
    colour: str


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the person's pages."""

    label: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Header:
    """The identity bar and the pages' navigation, and the parts of the record they were read from."""

    nominal: Nominal
    name: str
    facts: tuple[tuple[str, str], ...]
    photograph: str | None
    flags: tuple[Flag, ...]
    tabs: tuple[Tab, ...]
    standing: Standing | None
    duties: tuple[Duty, ...]
    home: Address | None
    away: tuple[TimeAway, ...]
    partnerships: tuple[Partnership, ...]
    allocation: Allocation | None
    owns: bool
    sight: AccessDecision
    withheld: tuple[Withheld, ...]
    duties_note: str = ""

    def sees(self, kind: str) -> bool:
        """Whether this user reads a kind of fact (need_to_know/matrix.toml) of this record."""
        return any(fact.kind == kind for fact in self.sight.reads)

    def withheld_in(self, *tables: str) -> tuple[str, ...]:
        """What the page says at the place where facts are withheld."""
        return tuple(each.text for each in self.withheld if each.kept_in in tables)

    @property
    def nominal_id(self) -> UUID:
        """The person's id."""
        return self.nominal.pk


def age_on(born: date, on: date) -> int:
    """Age in whole years on a day."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def open_person(
    user: User,
    nominal_id: UUID,
    *,
    page: Operation,
    tab: str,
    today: date,
    detail: Mapping[str, str] | None = None,
) -> Header:
    """
    The person's header, and a ledger entry that this user consulted this page.

    Parameters
        page: the page, as an operation declared beside its view.
        tab: the name of the page's address, to mark in the navigation.
        detail: what else the ledger keeps of the look, such as the day asked about.

    Raises
        NotFound: no such person, or none that this user may see.
        ReasonNeeded: the record is restricted, and the user has not said why they open it.
    """
    nominal = get_person(nominal_id)
    partnerships = tuple(partners_of(nominal_id, as_at=today))
    sight = access_decision(user, nominal_id, as_at=today, partnerships=partnerships)
    why = stated_reason(nominal_id) if sight.restricted else ""
    allocation = current_allocation(nominal_id)
    enter_look(user, nominal, page=page, through=sight.through, allocation=allocation, why=why, shown=detail)
    standing = standing_of(nominal_id)
    owns = sight.through is Through.OWNER
    # A review of an emergency opening is the owner's to do; to whoever opened the record it is no duty on it.
    duties = tuple(row for row in duties_of(nominal_id) if owns or row.kind != ACCESS_REVIEW)
    home = current_home(nominal_id, as_at=today)
    away = tuple(row for row in times_away_of(nominal_id) if row.began <= today and row.ended is None)
    name = shown_name(nominal)
    return Header(
        nominal=nominal,
        name=str(name) if name else "Name not known",
        facts=identity_facts(nominal, today),
        photograph=reverse("photograph", args=[nominal_id]) if has_photograph(nominal_id) else None,
        flags=flags_of(nominal, standing, duties, home, away),
        tabs=_tabs(nominal_id, tab, owns=owns, answers=owns and user.has_role(Role.SUPERVISOR)),
        standing=standing,
        duties=duties,
        home=home,
        away=away,
        partnerships=partnerships,
        allocation=allocation,
        owns=owns,
        sight=sight,
        withheld=withheld(sight.withheld, partnerships),
        duties_note=duties_note(nominal_id, standing, today),
    )


def duties_note(nominal_id: UUID, standing: Standing | None, today: date) -> str:
    """Of which day the duties on the page are, where it is not today, and why."""
    if standing is None:
        return DUTIES_FAILED if duties_failed(nominal_id) else ""
    of_day = standing.duties_of_day(today)
    if standing.kept and of_day:
        return f"These duties are as at {day(of_day)}. {DUTIES_FAILED}"
    return f"These duties are as at {day(of_day)}. They have not been updated since." if of_day else ""


def identity_facts(nominal: Nominal, today: date) -> tuple[tuple[str, str], ...]:
    """Birth, age on a day, and the numbers that other systems know the person by."""
    age = age_on(nominal.date_of_birth, nominal.died_on or today)
    aged = f"died aged {age}" if nominal.died_on else f"aged {age}"
    numbers = ((row.get_kind_display(), row.raw) for row in identifiers_of(nominal.pk) if row.current)
    return (("Born", f"{day(nominal.date_of_birth)}, {aged}"), *numbers)


def flags_of(
    nominal: Nominal,
    standing: Standing | None,
    duties: tuple[Duty, ...],
    home: Address | None,
    away: tuple[TimeAway, ...],
) -> tuple[Flag, ...]:
    """What to be careful of."""
    flags = []
    if nominal.died_on:
        flags.append(Flag("Died", "grey"))
    if standing and standing.level:
        category = f"Category {standing.category}, level" if standing.category else "Level"
        flags.append(Flag(f"{category} {standing.level}", "purple"))
    elif standing and standing.category:
        flags.append(Flag(f"Category {standing.category}", "purple"))
    if standing and standing.risk:
        flags.append(Flag(f"{RiskLevel(standing.risk).label} risk", _RISK_COLOURS[standing.risk]))
    # Of one fact told withheld, what follows from it is too, and the reader knows not to take it for unset.
    flags += [Flag(f"{_WITHHELD[name]} withheld", "grey") for name in _WITHHELD if name in _empty(standing)]
    if home and home.kind == AddressKind.NO_FIXED_ABODE:
        flags.append(Flag("No fixed abode", "orange"))
    flags += [Flag(_AWAY[AwayKind(row.kind)], "blue") for row in away]
    overdue = sum(duty.state == DutyState.OVERDUE for duty in duties)
    if overdue:
        flags.append(Flag(f"{overdue} overdue", "red"))
    return tuple(flags)


def _empty(standing: Standing | None) -> Sequence[str]:
    return (standing.withheld or ()) if standing else ()


def _tabs(nominal_id: UUID, active: str, *, owns: bool, answers: bool) -> tuple[Tab, ...]:
    """The person's pages; who looked is for those who answer for the record."""
    pages = [
        ("Overview", "person"),
        ("Timeline", "timeline"),
        ("Plan", "plan"),
        ("Reasons", "reasons"),
        ("Who has access", "access"),
        ("History", "history_index"),
    ]
    if owns:
        pages.append(("Retention", "retention"))
    if answers:
        pages.append(("Who looked", "looked"))
    return tuple(Tab(label, reverse(name, args=[nominal_id]), name == active) for label, name in pages)
