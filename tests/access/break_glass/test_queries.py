"""Emergency openings: who is shown which."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cairn.access.break_glass.models import BreakGlass
from cairn.access.break_glass.queries import (
    by_other_agencies,
    get_opening,
    open_now,
    running,
    to_review,
    unreviewed_in_time,
)
from cairn.access.break_glass.services import break_glass, review_break_glass
from cairn.access.partnerships.models import Partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import NotFound
from cairn.record.models import Nominal
from tests.access.people import make_people
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db


def test_an_opening_is_its_openers_and_the_supervisors_to_review() -> None:
    people = make_people()
    with acting_as(people.other_officer) as officer:
        opened = break_glass(officer, nominal_id=people.nominal_id, why="He may be about to hurt a child")
        assert open_now(officer, people.nominal_id) == opened
        assert open_now(officer, people.nominal_id, now=timezone.now() + timedelta(hours=5)) is None
        assert to_review(officer) == []
    later = timezone.now() + timedelta(hours=25)
    with acting_as(people.owner_supervisor) as supervisor:
        assert to_review(supervisor) == [opened]
        assert get_opening(opened.pk).user == people.other_officer
    for shown in (
        people.owner_supervisor,
        people.other_supervisor,
        make_user(Role.AUDITOR, agency=people.other_officer.agency),
    ):
        with acting_as(shown):
            assert unreviewed_in_time() == []
            assert unreviewed_in_time(now=later) == [opened]
    with acting_as(people.other_supervisor) as their_supervisor:
        assert to_review(their_supervisor) == []
    for other in (people.owner_officer, make_user(Role.SUPERVISOR), make_user(agency=officer.agency)):
        with acting_as(other):
            assert unreviewed_in_time(now=later) == []
            with pytest.raises(NotFound):
                get_opening(opened.pk)
    with acting_as(people.owner_supervisor) as supervisor:
        review_break_glass(
            supervisor, break_glass_id=opened.pk, finding="justified", note="Confirmed by a call"
        )
        assert to_review(supervisor) == unreviewed_in_time(now=later) == []


def test_the_auditor_of_the_agency_that_owned_the_record_reads_that_it_was_opened_and_nothing_else_of_it() -> (
    None
):
    people = make_people()
    with acting_as(people.other_officer) as officer:
        opened = break_glass(officer, nominal_id=people.nominal_id, why="He may be about to hurt a child")
        assert running(officer) == [opened]
        assert running(officer, now=opened.until) == []
    span = {"since": opened.opened_at, "until": opened.opened_at + timedelta(seconds=1)}
    with acting_as(make_user(Role.AUDITOR, agency=people.owner_officer.agency)) as auditor:
        assert by_other_agencies(auditor, **span) == [opened]
        assert by_other_agencies(auditor, since=span["until"], until=span["until"]) == []
        assert not Nominal.objects.exists()
        assert not Partnership.objects.exists()
        assert BreakGlass.objects.update(finding="justified") == 0
    with acting_as(make_user(Role.AUDITOR, agency=people.other_officer.agency)) as auditor:
        # Their own agency's: those are on their list of looks.
        assert by_other_agencies(auditor, **span) == []
    for role, agency in (
        (Role.AUDITOR, None),
        (Role.ADMINISTRATOR, people.owner_officer.agency),
        (Role.ANALYST, people.owner_officer.agency),
        (Role.OFFENDER_MANAGER, people.owner_officer.agency),
    ):
        with acting_as(make_user(role, agency=agency)):
            assert not BreakGlass.objects.exists()
