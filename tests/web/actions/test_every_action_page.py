"""
What every action page promises, of every one that the site's addresses lead to: the same page sent twice is done
once, a page that is no longer true is told and asked, and words outlive their session.

What a page rests on, and whether it has a box for words, is read from its declaration and from the page itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.apps import apps
from django.db import DatabaseError, transaction
from django.db.models import BooleanField, CharField, DateField, DateTimeField, Model, QuerySet, TextField
from django.http import HttpRequest
from django.test import Client
from django.urls import URLPattern, get_resolver, resolve
from django.utils import timezone

from cairn.access.models import AccessRequest, NamedReader, RestrictedFact, RestrictedNominal, Transfer
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Agency, User
from cairn.accounts.roles import Role
from cairn.announcements import FactsChanged, announce
from cairn.dates import today
from cairn.ledger.history.tracking import History
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.plan.models import Action, ManagementLevel, Plan, Referral
from cairn.record.models import (
    AccessItem,
    Clarification,
    Conviction,
    CourtOrder,
    Death,
    LegalHold,
    RetentionReview,
    SubjectRequest,
    TimeAway,
)
from cairn.web.actions.note import FIELD
from cairn.web.actions.page import ActionPage, Opened
from cairn.web.actions.watching import PastWatch, RowWatch
from tests.factories.access import as_operator, make_user
from tests.factories.record import make_person
from tests.security.addresses import address_of, every_route
from tests.security.world import World, make_world
from tests.web.actions.sent import WORDS, Sheet, filled, sheet_of
from tests.web.conftest import just_now

pytestmark = pytest.mark.django_db


def _page(pattern: URLPattern) -> ActionPage | None:
    return getattr(pattern.callback, "page", None)


PAGES = [pattern for pattern in every_route(get_resolver()) if _page(pattern)]
each = pytest.mark.parametrize("pattern", PAGES, ids=lambda pattern: pattern.name)


# The world as it is planted, and what some pages need besides: each is tried until somebody can open the page.
def _restricted(world: World) -> None:
    with acting_as(world.supervisor):
        NamedReader.objects.create(nominal_id=world.nominal.pk, user=world.officer, named_by=world.supervisor)
    with as_operator():
        NamedReader.objects.update(ended_at=None)
        RestrictedNominal.objects.update(lifted_at=None)


def _fact_restricted(_: World) -> None:
    with as_operator():
        RestrictedFact.objects.update(lifted_at=None)


def _offered(_: World) -> None:
    with as_operator():
        Transfer.objects.update(outcome="", decided_by=None, lapses_on=today() + timedelta(days=20))


def _to_be_disposed_of(_: World) -> None:
    with as_operator():
        RetentionReview.objects.update(decision="dispose", next_due_on=None)


def _as_planted(_: World) -> None:
    """Nothing more."""


WORLDS: tuple[Callable[[World], None], ...] = (
    _as_planted,
    _fact_restricted,
    _offered,
    _to_be_disposed_of,
    _restricted,
)


def _day(name: str, on: date) -> dict[str, str]:
    return {f"{name}-{part}": str(getattr(on, part)) for part in ("day", "month", "year")}


def _by_operator(model: type[Model], **values: Any) -> Callable[[World], None]:
    def change(_: World) -> None:
        with as_operator():
            model._default_manager.update(**values)

    return change


def _with_people(*, managed: bool) -> Callable[[World], None]:
    """Two more people of the agency, whom the officer manages, or nobody; and the clock knows of all."""

    def add(world: World) -> None:
        with acting_as(world.officer):
            for _ in range(2):
                make_person(world.officer, officer=world.officer if managed else None)
            announce(FactsChanged(world.nominal.pk))

    return add


def _over(world: World) -> None:
    """Nobody is registered, no hold stands, and nothing is asked for: the record may go."""
    _answered(world)
    with as_operator():
        Conviction.objects.update(offence="Theft Act 1968 s.1")
        CourtOrder.objects.update(made_on=date(2001, 1, 1), further_order=False, until=date(2002, 1, 1))

    with as_operator():
        ManagementLevel.objects.update(level=1)
        Action.objects.update(state="completed", completed_on=today(), outcome="Done")
        LegalHold.objects.update(lifted_on=today(), lifted_by=world.officer, lifted_why="Over")


def _undead(_: World) -> None:
    with as_operator():
        Death.objects.all().delete()


def _gathered(_: World) -> None:
    with as_operator():
        SubjectRequest.objects.update(
            identity_shown_on=date(2024, 3, 4), identity_how="seen", gathered_at=timezone.now()
        )
        AccessItem.objects.update(decision="disclose")


def _decided(world: World) -> None:
    _gathered(world)
    with as_operator():
        SubjectRequest.objects.update(outcome="full", decided_by=world.officer, decided_on=date(2024, 3, 5))


def _answered(world: World) -> None:
    _decided(world)
    with as_operator():
        SubjectRequest.objects.update(released_by=world.supervisor, released_on=date(2024, 3, 6))


def _a_supervisor_everywhere(_: World) -> None:
    for agency in Agency.objects.all():
        make_user(Role.SUPERVISOR, agency=agency)


def _proposed(world: World) -> None:
    """Another administrator has proposed another role for the account."""
    by = make_user(Role.ADMINISTRATOR, agency=world.officer.agency)
    with as_operator():
        User.objects.filter(pk=world.officer.pk).update(
            proposed_role=Role.SUPERVISOR, proposed_team=world.officer.team, proposed_by=by
        )


def _referral_decided(world: World) -> None:
    with as_operator():
        Referral.objects.update(
            outcome="rejected", decided_why="Over", decided_on=today(), decided_by=world.officer
        )


# What must be so before the act can be done, by page: the world's rows are of things that are over.
READY: dict[str, Callable[[World], None]] = {
    "agree_plan": _by_operator(Plan, closed_on=date(2024, 3, 5)),
    "approve_role": _proposed,
    "refuse_role": _proposed,
    "ask_for_access": _by_operator(AccessRequest, outcome="refused"),
    "caseload_of": _with_people(managed=True),
    "caseload_of_nobody": _with_people(managed=False),
    "conclude_trial": _by_operator(Conviction, outcome="finding-disability"),
    "confirm_disposal": _over,
    "record_death": _undead,
    "decide_subject_request": _gathered,
    "offer_record": _a_supervisor_everywhere,
    "receive_subject_request": _answered,
    "record_clarification": _by_operator(Clarification, answered_on=None),
    "record_release": _by_operator(TimeAway, ended=None),
    "refer": _referral_decided,
    "set_level": _by_operator(ManagementLevel, level=1),
    "release_answer": _decided,
    "review_retention": _over,
    "send_back_answer": _decided,
}
TOMORROW = today() + timedelta(days=1)
YESTERDAY = today() - timedelta(days=1)
# What a service asks of a page beyond a first choice, a word and today: by page and field.
TYPED: dict[str, dict[str, Any]] = {
    "record_disclosure": _day("told_on", YESTERDAY),
    "record_overseas_transfer": _day("told_on", YESTERDAY),
    "change_action": _day("due_on", TOMORROW),
    "review_retention": _day("next_due_on", today() + timedelta(days=300)),
    "add_sentence": {"extension_months": None, "held": "no"},
    "record_conviction": {
        "sentences-0-extension_months": None,
        "sentences-0-held": "no",
        "stood_in_1997": None,
    },
    "record_held": {"where": "never"},
    "extend_subject_request": _day("given_on", date(2024, 3, 20)),
    "receive_subject_request": {f"identity_asked_on-{part}": None for part in ("day", "month", "year")},
}


@dataclass
class Open:
    """A page that somebody has open in a browser."""

    world: World
    user: User
    client: Client
    address: str
    page: ActionPage
    sheet: Sheet

    def send(self, **given: Any) -> Any:
        """Fill it in and send it."""
        return self.client.post(self.address, filled(self.sheet, given))


def _users(world: World) -> Iterator[User]:
    yield from (world.supervisor, world.officer, world.partner, world.asker)
    for role in Role:
        if role is not Role.PARTNER:
            yield make_user(role, agency=world.officer.agency)
    yield make_user(Role.SUPERVISOR, agency=world.asker.agency)


def _browser(user: User) -> Client:
    client = Client()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    just_now(client)
    return client


def opened(pattern: URLPattern) -> Open:
    """
    The page, opened by the first who may, as soon as the world is such that it can be.

    A page that nobody can open fails: the world must have what it is done to.
    """
    page = cast("ActionPage", _page(pattern))
    world, answered = make_world(), set()
    address, users = address_of(pattern, world), list(_users(world))
    READY.get(page.name, _as_planted)(world)
    for prepare in WORLDS:
        prepare(world)
        for user in users:
            client = _browser(user)
            if prepare is _restricted:
                client.post(f"/people/{world.nominal.pk}/why/", {"why": "To prepare the visit tomorrow"})
            answer = client.get(address)
            answered.add(answer.status_code)
            if answer.status_code == 200:
                return Open(world, user, client, address, page, sheet_of(answer.content.decode()))
    pytest.fail(f"nobody opens {page.name} in any world: {sorted(answered)}")


def deeds() -> int:
    """How much was done: writings of every row that is remembered, and entries that are not of a page alone."""
    pasts = [model for model in apps.get_models() if issubclass(model, History)]
    with as_operator():
        done = Entry.objects.exclude(act=Act.CONSULTATION, why="").count()
        return done + sum(model._default_manager.count() for model in pasts)


@each
def test_the_same_page_sent_twice_is_done_once_and_the_second_says_so(pattern: URLPattern) -> None:
    it = opened(pattern)
    before = deeds()
    first = it.send(**TYPED.get(it.page.name, {}))
    said = _problems(first)
    assert not said, said
    done = deeds()
    assert done > before
    second = it.send(**TYPED.get(it.page.name, {}))
    assert second.status_code == 409
    assert "You have sent this already" in second.content.decode()
    assert deeds() == done


def _problems(answer: Any) -> str:
    """Why a page was not done: what it says is wrong, or the status of another answer."""
    if answer.status_code == 302:
        return "" if not answer["Location"].startswith("/sign-in") else "sent to sign in"
    html = answer.content.decode()
    if answer.status_code == 200 and FIELD not in html:
        return ""  # an answer that is shown once
    text = " ".join(html.partition("govuk-error-summary")[2].partition("<form")[0].split())
    return f"{answer.status_code}: {text[:900]}"


WATCHING = [pattern for pattern in PAGES if not isinstance(cast("ActionPage", _page(pattern)).watches, str)]


def _as_opened(it: Open) -> Opened:
    """What the page's watch is asked of."""
    ids = resolve(it.address).kwargs
    request = HttpRequest()
    request.user = it.user
    if it.page.outside is not None:
        return it.page.outside(request, it.user, ids)
    header = SimpleNamespace(nominal_id=it.page.whose(it.user, ids), owns=True, partnerships=())
    it_is = Opened(request, it.user, today(), ids, cast("Any", header))
    it_is.row = it.page.row(it_is)
    return it_is


def change_under(it: Open) -> int:
    """Another person writes whatever the page rests on. Returns how many kinds of row that is."""
    other = next(user for user in (it.world.supervisor, it.world.officer) if user.pk != it.user.pk)
    with acting_as(it.user):
        seen = _as_opened(it)
    watch = it.page.watches
    if isinstance(watch, RowWatch):
        with as_operator():
            User.objects.filter(pk=seen.row.pk).update(is_active=False)
        return 1
    assert isinstance(watch, PastWatch)
    kinds = watch.kinds(seen)
    for each_kind in kinds:
        with acting_as(other), as_operator():
            rows = each_kind.model._default_manager.filter(**each_kind.where)
            assert rows.exists(), f"the world has no {each_kind.model.__name__} for {it.page.name}"
            assert _rewritten(rows), each_kind.model
    return len(kinds)


def _rewritten(rows: QuerySet[Any]) -> bool:
    """Whether one of the rows could be given another value, in the first column whose rules allow one."""
    row = rows.order_by("pk")[0]
    for column in sorted(row._meta.concrete_fields, key=lambda each: not isinstance(each, TextField)):
        was = getattr(row, column.attname)
        if (
            column.primary_key
            or column.choices
            or column.is_relation
            or (is_now := _another(column, was)) is None
        ):
            continue
        try:
            with transaction.atomic():
                rows.filter(pk=row.pk).update(**{column.attname: is_now})
        except DatabaseError:
            continue
        return True
    return False


def _another(column: Any, was: Any) -> Any:
    if isinstance(column, (TextField, CharField)):
        return f"{was} again"[: column.max_length]
    if isinstance(column, (DateField, DateTimeField)) and was:
        return was + timedelta(days=1)
    return not was if isinstance(column, BooleanField) else None


TOLD = "This has changed since you opened this page"


@pytest.mark.parametrize("pattern", WATCHING, ids=lambda pattern: pattern.name)
def test_a_page_that_is_no_longer_true_says_what_changed_and_asks(pattern: URLPattern) -> None:
    it = opened(pattern)
    kinds, before = change_under(it), deeds()
    answer = it.send(**TYPED.get(it.page.name, {})).content.decode()
    assert TOLD in answer
    told = answer.partition(TOLD)[2].partition("</ul>")[0]
    assert told.count("<li>") == kinds
    assert " object (" not in told  # named in words
    assert "What you typed has not been saved" in answer
    assert deeds() == before
    # Whoever was told and sends it again is not told again.
    it.sheet = sheet_of(answer)
    assert TOLD not in it.send(**TYPED.get(it.page.name, {})).content.decode()


@each
def test_words_sent_after_the_session_ended_are_there_after_signing_in(pattern: URLPattern) -> None:
    it = opened(pattern)
    if not it.sheet.boxes:
        assert not any(kind == "textarea" for kind in it.sheet.kinds.values())
        return
    before = deeds()
    it.client.cookies.clear()
    answer = it.send(**TYPED.get(it.page.name, {}), **dict.fromkeys(it.sheet.boxes, WORDS))
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/sign-in/")
    assert deeds() == before
    again = _browser(it.user)
    again.post(f"/people/{it.world.nominal.pk}/why/", {"why": "To prepare the visit tomorrow"})
    html = again.get(it.address).content.decode()
    assert "Not saved to the record yet" in html
    assert {name: sheet_of(html).chosen[name] for name in it.sheet.boxes} == {
        name: [WORDS] for name in it.sheet.boxes
    }
