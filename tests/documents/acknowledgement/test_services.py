"""Issuing the acknowledgement: who may, what the ledger keeps, what the page says."""

from __future__ import annotations

import io
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pypdf import PdfReader

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.documents.acknowledgement.services import reference, render
from cairn.errors import NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.record.convictions.services import NewDisposal, record_conviction
from cairn.record.notifications.models import Notification
from cairn.record.notifications.services import NewMatter, record_notification
from tests.documents.reading import spoken
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def notification_by(officer: User, *, surname: str = "Testcase") -> Notification:
    nominal = make_person(officer, forenames="Rowan", surname=surname)
    record_conviction(
        officer,
        nominal_id=nominal.pk,
        outcome="conviction",
        on=date(2020, 3, 2),
        offence="SOA 2003 s.1",
        disposals=[NewDisposal(kind="imprisonment", years=4)],
    )
    return record_notification(
        officer,
        nominal_id=nominal.pk,
        given_at=timezone.now() - timedelta(minutes=5),
        station="Kendal police station",
        matters=[NewMatter(of="initial"), NewMatter(of="change", about="financial")],
        told={"Bank accounts and cards": "1 change"},
    )


def test_the_page_names_the_person_the_visit_and_the_next_duty() -> None:
    with acting_as(make_user()) as officer:
        notification = notification_by(officer)
        pdf = render(officer, notification_id=notification.pk)
    reader = PdfReader(io.BytesIO(pdf))
    said = " ".join(reader.pages[0].extract_text().split())
    assert len(reader.pages) == 1
    for part in (
        "Rowan Testcase",
        "1 May 1980",
        "Kendal police station",
        officer.name,
        officer.agency.name,
        reference(notification.pk),
        "First notification",
        "bank accounts and cards",
        "Notify again, even if nothing has changed",
    ):
        assert part in said, part
    year_on = today() + timedelta(365)
    assert str(year_on.year) in said


def test_no_letter_of_a_name_keeps_the_acknowledgement_from_being_given() -> None:
    with acting_as(make_user()) as officer:
        notification = notification_by(officer, surname="王 রহমান 😀")
        pdf = render(officer, notification_id=notification.pk)
        notification.refresh_from_db()
    assert "Rowan 王 রহমান [grinning face]" in spoken(pdf)
    assert notification.acknowledged_at is not None


def test_the_first_rendering_is_the_day_it_was_given_and_each_is_a_disclosure() -> None:
    with acting_as(make_user()) as officer:
        notification = notification_by(officer)
        render(officer, notification_id=notification.pk)
        notification.refresh_from_db()
        first = notification.acknowledged_at
        render(officer, notification_id=notification.pk)
        notification.refresh_from_db()
    assert first is not None
    assert notification.acknowledged_at == first
    with acting_as(make_user(Role.AUDITOR, agency=officer.agency)):
        entries = list(Entry.objects.filter(act=Act.DISCLOSURE, nominal_id=notification.nominal_id))
    assert [entry.detail for entry in entries] == [{"notification": str(notification.pk)}] * 2


def test_a_stranger_and_a_wrong_id_are_not_found_alike() -> None:
    with acting_as(make_user()) as officer:
        notification = notification_by(officer)
        with pytest.raises(NotFound) as wrong:
            render(officer, notification_id=uuid4())
    with acting_as(make_user()) as stranger, pytest.raises(NotFound) as unseen:
        render(stranger, notification_id=notification.pk)
    assert unseen.value.message == wrong.value.message


def test_who_takes_no_notifications_issues_no_acknowledgement() -> None:
    with acting_as(make_user()) as officer:
        notification = notification_by(officer)
    with (
        acting_as(make_user(Role.COORDINATOR, agency=officer.agency)) as coordinator,
        pytest.raises(NotAllowed),
    ):
        render(coordinator, notification_id=notification.pk)
