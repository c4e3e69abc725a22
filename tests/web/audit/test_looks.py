"""What a look leaves in the ledger: kinds, never a name."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from cairn.access.access_basis import Through
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.ledger.entries.looks import AccessBasis
from cairn.ledger.models import Entry
from cairn.record.models import Photograph
from cairn.web.person.viewer import right_of
from tests.factories.access import change_user, make_team, make_user
from tests.web.conftest import Case

SignIn = Callable[[User], Client]


def detail_of(user: User, what: str = "person page") -> dict[str, object]:
    with acting_as(user):
        return dict(Entry.objects.filter(actor_id=user.pk, what=what).latest("pk").detail)


def test_an_officers_own_person_is_on_their_caseload(case: Case, as_user: SignIn) -> None:
    as_user(case.officer).get(f"/people/{case.nominal.pk}/")
    assert detail_of(case.officer) == {"sight": "own-caseload", "role": "offender-manager"}


def test_a_colleague_of_the_team_one_of_another_and_one_of_none_are_told_apart(
    case: Case, as_user: SignIn
) -> None:
    elsewhere = make_team(case.police, "Team B")
    seen = {}
    for name, team in (("team", case.officer.team), ("another", elsewhere)):
        colleague = make_user(agency=case.police, team=team)
        as_user(colleague).get(f"/people/{case.nominal.pk}/")
        seen[name] = detail_of(colleague)["sight"]
    assert seen == {"team": "own-team", "another": "own-agency"}


def test_a_partners_look_is_a_partners(case: Case, as_user: SignIn) -> None:
    as_user(case.partner).get(f"/people/{case.nominal.pk}/")
    assert detail_of(case.partner) == {"sight": "partner", "role": "partner-practitioner"}


@pytest.mark.parametrize(
    ("through", "right"), [(Through.BREAK_GLASS, AccessBasis.BREAK_GLASS), (Through.OFFER, AccessBasis.OFFER)]
)
def test_whoever_sees_without_a_partnership_does_so_by_what_opened_it(
    through: Through, right: AccessBasis
) -> None:
    assert right_of(User(role=Role.OFFENDER_MANAGER), through, None) is right


def test_nobodys_person_is_the_agencys_even_to_a_user_of_no_team(case: Case, as_user: SignIn) -> None:
    teamless = make_user(Role.RECORDS, agency=case.police)
    change_user(teamless, team=None)
    as_user(teamless).get(f"/people/{case.nominal.pk}/")
    assert detail_of(teamless)["sight"] == "own-agency"


@pytest.mark.parametrize(("name", "own"), [("Ash Testcase", True), ("Ash Elsewhere", False)])
def test_ones_own_surname_is_marked_and_not_written(
    case: Case, as_user: SignIn, name: str, own: bool
) -> None:
    change_user(case.officer, name=name)
    client = as_user(User.objects.get(pk=case.officer.pk))
    client.get(f"/people/{case.nominal.pk}/")
    client.post("/people/find/", {"text": "rowan TESTCASE"})
    client.post("/people/find/", {"text": "Rowan"})
    for what in ("person page", "search"):
        with acting_as(case.officer):
            its = list(
                Entry.objects.filter(what=what, actor_id=case.officer.pk).values_list("detail", flat=True)
            )
        assert ["own_name" in detail for detail in its] == [own, False][: len(its)]
        assert "testcase" not in str(its).lower()


def test_a_photograph_opened_by_its_address_says_by_what_right_too(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        kept = Photograph.objects.create(
            nominal=case.nominal, taken_on=today(), image=b"x", media_type="image/png", sha256="0" * 64
        )
    assert as_user(case.partner).get(f"/people/{case.nominal.pk}/photograph/").status_code == 200
    assert detail_of(case.partner, "photograph") == {
        "photograph": str(kept.pk),
        "sight": "partner",
        "role": "partner-practitioner",
    }
