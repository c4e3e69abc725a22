"""`cairn identity-provider`: how an agency's people sign in with its own accounts."""

from __future__ import annotations

from typing import Annotated

import typer

from cairn.cli.house import open_house

app = typer.Typer(help="Agencies' own sign-in (OpenID Connect).", no_args_is_help=True)

Slug = Annotated[str, typer.Argument(help="A short name, part of the agency's sign-in address.")]


@app.command("add")
def add(
    slug: Slug,
    *,
    agency: Annotated[str, typer.Option(help="The agency's name: its people only.")],
    issuer: Annotated[str, typer.Option(help="As the provider's own description gives it, to the letter.")],
    client_id: Annotated[str, typer.Option(help="What the provider calls this site.")],
    subject_claim: Annotated[
        str, typer.Option(help="The claim that never passes to another person.")
    ] = "sub",
    name_claim: str = "name",
    email_claim: str = "email",
    groups_claim: str = "groups",
    scopes: str = "openid profile email",
    required_amr: Annotated[
        str, typer.Option(help="What `amr` must hold, such as mfa; empty: nothing.")
    ] = "",
    secret: Annotated[
        str,
        typer.Option(prompt=True, hide_input=True, envvar="CAIRN_NEW_CLIENT_SECRET", help="Kept in a file."),
    ] = "",
) -> None:
    """Join an agency's identity provider; the secret is asked for, and kept outside the database."""
    open_house()
    from cairn.accounts.agencies.queries import agency_named  # noqa: PLC0415  beside it
    from cairn.accounts.joining.services import join_provider  # noqa: PLC0415  needs the rooms loaded
    from cairn.accounts.sign_in.secret import keep_secret  # noqa: PLC0415  beside it
    from cairn.cli.operator import operator  # noqa: PLC0415  beside it

    with operator():
        provider = join_provider(
            agency=agency_named(agency),
            slug=slug,
            issuer=issuer,
            client_id=client_id,
            subject_claim=subject_claim,
            name_claim=name_claim,
            email_claim=email_claim,
            groups_claim=groups_claim,
            scopes=scopes,
            required_amr=required_amr,
        )
        keep_secret(provider.slug, secret)
    typer.echo(f"People of '{provider.agency.name}' sign in at /sign-in/with/{provider.slug}/.")
    typer.echo(f"Tell the provider to send them back to /sign-in/with/{provider.slug}/back/.")


@app.command("group")
def group(
    slug: Slug,
    name: Annotated[str, typer.Argument(help="The group, as the provider's claim names it.")],
    *,
    role: Annotated[str, typer.Option(help="offender-manager, supervisor, administrator ...")],
    team: Annotated[str, typer.Option(help="The team's name, if it puts them in one.")] = "",
    rank: Annotated[int, typer.Option(help="Of somebody's groups, the lowest rank counts.")] = 1,
) -> None:
    """Say which role and team a group gives; run again to change it."""
    open_house()
    from cairn.accounts.agencies.queries import team_named  # noqa: PLC0415  beside it
    from cairn.accounts.joining.services import give_group_a_role  # noqa: PLC0415  needs the rooms loaded
    from cairn.accounts.roles import Role  # noqa: PLC0415  beside it
    from cairn.accounts.sign_in.queries import open_provider  # noqa: PLC0415  beside it
    from cairn.cli.operator import operator  # noqa: PLC0415  beside it

    with operator():
        provider = open_provider(slug)
        of = team_named(provider.agency, team) if team else None
        given = give_group_a_role(provider, group=name, role=role, team=of, rank=rank)
    typer.echo(f"The group '{given.group}' is {Role(given.role).in_words}, rank {given.rank}.")


@app.command("secret")
def secret(
    slug: Slug,
    *,
    value: Annotated[
        str, typer.Option(prompt="Secret", hide_input=True, envvar="CAIRN_NEW_CLIENT_SECRET")
    ] = "",
) -> None:
    """Put a new client secret in its place."""
    open_house()
    from cairn.accounts.sign_in.queries import open_provider  # noqa: PLC0415  needs the rooms loaded
    from cairn.accounts.sign_in.secret import keep_secret  # noqa: PLC0415  beside it

    keep_secret(open_provider(slug).slug, value)
    typer.echo("The secret is kept.")


@app.command("disable")
def disable(slug: Slug) -> None:
    """Shut an agency's own sign-in; what its people have open stays open until it ends."""
    open_house()
    from cairn.accounts.joining.services import disable_provider  # noqa: PLC0415  needs the rooms loaded
    from cairn.accounts.sign_in.queries import open_provider  # noqa: PLC0415  beside it
    from cairn.cli.operator import operator  # noqa: PLC0415  beside it

    with operator():
        disable_provider(open_provider(slug))
    typer.echo(f"Nobody signs in by '{slug}' any more.")
