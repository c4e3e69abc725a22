"""
What holds for every kind of fact, whichever it is: a new subject is tried here the day it is declared.

Each is made as tests/factories/examples.py says. Only what its declaration gives a reason for is passed over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from cairn import announcements
from cairn.access.kinds import Purpose
from cairn.access.models import Relation
from cairn.access.need_to_know.matrix import matrix
from cairn.access.partnerships.services import open_partnership
from cairn.access.restricted.services import restrict_fact
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.announcements import FactsChanged
from cairn.dates import today
from cairn.demo.agencies import make_unit
from cairn.demo.lives.whole import live
from cairn.errors import CairnError, NotAllowed
from cairn.ledger.models import Entry
from cairn.record.amendments.models import Amendment
from cairn.record.amendments.services import correct, withdraw
from cairn.record.retention.tables import places
from cairn.record.subject_access.gathering import gather
from cairn.subjects.declaration import Amending, Subject
from cairn.subjects.reading import read_rows
from cairn.subjects.registry import subjects
from tests.factories.access import make_agency, make_user
from tests.factories.acts import convict
from tests.factories.examples import CORRECTIONS, MAKERS
from tests.factories.record import make_person
from tests.factories.retention import long_ago
from tests.factories.supervision import make_risk

pytestmark = pytest.mark.django_db
WHY = "It was misread from the form."


@dataclass(frozen=True)
class Case:
    """A supervisor of the agency that owns the record, the person, and one row of the subject."""

    supervisor: User
    who: UUID
    row: Any


@pytest.fixture(params=subjects(), ids=lambda subject: subject.key)
def subject(request: pytest.FixtureRequest) -> Subject:
    given: Subject = request.param
    return given


def begin(subject: Subject) -> tuple[User, UUID]:
    """A person on the register: of those whose record is reviewed, one who is registered no more."""
    supervisor = make_user(Role.SUPERVISOR)
    with acting_as(supervisor):
        nominal = make_person(supervisor, officer=supervisor)
        if subject.key == "retention-reviews":
            long_ago(supervisor, nominal.pk)
        else:
            convict(supervisor, nominal.pk, on=date(2015, 3, 2), today=None)
            make_risk(supervisor, nominal, level="medium", set_on=date(2025, 1, 5))
    return supervisor, nominal.pk


@pytest.fixture
def case(subject: Subject) -> Case:
    supervisor, who = begin(subject)
    with acting_as(supervisor):
        made = MAKERS[subject.key](supervisor, who)
    return Case(supervisor, who, made.row)


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """What is announced, beside those who hear it anyway."""
    told: list[object] = []
    handlers = announcements._handlers
    monkeypatch.setattr(
        announcements, "_handlers", {**handlers, FactsChanged: (*handlers[FactsChanged], told.append)}
    )
    return told


def entries(auditor: User, who: UUID) -> list[str]:
    with acting_as(auditor):
        return list(Entry.objects.filter(nominal_id=who).order_by("id").values_list("what", flat=True))


def on_record(subject: Subject, key: UUID) -> Any:
    return subject.model._default_manager.filter(pk=key).first()


def past_of(subject: Subject, key: UUID) -> list[Any]:
    history = subject.model.pgh_event_model  # type: ignore[attr-defined]
    return list(history.objects.filter(pgh_obj_id=key).order_by("pgh_id"))


def reads(user: User, subject: Subject, key: UUID) -> bool:
    """Whether somebody finds the row, or its past, in the tables."""
    with acting_as(user):
        return on_record(subject, key) is not None or past_of(subject, key) != []


def another_value(subject: Subject, row: Any) -> dict[str, Any]:
    """A correction that can be: as the examples say, or of the first text, day or number that there is."""
    if subject.key in CORRECTIONS:
        return CORRECTIONS[subject.key]
    amending = subject.can_be
    assert amending is not None
    fields = [subject.model._meta.get_field(name) for name in amending.fields]
    for kinds in ((models.CharField, models.TextField), (models.DateField,), (models.IntegerField,)):
        for field in fields:
            if isinstance(field, kinds) and not getattr(field, "choices", None):
                value = getattr(row, field.name)
                if isinstance(field, (models.CharField, models.TextField)):
                    return {field.name: "Put right"}
                if value is not None:
                    step = timedelta(days=1) if isinstance(field, models.DateField) else 1
                    return {field.name: value - step}
    raise LookupError(f"say in CORRECTIONS how {subject.one} is corrected")


def test_every_subject_has_an_example() -> None:
    assert MAKERS.keys() == {each.key for each in subjects()}


def test_recording_it_enters_the_ledger_announces_and_begins_its_past(
    subject: Subject, heard: list[object]
) -> None:
    supervisor, who = begin(subject)
    auditor = make_user(Role.AUDITOR, agency=supervisor.agency)
    # The person's own row is recorded by putting them on the register: that has been entered and announced.
    before = 0 if subject.nominal == "id" else len(entries(auditor, who))
    if before:
        heard.clear()
    with acting_as(supervisor):
        row = MAKERS[subject.key](supervisor, who).row
        assert subject.nominal_of(row) == who
        assert past_of(subject, row.pk)[0].pgh_label == "insert"
        assert on_record(subject, row.pk) is not None
    assert len(entries(auditor, who)) > before
    assert FactsChanged(who) in heard


def test_only_those_who_need_it_read_it(subject: Subject, case: Case) -> None:
    fact, key = matrix().facts[subject.fact], case.row.pk
    assert reads(case.supervisor, subject, key)
    assert not reads(make_user(), subject, key)
    for role in (Role.FRONT_COUNTER, Role.COORDINATOR, Role.RECORDS):
        assert reads(make_user(role, agency=case.supervisor.agency), subject, key) == (role in fact.roles)
    for purpose in Purpose:
        agency = make_agency(AgencyKind.HEALTH)
        with acting_as(case.supervisor):
            open_partnership(
                case.supervisor,
                nominal_id=case.who,
                agency=agency,
                relation=Relation.PARTNER,
                purpose="Work together",
                starts=today(),
                purpose_kind=purpose,
            )
        practitioner = make_user(Role.PARTNER, agency=agency)
        needed = purpose in fact.purposes and Role.PARTNER in fact.partner_roles
        assert reads(practitioner, subject, key) == needed, purpose


def test_restricted_it_is_in_no_table_for_anybody_else(subject: Subject, case: Case) -> None:
    if not subject.restrictable:
        return
    officer = make_user(agency=case.supervisor.agency)
    assert reads(officer, subject, case.row.pk) == (
        Role.OFFENDER_MANAGER in matrix().facts[subject.fact].roles
    )
    with acting_as(case.supervisor):
        restrict_fact(
            case.supervisor,
            nominal_id=case.who,
            kept_in=subject.table,
            row_id=case.row.pk,
            category="source",
            why="It would show who told us",
            roles=["supervisor"],
        )
    assert not reads(officer, subject, case.row.pk)
    assert reads(case.supervisor, subject, case.row.pk)


def test_a_correction_changes_it_and_keeps_the_past_with_the_reason(
    subject: Subject, case: Case, heard: list[object]
) -> None:
    auditor = make_user(Role.AUDITOR, agency=case.supervisor.agency)
    heard.clear()
    with acting_as(case.supervisor):
        if not isinstance(subject.amending, Amending):
            with pytest.raises(NotAllowed, match=subject.amending[:20]):
                correct(case.supervisor, subject, row_id=case.row.pk, values={}, ground="typing", why=WHY)
            return
        row = on_record(subject, case.row.pk)
        values = another_value(subject, row)
        before = {name: getattr(row, name) for name in values}
        correct(case.supervisor, subject, row_id=row.pk, values=values, ground="typing", why=WHY)
        now = on_record(subject, row.pk)
        assert {name: getattr(now, name) for name in values} == values
        old, new = past_of(subject, row.pk)[-2:]
        assert {name: getattr(old, name) for name in values} == before
        assert {name: getattr(new, name) for name in values} == values
        amendment = Amendment.objects.get(row_id=row.pk)
        assert (amendment.kind, amendment.why, amendment.by_id) == ("correction", WHY, case.supervisor.pk)
        assert set(values) <= set(amendment.fields)
    assert entries(auditor, case.who)[-1] == subject.operations.correct.code
    assert heard == [FactsChanged(case.who)]


def test_a_withdrawal_takes_it_away_and_its_past_stays(subject: Subject, case: Case) -> None:
    auditor, key = make_user(Role.AUDITOR, agency=case.supervisor.agency), case.row.pk
    with acting_as(case.supervisor):
        amending = subject.can_be
        if amending is None or not amending.withdraws:
            with pytest.raises(NotAllowed):
                withdraw(case.supervisor, subject, row_id=key, ground="twice", why=WHY)
            return
        withdraw(case.supervisor, subject, row_id=key, ground="twice", why=WHY)
        assert on_record(subject, key) is None
        assert [row.pgh_label for row in past_of(subject, key)][-1] == "delete"
        assert Amendment.objects.get(row_id=key, kind="withdrawal").why == WHY
    assert entries(auditor, case.who)[-1] == subject.operations.withdraw.code


def test_disposal_knows_where_its_rows_its_past_and_its_amendments_are(subject: Subject) -> None:
    # That none of them is left, tests/record/retention/test_disposal.py shows: its world has a row of each.
    with connection.cursor() as cursor:
        known = {place.table for place in places(cursor)}
    assert {subject.table, subject.history, "record_amendment", "record_amendmenthistory"} <= known


def test_the_letter_names_it_or_says_why_not(subject: Subject, case: Case) -> None:
    with acting_as(case.supervisor):
        titles = {row.kind: row.title for row in gather(case.who)}
    if subject.letter_no:
        assert subject.table not in titles
    else:
        assert titles[subject.table] == subject.letter_heading


@cache
def demonstrated() -> frozenset[type[models.Model]]:
    """The kinds of row that the first lives of a demonstration have."""
    day = date(2026, 3, 17)
    unit = make_unit(seed=7, nominals=100, as_at=day)
    made = (live(seed=7, index=index, as_at=day, unit=unit).rows for index in range(100))
    return frozenset(model for rows in made for model, some in rows.items() if some)


def test_the_demonstration_makes_one_or_it_is_said_where(subject: Subject) -> None:
    assert (subject.model in demonstrated()) != bool(subject.demonstrated)


def statements(subject: Subject, who: UUID) -> tuple[int, int]:
    """How many rows there are, and how many statements read and name all of them."""
    with CaptureQueriesContext(connection) as asked:
        rows = read_rows(who, [subject]).of_subject(subject)
        for row in rows:
            assert subject.words(row)
    return len(rows), len(asked)


def _several(subject: Subject, case: Case) -> Iterator[None]:
    """Make it again and again, as far as one person can have more than one."""
    for _ in range(2):
        try:
            MAKERS[subject.key](case.supervisor, case.who)
        except CairnError:
            return
        yield


def test_a_list_costs_the_same_statements_at_one_and_three_rows(subject: Subject, case: Case) -> None:
    with acting_as(case.supervisor):
        before = statements(subject, case.who)
        more = len(list(_several(subject, case)))
        after = statements(subject, case.who)
    assert after[0] >= before[0] + (more if subject.nominal != "id" else 0)
    assert after[1] == before[1] <= 3
