"""`cairn mail`: what became of messages to the people who sign in."""

from __future__ import annotations

import typer

from cairn.cli.house import open_house

app = typer.Typer(help="Mail: messages to the people who sign in.", no_args_is_help=True)


@app.callback()
def mail() -> None:
    """Mail: messages to the people who sign in."""


@app.command()
def status() -> None:
    """Say how many messages wait, and what became of those of the last ninety days. Exit code 1 if any is late."""
    open_house()
    from django.conf import settings  # noqa: PLC0415  needs the rooms loaded

    from cairn.accounts.messages.queries import outbox  # noqa: PLC0415  beside it
    from cairn.cli.checking import tell_if_interrupted  # noqa: PLC0415  beside it

    tell_if_interrupted("messages.send")
    found = outbox()
    since = f" (the oldest since {found.oldest:%Y-%m-%d %H:%M} UTC)" if found.oldest else ""
    failed = f"; last failures: {', '.join(found.failures)}" if found.failures else ""
    typer.echo(f"waiting: {found.waiting}{since}{failed}")
    typer.echo(f"sent: {found.sent}")
    typer.echo(f"without an address, or suspended: {found.no_address}")
    typer.echo(f"given up after three days: {found.given_up}")
    if settings.CAIRN.mail is None:
        typer.echo("CAIRN_MAIL is not set: nothing is sent.", err=True)
    if found.failures or found.given_up:
        raise typer.Exit(1)


@app.command()
def send() -> None:
    """Send what waits now. The worker does it each minute."""
    open_house()
    from cairn.access.deciders.services import tell_of_late_reviews  # noqa: PLC0415  needs the rooms loaded
    from cairn.accounts.messages.sending import send_due  # noqa: PLC0415  beside it

    done = send_due(tell_of_late_reviews)
    typer.echo(f"{done.sent} sent, {done.failed} failed, {done.escalated} made because a review is late.")
    if done.failed:
        raise typer.Exit(1)
