"""All dated facts about a person in one line, newest first: by year, a few kinds at a time if wanted, in pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from cairn.access.models import Partnership
from cairn.accounts.models import User
from cairn.dates import today
from cairn.ledger.operations import Task, declare_page
from cairn.subjects.declaration import Event
from cairn.subjects.registry import subjects as registered
from cairn.web.person.header import Header, open_person
from cairn.web.person.links import FactLinks, links_to
from cairn.web.person.past import ACCESS, kind
from cairn.web.person.sections import mark, shown_subjects
from cairn.web.person.viewer import case_page
from cairn.web.subjects.cards import Reading

TIMELINE_OPENED = declare_page("timeline", "Read the timeline", task=Task.RECORD)
_PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """One dated thing, of which kind it is, and what can be done with the fact that tells it."""

    event: Event
    key: str
    heading: str
    restricted: str
    links: FactLinks


@dataclass(frozen=True, slots=True)
class KindChoice:
    """A kind of fact to show alone, and how many dated things there are of it."""

    key: str
    heading: str
    many: int
    chosen: bool


def timeline_of(header: Header, reading: Reading) -> tuple[Line, ...]:
    """Every dated thing that the user may see, newest first; those of one day in the order of their kinds."""
    lines = [*_facts(header, reading), *_partners(header)]
    return tuple(sorted(lines, key=lambda line: line.event.on, reverse=True))


def _facts(header: Header, reading: Reading) -> Iterator[Line]:
    for subject in registered():
        if not subject.shown:
            continue
        for row in header.rows.of_subject(subject):
            links, marked = links_to(subject, row, header.nominal_id, reading), mark(row, header.marks)
            for event in subject.events(row):
                yield Line(event, subject.key, subject.heading, marked, links)


def _partners(header: Header) -> Iterator[Line]:
    heading = kind(ACCESS).heading
    for row in sorted(
        header.rows.of(Partnership), key=lambda row: (row.relation, row.starts, row.agency.name)
    ):
        links = FactLinks(f"{reverse('history', args=[header.nominal_id, ACCESS])}?fact={row.pk}")
        given = Event(row.starts, f"{row.agency.name} given access", row.purpose)
        yield Line(given, ACCESS, heading, "", links)
        if row.until:
            ended = Event(row.until, f"{row.agency.name}: access ends", row.purpose)
            yield Line(ended, ACCESS, heading, "", links)


def choices_of(lines: Iterable[Line], chosen: Sequence[str]) -> tuple[KindChoice, ...]:
    """The kinds that have anything to show, in the order of the pages."""
    many: dict[str, int] = {}
    headings: dict[str, str] = {}
    for line in lines:
        many[line.key] = many.get(line.key, 0) + 1
        headings[line.key] = line.heading
    order = [*(each.key for each in registered()), ACCESS]
    return tuple(KindChoice(key, headings[key], many[key], key in chosen) for key in order if key in many)


def by_year(lines: Iterable[Line]) -> tuple[tuple[int, tuple[Line, ...]], ...]:
    """The lines under their years; they come in order of days."""
    return tuple((year, tuple(found)) for year, found in groupby(lines, key=lambda line: line.event.on.year))


@case_page
def timeline(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The timeline page; `kind` in the address, once or more, shows those kinds alone."""
    day = today()
    header = open_person(
        user, nominal_id, page=TIMELINE_OPENED, tab="timeline", today=day, subjects=shown_subjects()
    )
    lines = timeline_of(header, Reading(as_at=day, role=user.role, owns=header.owns))
    chosen = request.GET.getlist("kind")
    wanted = [line for line in lines if line.key in chosen] if chosen else lines
    choices = choices_of(lines, chosen)
    page = Paginator(wanted, _PAGE).get_page(request.GET.get("page"))
    context = {
        "header": header,
        "page": page,
        "years": by_year(page),
        "kinds": choices,
        "chosen": tuple(each.heading for each in choices if each.chosen),
        "clear": reverse("timeline", args=[nominal_id]) if chosen else None,
        "today": day,
    }
    return render(request, "person/timeline.html", context)
