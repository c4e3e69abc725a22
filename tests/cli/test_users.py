"""The operator's first agency, team and user, from the command line."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone
from pytest_django.fixtures import Settings
from typer.testing import CliRunner

from cairn.accounts.models import User
from cairn.accounts.sign_in.factors import FactorAdapter
from cairn.cli.main import app
from cairn.errors import BadInput, NotFound
from cairn.ledger.log.connecting import application_role, keeper
from cairn.ledger.log.publishing import seal_and_publish
from cairn.ledger.models import Entry
from cairn.ledger.verifying.verify import verify

# The operator writes on the owner's connection.
pytestmark = pytest.mark.django_db(databases=["default", "owner"])

GOOD = "seven-copper-lanterns-9"
USER = ["user", "add", "first", "--agency", "north police", "--name", "First"]


def run(*words: str, typed: str = "") -> str:
    result = CliRunner().invoke(app, list(words), input=typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_first_user_can_sign_in_with_the_password_typed_and_it_is_not_shown() -> None:
    run("agency", "add", "North police", "--kind", "police")
    run("team", "add", "MOSOVO", "--agency", "North police")
    output = run(*USER, "--role", "offender-manager", "--team", "mosovo", typed=f"{GOOD}\n{GOOD}\n")
    user = User.objects.using("owner").get(username="first")
    assert user.check_password(GOOD)
    assert user.team is not None
    assert (user.agency.name, user.team.name, user.role) == ("North police", "MOSOVO", "offender-manager")
    assert "added to 'North police' as offender manager" in output
    assert GOOD not in output


def test_an_agency_that_is_not_there_is_said() -> None:
    with pytest.raises(NotFound, match="no agency 'north police'"):
        run(*USER, typed=f"{GOOD}\n{GOOD}\n")


def test_a_poor_password_makes_no_user() -> None:
    run("agency", "add", "North police")
    for poor in ("short", "North-Police-2026!", "passwordpassword"):
        with pytest.raises(BadInput):
            run(*USER, typed=f"{poor}\n{poor}\n")
    assert not User.objects.using("owner").exists()


def test_leavers_are_suspended_and_counted() -> None:
    run("agency", "add", "North police")
    run(*USER, typed=f"{GOOD}\n{GOOD}\n")
    User.objects.using("owner").update(date_joined=timezone.now() - timedelta(days=40))
    assert "0 accounts suspended" in run("user", "leavers")
    assert "1 accounts suspended: unused for 30 days" in run("user", "leavers", "--days", "30")
    assert not User.objects.using("owner").get(username="first").is_active


def test_what_a_lone_administrator_proposed_is_approved_by_the_operator() -> None:
    run("agency", "add", "North police")
    run(*USER, typed=f"{GOOD}\n{GOOD}\n")
    with pytest.raises(NotFound, match="No role is proposed"):
        run("user", "approve", "first")
    first = User.objects.using("owner").get(username="first")
    User.objects.using("owner").create(
        username="second", name="Second", agency=first.agency, role="supervisor", is_active=False,
        awaiting_approval=True, proposed_role="supervisor", proposed_by=first,
    )  # fmt: skip
    assert "'second' approved as supervisor" in run("user", "approve", "SECOND")
    second = User.objects.using("owner").get(username="second")
    assert (second.is_active, second.awaiting_approval, second.proposed_by_id) == (True, False, None)


def test_an_address_is_set_and_taken_away() -> None:
    run("agency", "add", "North police")
    run(*USER, typed=f"{GOOD}\n{GOOD}\n")
    assert "go to first@force.example" in run("user", "address", "first", "first@force.example")
    assert User.objects.using("owner").get(username="first").email == "first@force.example"
    assert "go nowhere" in run("user", "address", "first")


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_the_log_takes_the_operators_commands_for_the_operators(settings: Settings, tmp_path: Path) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"ledger_keys": tmp_path})
    run("agency", "add", "North police")
    run(*USER, typed=f"{GOOD}\n{GOOD}\n")
    run("user", "address", "first", "first@force.example")
    run("user", "forget-factors", "first")
    User.objects.using("owner").update(date_joined=timezone.now() - timedelta(days=400))
    run("user", "leavers")
    agency = User.objects.using("owner").get().agency_id
    entries = Entry.objects.using("owner").order_by("id").values_list("what", "actor_id", "agency_id")
    assert list(entries) == [
        ("agency added", None, agency),
        ("user added", None, agency),
        ("user's address set", None, agency),
        ("user's factors forgotten", None, agency),
        ("user suspended", None, agency),
    ]
    seal_and_publish()
    with keeper() as connection:
        found = verify(connection, application=application_role())
    assert (found.count, found.unsealed, found.size > 0) == (0, 0, True)


def test_factors_are_sealed_anew_and_counted() -> None:
    run("agency", "add", "North police")
    run(*USER, typed=f"{GOOD}\n{GOOD}\n")
    user = User.objects.using("owner").get(username="first")
    sealed = FactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    Authenticator.objects.using("owner").create(user=user, type="totp", data={"secret": sealed})
    assert "1 factors encrypted anew" in run("user", "reseal-factors")
    data = Authenticator.objects.using("owner").get(user=user).data
    assert data["secret"] != sealed
    assert FactorAdapter().decrypt(data["secret"]) == "JBSWY3DPEHPK3PXP"
