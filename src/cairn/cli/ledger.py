"""`cairn ledger`: sealing what was done, proving it, and handing proofs out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated
from uuid import UUID

import msgspec
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cairn.cli.house import open_house
from cairn.errors import BadInput, Conflict
from cairn.ledger.proofs.checking import check as check_file
from cairn.ledger.proofs.proof_schema import written

app = typer.Typer(help="The ledger: who did what, sealed and provable.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]
Witness = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Heads published earlier, one JSON object a line.")
]
Out = Annotated[Path | None, typer.Option("-o", "--out", metavar="FILE", help="Default: standard output.")]


@app.callback()
def ledger() -> None:
    """The ledger: who did what, sealed and provable."""


@app.command()
def seal() -> None:
    """Take what was written since the last time into the log, and sign its head. The worker does it each minute."""
    open_house()
    from cairn.ledger.log.publishing import seal_and_publish  # noqa: PLC0415  needs the rooms loaded

    with _bar("Rows") as show:
        done = seal_and_publish(progress=show)
    size = done.head.size if done.head else 0
    typer.echo(f"{done.sealed} rows sealed; the log holds {size}.")
    if done.refused:
        typer.echo(f"{done.refused} rows are not as they were written: run `cairn ledger verify`.", err=True)
        raise typer.Exit(1)


@app.command()
def verify(as_json: AsJson = False, witness: Witness = None) -> None:
    """Check every row against the log, and the log against its signed heads. Exit code 1 if anything is wrong."""
    open_house()
    from cairn.cli.checking import tell_if_interrupted  # noqa: PLC0415  needs the rooms loaded
    from cairn.ledger.log.connecting import application_role, keeper  # noqa: PLC0415  beside it
    from cairn.ledger.log.publishing import read_heads  # noqa: PLC0415  beside it
    from cairn.ledger.verifying.verify import steady  # noqa: PLC0415  beside it
    from cairn.ledger.verifying.verify import verify as run  # noqa: PLC0415  beside it

    heads = read_heads(witness) if witness else []
    tell_if_interrupted("ledger.seal")
    with keeper() as connection, steady(connection), _bar("Rows") as show:
        found = run(connection, application=application_role(), witness=heads, progress=show)
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        for finding in found.findings:
            typer.echo(str(finding))
        if found.count > len(found.findings):
            typer.echo(f"... and {found.count - len(found.findings)} more.")
        typer.echo(
            f"{found.size} rows under {found.heads} heads; the last of {found.at or 'no moment'}, "
            f"root {found.root or 'none'}, key {found.key or 'none'}, first key {found.first_key or 'none'}."
        )
        typer.echo(
            f"{found.unsealed} rows wait for the sealer; {found.disposed} were lawfully erased; "
            f"{found.witnessed} published heads were held against it."
        )
        typer.echo(f"Findings: {found.count}." if found.count else "Nothing is wrong.")
    if found.count:
        raise typer.Exit(1)


@app.command()
def export(
    nominal: Annotated[UUID, typer.Option(help="The person's record id.")],
    recipient: Annotated[str, typer.Option(prompt=True, help="To whom it is handed out, for the ledger.")],
    reason: Annotated[str, typer.Option(prompt=True, help="Why, for the ledger.")],
    out: Out = None,
) -> None:
    """Every entry about one person with its proof, as a file that `cairn ledger check` verifies anywhere."""
    open_house()
    from cairn.ledger.proofs.exporting import export as run  # noqa: PLC0415  needs the rooms loaded

    made = run(nominal_id=nominal, recipient=recipient, why=reason)
    _write(written(made), out)
    typer.echo(f"{len(made.entries)} entries under the head of {made.head.size}.", err=True)


@app.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="An export, or a proof of consistency.")],
) -> None:
    """Check a file that left the house. Needs no database and nothing but the file."""
    try:
        data = file.read_bytes()
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from error
    found = check_file(data)
    for wrong in found.wrong:
        typer.echo(wrong)
    if found.wrong:
        typer.echo("The file is not as it left the house.")
        raise typer.Exit(1)
    typer.echo(f"Proved: {found.what}.")
    for head in found.heads:
        typer.echo(f"Head of {head.size} rows, {head.at}, root {head.root}, key {head.key}.")
    typer.echo(f"First key {found.first_key}. Compare it and the heads with those that the site published.")


@app.command()
def heads() -> None:
    """Every signed head, one JSON object a line, as it is published."""
    open_house()
    from cairn.ledger.log.connecting import keeper  # noqa: PLC0415  needs the rooms loaded
    from cairn.ledger.log.heads import heads_between  # noqa: PLC0415  beside it

    with keeper() as connection:
        for head in heads_between(connection, 0, 2**62):
            typer.echo(msgspec.json.encode(head).decode())


@app.command()
def consistency(
    first: Annotated[int, typer.Option("--from", metavar="SIZE", help="The smaller head.")],
    second: Annotated[int, typer.Option("--to", metavar="SIZE", help="The larger head.")],
    out: Out = None,
) -> None:
    """Prove that the log of one head is the beginning of that of another. `cairn ledger check` verifies it."""
    open_house()
    from cairn.ledger.log.connecting import keeper  # noqa: PLC0415  needs the rooms loaded
    from cairn.ledger.proofs.making import consistency as prove  # noqa: PLC0415  beside it

    with keeper() as connection, connection.transaction():
        _write(written(prove(connection, first=first, second=second)), out)


@app.command()
def publish(
    file: Annotated[list[Path] | None, typer.Option(metavar="FILE", help="Add the heads to a file.")] = None,
    http: Annotated[list[str] | None, typer.Option(metavar="URL", help="Post the last head there.")] = None,
) -> None:
    """Publish the signed head, so that others can tell a log that was cut off or made anew."""
    if not file and not http:
        raise BadInput("Say where: --file FILE or --http URL.")
    open_house()
    from cairn.ledger.log.publishing import publish_last  # noqa: PLC0415  needs the rooms loaded

    head = publish_last(files=file or [], urls=http or [])
    typer.echo(f"The head of {head.size} rows, root {head.root}, is published.")


@app.command("rotate-key")
def rotate_key(reason: Annotated[str, typer.Option(prompt=True, help="Why, for the ledger.")]) -> None:
    """Sign with a new key from now on; the one before it vouches for it."""
    open_house()
    from cairn.ledger.log.key_rotation import rotate_key as run  # noqa: PLC0415  beside it
    from cairn.ledger.log.keys import directory  # noqa: PLC0415  needs the rooms loaded

    key, _ = run(why=reason)
    typer.echo(f"The ledger is signed with the key {key} from now on; its private half is in {directory()}.")


def _write(data: bytes, out: Path | None) -> None:
    if out is None:
        sys.stdout.buffer.write(data)
        return
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Conflict(f"{out} cannot be written: {error.strerror}.") from error


@contextmanager
def _bar(what: str) -> Iterator[Callable[[int, int], None]]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
