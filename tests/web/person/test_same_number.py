"""One number on two records: whoever sees both is told on either, and whoever sees one is told nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from cairn.access.models import Partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.record.identity.services import NewIdentifier, add_identifier
from tests.factories.access import as_operator, make_user
from tests.factories.record import make_person
from tests.web.conftest import Case

pytestmark = pytest.mark.django_db
PNC = "79/163001B"
SAID = "is on another record too"


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_another_forces_record_is_not_told_of_by_what_is_kept_refused_or_shown(
    case: Case, as_user: Callable[[User], Client]
) -> None:
    elsewhere = make_user(Role.SUPERVISOR)
    with acting_as(elsewhere):
        hidden = make_person(elsewhere, surname="Canary", identifiers=[NewIdentifier("pnc", PNC)])
    here, there = as_user(case.officer), as_user(elsewhere)
    answer = here.post(
        f"/people/{case.nominal.pk}/identifier/", {"kind": "pnc", "raw": PNC, "source": ""}, follow=True
    )
    assert "PNC ID recorded" in answer.content.decode()
    for client, address in ((here, f"/people/{case.nominal.pk}/"), (there, f"/people/{hidden.pk}/")):
        html = page(client, address)
        assert SAID not in html
        assert ("Canary" in html) == (client is there)
    assert "more than one record" not in page(there, "/caseload/")


def test_whoever_sees_both_is_led_from_one_to_the_other(
    case: Case, as_user: Callable[[User], Client]
) -> None:
    other_force = make_user()
    with acting_as(case.officer):
        add_identifier(case.officer, nominal_id=case.nominal.pk, kind="pnc", raw=PNC)
    with acting_as(other_force):
        second = make_person(other_force, identifiers=[NewIdentifier("pnc", PNC)])
    with as_operator():
        Partnership.objects.filter(nominal_id=second.pk).update(agency=case.officer.agency)
    client = as_user(case.officer)
    for one, other in ((case.nominal.pk, second.pk), (second.pk, case.nominal.pk)):
        html = page(client, f"/people/{one}/")
        assert SAID in html
        assert f'href="/people/{other}/"' in html
    supervisor = as_user(make_user(Role.SUPERVISOR, agency=case.officer.agency))
    assert "1 number stands on more than one record" in page(supervisor, "/caseload/")
