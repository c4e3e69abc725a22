"""What another scheme asks at a notification: contact details and vehicles of terrorist offenders, and of nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.record.contacts.models import Contact
from cairn.record.convictions.services import NewDisposal, record_conviction
from cairn.record.notifications.models import Notification, NotifiedMatter
from cairn.record.vehicles.models import Vehicle
from tests.web.conftest import Case
from tests.web.notifications.test_notifications import begun
from tests.web.wizard.visitor import Visitor

AsUser = Callable[[User], Client]


@pytest.fixture
def under_terrorism_notification(at_home: Case) -> Case:
    with acting_as(at_home.officer) as officer:
        record_conviction(
            officer,
            nominal_id=at_home.nominal.pk,
            outcome="conviction",
            on=date(2021, 3, 2),
            offence="Terrorism Act 2000 s.57",
            disposals=[NewDisposal(kind="imprisonment", years=4)],
        )
    return at_home


def test_what_they_use_is_asked_read_back_and_becomes_part_of_the_record(
    under_terrorism_notification: Case, as_user: AsUser
) -> None:
    case = under_terrorism_notification
    visitor = begun(case, as_user(case.officer), "periodic").press()
    assert "Contact details" in visitor.html
    visitor.choose("changed", "contacts").choose("changed", "vehicles").press()
    visitor.choose("0-kind", "telephone").type(**{"0-value": "07700 900123"}).press("Continue")
    visitor.type(**{"0-registration": "ab12 cde", "0-colour": "Blue"}).press("Continue")
    visitor.press()
    assert "Telephone number, number, address or name 07700 900123" in visitor.html
    visitor.press("Record the notification")
    assert "Notification recorded" in visitor.html
    with acting_as(case.officer):
        assert Contact.objects.get().canonical == "+447700900123"
        assert Vehicle.objects.get().registration == "AB12 CDE"
        assert set(NotifiedMatter.objects.values_list("about", flat=True)) >= {"contacts", "vehicles"}
        assert Notification.objects.get().told["Vehicles"] == "ab12 cde, colour Blue"


def test_nobody_else_is_asked(at_home: Case, as_user: AsUser) -> None:
    visitor: Visitor = begun(at_home, as_user(at_home.officer), "periodic").press()
    assert "Vehicles" not in visitor.html
    visitor.go(reverse("notify_step", args=[at_home.nominal.pk, "vehicles"]))
    assert "Registration mark" not in visitor.html
