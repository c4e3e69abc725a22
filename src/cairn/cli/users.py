"""`cairn agency add`, `cairn team add`, `cairn user add` and `leavers`: who may sign in, and who no longer does."""

from __future__ import annotations

from typing import Annotated

import typer

from cairn.cli.house import open_house
from cairn.errors import Conflict

agency_app = typer.Typer(help="Agencies whose people sign in.", no_args_is_help=True)
team_app = typer.Typer(help="Teams within an agency.", no_args_is_help=True)
app = typer.Typer(help="People who sign in.", no_args_is_help=True)

AgencyName = Annotated[str, typer.Option("--agency", help="The agency's name.")]


def mount(parent: typer.Typer) -> None:
    """Give the main command its `agency`, `team` and `user`."""
    for name, sub in (("agency", agency_app), ("team", team_app), ("user", app)):
        # A callback keeps "add" a word of its own while it is the only one.
        sub.callback()(_group)
        parent.add_typer(sub, name=name)


def _group() -> None:
    """Nothing of its own."""


def _open() -> None:

    open_house()


@agency_app.command("add")
def add_agency(
    name: str,
    kind: Annotated[
        str, typer.Option(help="police, probation, prison, health, local-authority ...")
    ] = "police",
) -> None:
    """Add an agency."""
    _open()
    from cairn.accounts.staff.services import create_agency  # noqa: PLC0415  needs the rooms loaded
    from cairn.cli.operator import operator  # noqa: PLC0415  beside it

    with operator():
        agency = create_agency(kind=kind, name=name)
    typer.echo(f"Agency '{agency.name}' added.")


@team_app.command("add")
def add_team(name: str, agency: AgencyName) -> None:
    """Add a team to an agency."""
    _open()
    from cairn.accounts.agencies.queries import agency_named  # noqa: PLC0415  needs the rooms loaded
    from cairn.accounts.staff.services import create_team  # noqa: PLC0415  beside it
    from cairn.cli.operator import operator  # noqa: PLC0415  beside it

    with operator():
        team = create_team(None, agency=agency_named(agency), name=name)
    typer.echo(f"Team '{team.name}' added to '{team.agency.name}'.")


@app.command("add")
def add_user(
    username: str,
    *,
    agency: AgencyName,
    name: Annotated[str, typer.Option(prompt=True, help="As colleagues know them.")],
    role: Annotated[
        str, typer.Option(help="offender-manager, supervisor, administrator ...")
    ] = "administrator",
    team: Annotated[str, typer.Option(help="The team's name, if they are in one.")] = "",
    email: str = "",
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True, envvar="CAIRN_NEW_PASSWORD")
    ] = "",
) -> None:
    """Add somebody who signs in; their password is asked for, and never shown."""
    _open()
    from cairn.accounts.agencies.queries import agency_named, team_named  # noqa: PLC0415  needs the rooms loaded
    from cairn.accounts.roles import Role  # noqa: PLC0415  beside it
    from cairn.accounts.staff.services import create_user  # noqa: PLC0415  beside it
    from cairn.cli.operator import operator  # noqa: PLC0415  beside it

    with operator():
        of = agency_named(agency)
        user = create_user(
            None,
            username=username,
            name=name,
            agency=of,
            team=team_named(of, team) if team else None,
            role=role,
            email=email,
            password=password,
        )
    typer.echo(f"User '{user.username}' added to '{of.name}' as {Role(user.role).in_words}.")


@app.command("approve")
def approve(username: str) -> None:
    """Approve what an administrator proposed, for an agency with no second administrator to do so."""
    _open()
    from django.urls import reverse  # noqa: PLC0415  needs the rooms

    from cairn.accounts.administration.services import (  # noqa: PLC0415  beside it
        approve_role_as_operator,
        invite_as_operator,
    )
    from cairn.accounts.roles import Role  # noqa: PLC0415  beside it
    from cairn.accounts.staff.queries import proposed_user_named  # noqa: PLC0415  beside it
    from cairn.cli.operator import operator  # noqa: PLC0415  beside it

    with operator():
        found = proposed_user_named(username)
        # One that was in use was shut for its invitation, which its administrator alone may not give.
        used = found.is_proposed and found.last_login is not None
        user = approve_role_as_operator(found)
        token = invite_as_operator(user) if used else ""
    typer.echo(f"'{user.username}' approved as {Role(user.role).in_words}.")
    if token:
        path = reverse("choose_password", args=[user.pk, token])
        typer.echo(f"To choose a password, they open this address of the site, once and within a day: {path}")


@app.command("leavers")
def leavers(
    days: Annotated[int, typer.Option(help="Unused for so long; CAIRN_UNUSED_DAYS if not given.")] = 0,
) -> None:
    """Suspend every account that nobody has signed in with for long; run it daily."""
    _open()
    from django.conf import settings  # noqa: PLC0415  needs the rooms loaded

    from cairn.accounts.administration.services import suspend_unused  # noqa: PLC0415  beside it
    from cairn.cli.operator import operator  # noqa: PLC0415  beside it

    with operator():
        suspended = suspend_unused(days=days or settings.CAIRN.unused_days)
    typer.echo(f"{len(suspended)} accounts suspended: unused for {days or settings.CAIRN.unused_days} days.")


@app.command("forget-factors")
def forget(username: str) -> None:
    """Take away somebody's second factors, for who has lost them all; they set up new ones."""
    _open()
    from cairn.accounts.administration.services import forget_factors  # noqa: PLC0415  beside it
    from cairn.accounts.agencies.queries import user_named  # noqa: PLC0415  needs the rooms loaded
    from cairn.cli.operator import operator  # noqa: PLC0415  beside it

    with operator():
        count = forget_factors(user_named(username))
    typer.echo(f"{count} factors taken away; the sessions of '{username}' are ended.")


@app.command("address")
def address(username: str, email: Annotated[str, typer.Argument(help="Nothing takes it away.")] = "") -> None:
    """Say where somebody's messages are mailed to."""
    _open()
    from cairn.accounts.administration.services import set_address  # noqa: PLC0415  beside it
    from cairn.accounts.agencies.queries import user_named  # noqa: PLC0415  needs the rooms loaded
    from cairn.cli.operator import operator  # noqa: PLC0415  beside it

    with operator():
        user = set_address(user_named(username), email)
    typer.echo(f"Messages to '{username}' {'go to ' + user.email if user.email else 'go nowhere'}.")


@app.command("reseal-factors")
def reseal() -> None:
    """Encrypt every second factor's seed with the signing key of today; the old key is then not needed."""
    _open()
    from cryptography.fernet import InvalidToken  # noqa: PLC0415  slow, and needed here only

    from cairn.accounts.sign_in.factors import reseal_factors  # noqa: PLC0415  needs the rooms loaded
    from cairn.cli.operator import operator  # noqa: PLC0415  beside it

    try:
        with operator():
            count = reseal_factors()
    except InvalidToken as error:
        raise Conflict(
            "A seed was encrypted with a signing key that is named no more. Put it among CAIRN_OLD_SECRET_KEYS."
        ) from error
    typer.echo(f"{count} factors encrypted anew.")
