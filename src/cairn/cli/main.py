"""The `cairn` command. Each command is a door: it parses, calls one service, answers."""

from __future__ import annotations

import sys

import typer
from pydantic import ValidationError
from pydantic_settings import SettingsError

from cairn.cli import clock, identity_provider, law, ledger, mail, retention, users
from cairn.cli.demo import demo
from cairn.cli.house import open_house
from cairn.errors import CairnError

app = typer.Typer(
    name="cairn",
    help="Cairn: the record, the clock, the plan, and who looked.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
app.add_typer(law.app, name="law")
app.add_typer(clock.app, name="clock")
app.add_typer(ledger.app, name="ledger")
app.add_typer(retention.app, name="retention")
app.add_typer(mail.app, name="mail")
users.mount(app)
app.add_typer(identity_provider.app, name="identity-provider")
app.command()(demo)


@app.callback()
def cairn() -> None:
    """Cairn: the record, the clock, the plan, and who looked."""


@app.command()
def migrate() -> None:
    """Bring the database to this version and guard every table."""
    open_house(begins=True, starts=True, as_owner=True)
    from cairn.cli.migrate import migrate as bring_up_to_date  # noqa: PLC0415  needs the rooms loaded

    bring_up_to_date()
    typer.echo("The database is up to date, and every table is guarded.")


@app.command()
def check() -> None:
    """Say whether this installation is set up rightly and its worker does its work; nothing is changed."""
    open_house(starts=True)
    from cairn.cli.checking import (  # noqa: PLC0415  needs the rooms loaded
        refuse_if_a_job_failed,
        refuse_if_wrong,
    )
    from cairn.cli.clock_state import clock_lines  # noqa: PLC0415  beside it

    refuse_if_wrong()
    typer.echo("Nothing is wrong with the settings.")
    state = clock_lines()
    for line in state.lines:
        typer.echo(line, err=state.behind)
    refuse_if_a_job_failed()
    if state.behind:
        raise typer.Exit(1)


@app.command()
def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """Serve the site until stopped."""
    open_house(starts=True)
    from django.conf import settings  # noqa: PLC0415  needs the rooms loaded

    from cairn.accounts.synthetic import demo_or_real  # noqa: PLC0415  beside it
    from cairn.cli.checking import refuse_if_wrong  # noqa: PLC0415  beside it
    from cairn.cli.serve import serve as run_site  # noqa: PLC0415  beside it

    refuse_if_wrong()
    demo_or_real(demo=settings.CAIRN.demo)
    run_site(host, port, workers)


@app.command()
def worker() -> None:
    """Do what is scheduled (the nightly clock run, sealing the ledger, mail) until stopped."""
    open_house(starts=True, as_owner=True)
    from django.core.management import call_command  # noqa: PLC0415  needs the rooms loaded

    call_command("procrastinate", "worker")


def main() -> None:
    """Run the command; a refusal is one sentence and exit code 1, never a traceback."""
    try:
        app()
    except CairnError as refusal:
        typer.echo(f"cairn: {refusal.message}", err=True)
        sys.exit(1)
    except ValidationError as wrong:
        for error in wrong.errors():
            variable = str(error["loc"][0]).upper().removeprefix("CAIRN_")
            # A mail server's address may hold its password.
            read = "not right" if variable == "MAIL" else repr(error["input"])
            typer.echo(f"cairn: CAIRN_{variable} is {read}: {error['msg']}.", err=True)
        sys.exit(1)
    except SettingsError as wrong:
        typer.echo(f"cairn: {wrong}. See docs/operators/settings.md.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
