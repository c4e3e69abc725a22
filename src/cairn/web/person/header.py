"""What every page about a person says first: who it is, and what to be careful of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.access.access_basis import AccessDecision, Through, access_decision
from cairn.access.break_glass.duties import ACCESS_REVIEW
from cairn.access.models import Partnership, Repetition, RestrictedFact
from cairn.access.owning import NO_SUCH_PERSON
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.explaining.queries import case_summary_of, duties_failed
from cairn.clock.models import CaseSummary, Duty
from cairn.errors import NotFound
from cairn.ledger.operations import Operation
from cairn.record.allocation.models import Allocation
from cairn.record.allocation.subject import ALLOCATION
from cairn.record.identity.models import Nominal, Photograph
from cairn.record.identity.queries import shown_name
from cairn.record.identity.subject import NAME, PERSON, PHOTOGRAPH
from cairn.subjects.declaration import Subject
from cairn.subjects.reading import Beside, Rows, in_order, read_rows
from cairn.subjects.registry import subjects as registered
from cairn.web.base.filters import day
from cairn.web.person.flags import FLAGGED, flags_of, risk_unknown
from cairn.web.person.links import page_of
from cairn.web.person.stated import stated_reason
from cairn.web.person.viewer import enter_look
from cairn.web.person.withheld import Withheld, withheld
from cairn.web.subjects.cards import Flag
from cairn.web.subjects.restricted import marks

# What the header is made of: who it is, who manages them, and what puts a flag beside the name.
NEEDED = frozenset({PERSON, NAME, PHOTOGRAPH, ALLOCATION, *(each.subject for each in FLAGGED)})
DUTIES_FAILED = "Cairn could not work out this person’s duties for today. It tries again each night."
_BESIDE = (Partnership, RestrictedFact, Repetition, Duty)


@dataclass(frozen=True, slots=True)
class Tab:
    """One of the person's pages."""

    label: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class Header:
    """
    The identity bar and the pages' navigation, and the parts of the record they were read from.

    Parameters
        rows: what was read for the header and the page, in one statement.
        marks: of each restricted row that this user reads, by its id, in what words it is marked.
    """

    nominal: Nominal
    name: str
    facts: tuple[tuple[str, str], ...]
    photograph: str | None
    flags: tuple[Flag, ...]
    tabs: tuple[Tab, ...]
    standing: CaseSummary | None
    duties: tuple[Duty, ...]
    partnerships: tuple[Partnership, ...]
    allocation: Allocation | None
    owns: bool
    sight: AccessDecision
    withheld: tuple[Withheld, ...]
    rows: Rows
    marks: Mapping[UUID, str]
    duties_note: str = ""

    def sees(self, kind: str) -> bool:
        """Whether this user reads a kind of fact (need_to_know/matrix.toml) of this record."""
        return any(fact.kind == kind for fact in self.sight.reads)

    def withheld_in(self, *tables: str) -> tuple[str, ...]:
        """What the page says at the place where facts are withheld."""
        return tuple(each.text for each in self.withheld if each.kept_in in tables)

    @property
    def risk_unknown(self) -> bool:
        """Whether the user reads levels of risk, and none is on record: readers take a missing level for low."""
        return self.sees("standing") and risk_unknown(self.standing)

    @property
    def nominal_id(self) -> UUID:
        """The person's id."""
        return self.nominal.pk


def open_person(
    user: User,
    nominal_id: UUID,
    *,
    page: Operation,
    tab: str,
    today: date,
    detail: Mapping[str, str] | None = None,
    subjects: Iterable[Subject] = (),
    beside: Sequence[Beside] = (),
) -> Header:
    """
    The person's header, and a ledger entry that this user consulted this page.

    Parameters
        page: the page, as an operation declared beside its view.
        tab: the name of the page's address, to mark in the navigation.
        detail: what else the ledger keeps of the look, such as the day asked about.
        subjects, beside: what the page shows besides, to be read with the header (`Header.rows`).

    Raises
        NotFound: no such person, or none that this user may see.
        ReasonNeeded: the record is restricted, and the user has not said why they open it.
    """
    rows = read_rows(nominal_id, in_page_order({*NEEDED, *subjects}), beside=(*_BESIDE, *beside))
    nominal = person_in(rows)
    if nominal is None:
        raise NotFound(NO_SUCH_PERSON)
    partnerships = running_on(rows, today)
    _know_own_agency(user, partnerships)
    sight = access_decision(user, nominal_id, as_at=today, partnerships=partnerships)
    why = stated_reason(nominal_id) if sight.restricted else ""
    allocation = next((row for row in rows.of(Allocation) if row.ends is None), None)
    enter_look(user, nominal, page=page, through=sight.through, allocation=allocation, why=why, shown=detail)
    owns = sight.through is Through.OWNER
    standing = case_summary_of(nominal_id)
    duties = _duties(rows, owns=owns)
    photograph = page_of("photograph", nominal_id) if rows.of(Photograph) else None
    return Header(
        nominal=nominal,
        name=name_in_words(nominal),
        facts=identity_facts(nominal, today),
        photograph=photograph,
        flags=flags_of(rows, nominal, standing, duties, today),
        tabs=_tabs(nominal_id, tab, owns=owns, answers=owns and user.has_role(Role.SUPERVISOR)),
        standing=standing,
        duties=duties,
        partnerships=partnerships,
        allocation=allocation,
        owns=owns,
        sight=sight,
        withheld=withheld(sight.withheld, partnerships),
        rows=rows,
        marks=marks(rows.of(RestrictedFact), rows.of(Repetition)),
        duties_note=duties_note(nominal_id, standing, today),
    )


def duties_note(nominal_id: UUID, standing: CaseSummary | None, today: date) -> str:
    """Of which day the duties on the page are, where it is not today, and why."""
    if standing is None:
        return DUTIES_FAILED if duties_failed(nominal_id) else ""
    of_day = standing.duties_of_day(today)
    if standing.kept and of_day:
        return f"These duties are as at {day(of_day)}. {DUTIES_FAILED}"
    return f"These duties are as at {day(of_day)}. They have not been updated since." if of_day else ""


def in_page_order(wanted: Iterable[Subject]) -> tuple[Subject, ...]:
    """Subjects in the order of the registry: of the same ones always the same statement."""
    chosen = frozenset(wanted)
    return tuple(each for each in registered() if each in chosen)


def person_in(rows: Rows) -> Nominal | None:
    """The person, with their names at hand; None if there is none, or none that this user may see."""
    return next(iter(rows.of(Nominal)), None)


def running_on(rows: Rows, as_at: date) -> tuple[Partnership, ...]:
    """Who works with the person on a day: the owner first, then by the agency's name."""
    running = (row for row in rows.of(Partnership) if row.current_on(as_at))
    return tuple(sorted(running, key=lambda row: (row.relation, row.agency.name)))


def _know_own_agency(user: User, partnerships: Iterable[Partnership]) -> None:
    """The user's own agency is nearly always one of those that were read: it is not asked for again."""
    for row in partnerships:
        if row.agency_id == user.agency_id:
            user.agency = row.agency


def _duties(rows: Rows, *, owns: bool) -> tuple[Duty, ...]:
    """In the worklist's order. A review of an emergency opening is the owner's to do, and no duty to others."""
    owed = (row for row in rows.of(Duty) if owns or row.kind != ACCESS_REVIEW)
    return tuple(in_order(owed, ("due", "nominal_id", "id")))


def name_in_words(nominal: Nominal) -> str:
    """The name we show."""
    name = shown_name(nominal)
    return str(name) if name else "Name not known"


def identity_facts(nominal: Nominal, today: date) -> tuple[tuple[str, str], ...]:
    """Birth, and age on a day."""
    age = nominal.birth.age_words(nominal.died_on or today)
    aged = f"died aged {age}" if nominal.died_on else f"aged {age}"
    return (("Born", f"{day(nominal.birth)}, {aged}"),)


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
    return tuple(Tab(label, page_of(name, nominal_id), name == active) for label, name in pages)
