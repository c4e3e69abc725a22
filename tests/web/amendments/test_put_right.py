"""
Everything can be put right: after a correction all is as if the error had never been made, but for the past.

For every kind of fact, each box of its correction page in turn is given a wrong value, which stands on the record,
and then the right one again. Duties, registration, pages, worklist, letters and figures are then what they were;
only history and the amendments tell of it. What was recorded of the wrong person leaves in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from cairn.access.models import Relation
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.clock.models import CaseSummary, Duty
from cairn.dates import today
from cairn.record.amendments.models import Amendment
from cairn.record.subject_access.gathering import gather
from cairn.subjects.declaration import Subject
from cairn.subjects.registry import subjects
from tests.factories.access import make_agency, make_user
from tests.factories.acts import convict
from tests.factories.examples import MAKERS
from tests.factories.record import make_person
from tests.factories.supervision import make_risk
from tests.web.wizard.visitor import Visitor

SignIn = Callable[[User], Client]
AMENDABLE = [each.key for each in subjects() if each.can_be]
WITHDRAWABLE = [each.key for each in subjects() if each.can_be and each.can_be.withdraws]
PAGES = ("/", "/?whose=team", "/caseload/", "/people/{who}/", "/people/{who}/reasons/", "/people/{who}/plan/")
# Of a correction itself, not of the fact.
OURS = ("amendment_", "csrfmiddlewaretoken", "page_note", "offence_meant")
# Rows made anew by the clock, and what tells of an error in the past.
NOT_COMPARED = {"id", "pk"}
PAST = {"record_amendment"}

# Questions of a correction page that cannot be answered otherwise while all else stays, or where the wrong answer is
# put right on another fact's page.
NOT_ALONE: dict[str, set[str]] = {
    "person": {"born_known", "born_within"},  # said by the boxes of the date; of a year alone
    "names": {"shown"},  # which name is shown is put right at the name that should be
    "orders": {"further_order"},  # or a last day
    "convictions": {
        "order_id",
        "trial_concluded_on",
        "trial_outcome",
        *("country", "route", "noticed_on"),
        "given_in",
        "stood_in_1997",
    },  # breach of an order; a finding of disability; a court abroad; a caution; before 1 September 1997
    "sentences": {
        "consecutive_to_id",
        "extension_months",
        "life",
        "overlap_days",
        "overlap_months",
        "overlaps_id",
        "restriction",
    },
    "travel": {"excused"},  # of a reason that was given
    "matters": {"about", "expected_on"},  # of a change
    "visits": {"entry_sought"},  # of a visit at which they were not let in
    "financial": {"card_number", "expires", "valid_from"},  # of a card
}
# What an example makes beside the fact, which goes by its own page.
MAKES_MORE: dict[str, tuple[str, ...]] = {
    "action-messages": ("actions", "plan"),
    "actions": ("plan",),
    "matters": ("notifications", "travel"),
}
# Pages that name every officer of the force, the one that the example makes included.
OF_OFFICERS = {"allocation": "/caseload/"}


@dataclass(frozen=True)
class World:
    """A person of one force, shared with a health authority; who keeps the record, and who looks at it."""

    supervisor: User
    partner: User
    who: UUID


@pytest.fixture
def world(db: None) -> World:
    supervisor = make_user(Role.SUPERVISOR)
    # One that may lead too.
    health = make_agency(AgencyKind.HEALTH)
    with acting_as(supervisor):
        nominal = make_person(supervisor, officer=supervisor)
        convict(supervisor, nominal.pk, on=date(2015, 3, 2), today=None)
        make_risk(supervisor, nominal, level="medium", set_on=date(2025, 1, 5))
        open_partnership(
            supervisor,
            nominal_id=nominal.pk,
            agency=health,
            relation=Relation.PARTNER,
            purpose="Work together",
            starts=date(2025, 1, 5),
        )
    return World(supervisor, make_user(Role.PARTNER, agency=health), nominal.pk)


def of_key(key: str) -> Subject:
    return next(each for each in subjects() if each.key == key)


def keeper(world: World, subject: Subject) -> User:
    """The supervisor, or somebody of their agency whose role keeps this kind of fact."""
    assert subject.can_be
    roles = {Role(role) for role in subject.can_be.roles}
    if Role.SUPERVISOR in roles:
        return world.supervisor
    return make_user(min(roles), agency=world.supervisor.agency)


def words(html: str) -> list[str]:
    """What a page says, without its tags and the times at which it was made."""
    body = re.sub(r"(?s)<(script|style|head)\b.*?</\1>", " ", html)
    lines = unescape(re.sub(r"<[^>]+>", "\n", body)).split("\n")
    return [" ".join(line.split()) for line in lines if line.strip() and "Printed by" not in line]


def shown(world: World, as_user: SignIn) -> dict[str, object]:
    """All that Cairn says of the person today: duties, registration, pages of police and partner, the letter."""
    said: dict[str, object] = {}
    for reader in (world.supervisor, world.partner):
        client = as_user(reader)
        for page in PAGES:
            answer = client.get(page.format(who=world.who))
            said[f"{reader.role} {page}"] = (answer.status_code, words(answer.content.decode()))
    with acting_as(world.supervisor):
        for name, model in (("duties", Duty), ("registration", CaseSummary)):
            rows = model.objects.filter(nominal_id=world.who).values()
            said[name] = sorted(
                repr({field: value for field, value in row.items() if field not in NOT_COMPARED})
                for row in rows
            )
        said["letter"] = sorted(
            f"{row.title}: {row.content}" for row in gather(world.who) if row.kind not in PAST
        )
    return said


@dataclass(frozen=True)
class Box:
    """One question of a form: a box of words, a day, or a choice; what it says, and something else to say."""

    name: str
    now: list[tuple[str, str]]
    others: tuple[list[tuple[str, str]], ...]


def boxes(visitor: Visitor) -> Iterator[Box]:
    """Every question of the page's form, with other answers that may be given to it."""
    form = visitor.form
    assert form
    given = dict(form.values)
    offered: dict[str, list[tuple[str, str]]] = {}
    for name, value, kind in form.choices:
        offered.setdefault(name, []).append((value, kind))
    for name, choices in offered.items():
        if name.startswith(OURS):
            continue
        chosen = [pair for pair in form.values if pair[0] == name]
        taken = {value for _, value in chosen}
        others = [value for value, _ in choices if value not in taken]
        if choices[0][1] == "checkbox":
            yield Box(name, chosen, ([] if chosen else [(name, choices[0][0])],))
        else:
            yield Box(name, chosen, tuple([(name, value)] for value in others))
    for name, value in form.values:
        if name.startswith(OURS) or name in offered or name.endswith(("-month", "-year")):
            continue
        if name.endswith("-day"):
            yield _day_box(name.removesuffix("-day"), given)
        elif name.removesuffix("_clock") == name or value:  # a time without its day is asked with the day
            yield Box(name, [(name, value)], tuple([(name, other)] for other in other_words(value)))


def _day_box(base: str, given: dict[str, str]) -> Box:
    """A day, with the time of it where one is asked and none is given."""
    names = [f"{base}-{part}" for part in ("day", "month", "year")]
    now, clock = [(name, given[name]) for name in names], f"{base}_clock"
    timed = given.get(clock) == ""
    others = [
        [
            *zip(names, map(str, (day.day, day.month, day.year)), strict=True),
            *([(clock, "10:00")] if timed else []),
        ]
        for day in other_days(*(given[name] for name in names))
    ]
    return Box(base, [*now, *([(clock, "")] if timed else [])], tuple(others))


def other_days(day: str, month: str, year: str) -> tuple[date, ...]:
    """The day before and the day after; where none is given, some that may do."""
    if year:
        given = date(int(year), int(month), int(day))
        return given - timedelta(days=1), given + timedelta(days=1)
    return today(), date(2012, 2, 20), date(2027, 2, 3), date(2097, 1, 3)


def other_words(value: str) -> Iterator[str]:
    """Other words, or another number; of none, some."""
    if value.isdigit():
        yield from (str(int(value) + 1), str(max(int(value) - 1, 0)))
    elif re.fullmatch(r"\d\d:\d\d", value):
        yield f"{value[:3]}{(int(value[3:]) + 1) % 60:02}"
    elif value:
        yield from (f"{value} x", f"x{value}", "")
    else:
        yield from ("7", "Somebody else")


def correct(visitor: Visitor, page: str, answer: list[tuple[str, str]], names: set[str], why: str) -> str:
    """Give this one answer on the correction page and save. What it then says, if it was not saved."""
    visitor.go(page)
    assert visitor.status == 200, visitor.html
    form = visitor.form
    assert form
    form.values = [pair for pair in form.values if pair[0] not in names]
    form.values += answer
    visitor.choose("amendment_ground", "typing").type(amendment_why=why)
    visitor.press("Save the correction")
    return "" if "Corrected." in visitor.html else visitor.html


@pytest.mark.parametrize("key", AMENDABLE)
def test_a_wrong_value_put_right_leaves_nothing_but_its_past(world: World, as_user: SignIn, key: str) -> None:
    subject = of_key(key)
    with acting_as(world.supervisor):
        row = MAKERS[key](world.supervisor, world.who).row
    right = shown(world, as_user)
    visitor = Visitor(as_user(keeper(world, subject)))
    page = f"/people/{world.who}/facts/{key}/{row.pk}/correct/"
    every = list(boxes(visitor.go(page)))
    put_right: set[str] = set()
    for box in every:
        if box.name in NOT_ALONE.get(key, ()):
            continue
        names = {name for answer in (box.now, *box.others) for name, _ in answer}
        for other in box.others:
            if correct(visitor, page, other, names, f"{box.name} typed wrongly"):
                continue  # refused: a value that cannot be, or not by itself
            refused = correct(visitor, page, box.now, names, f"{box.name} put right")
            assert not refused, (box, words(refused)[60:110])
            put_right.add(box.name)
            break
        now = shown(world, as_user)
        assert now == right, (box.name, differences(right, now))
    assert put_right, [box.name for box in every]
    with acting_as(world.supervisor):
        why = set(Amendment.objects.filter(nominal_id=world.who).values_list("why", flat=True))
    assert why >= {f"{name} put right" for name in put_right}
    assert {box.name for box in every} - put_right == NOT_ALONE.get(key, set())


@pytest.mark.parametrize("key", WITHDRAWABLE)
def test_what_was_recorded_of_the_wrong_person_leaves_nothing_but_its_past(
    world: World, as_user: SignIn, key: str
) -> None:
    subject = of_key(key)
    before = shown(world, as_user)
    with acting_as(world.supervisor):
        row = MAKERS[key](world.supervisor, world.who).row
    _withdraw(world, as_user, subject, row.pk)
    for other in MAKES_MORE.get(key, ()):
        beside = of_key(other)
        with acting_as(world.supervisor):
            made = beside.model._default_manager.filter(**{beside.nominal: world.who})[0].pk
        _withdraw(world, as_user, beside, made)
    now = shown(world, as_user)
    for said in (before, now):
        said.pop(f"{Role.SUPERVISOR} {OF_OFFICERS.get(key)}", None)
    assert now == before, differences(before, now)
    with acting_as(world.supervisor):
        assert subject.model.pgh_event_model.objects.filter(pgh_obj_id=row.pk).exists()  # type: ignore[attr-defined]


def _withdraw(world: World, as_user: SignIn, subject: Subject, row_id: UUID) -> None:
    page = f"/people/{world.who}/facts/{subject.key}/{row_id}/withdraw/"
    visitor = Visitor(as_user(keeper(world, subject))).go(page)
    visitor.choose("ground", "wrong-person").type(why="It was another person's").press("Withdraw it")
    assert "Withdrawn" in visitor.html, visitor.html


def differences(before: dict[str, Any], now: dict[str, Any]) -> dict[str, object]:
    """What is said otherwise, for whoever reads a failure."""
    return {
        name: [line for line in _lines(now[name]) if line not in _lines(before[name])]
        + ["instead of", *(line for line in _lines(before[name]) if line not in _lines(now[name]))]
        for name in before
        if before[name] != now[name]
    }


def _lines(said: Any) -> list[str]:
    return list(said[1]) if isinstance(said, tuple) else list(said)
