"""Reading case files for the commands of `cairn law`: what is wrong with one is said, with exit code 2."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import typer
import yaml

from cairn.dates import parse_day, today
from cairn.errors import BadInput
from cairn.law.cases import read_person
from cairn.law.facts import Person


class _Loader(yaml.SafeLoader):
    """YAML 1.2 as to truth: only true and false are, so that `on` can be a key."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag != "tag:yaml.org,2002:bool"]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)


def document(file: Path) -> object:
    """
    What a YAML file holds.

    Raises
        BadInput: it cannot be read, or is not YAML. Names the file.
    """
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506  a safe loader all the same
    except OSError as error:
        raise BadInput(f"{file}: it cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file.name}: it is not UTF-8 text.") from error
    except (yaml.YAMLError, ValueError) as error:
        raise BadInput(f"{file.name}: it is not valid YAML: {' '.join(str(error).split())}") from error


def person_and_day(file: Path, on: str | None) -> tuple[Person, date]:
    """
    The person in a file, and the day asked about: `on`, or the file's own, or today.

    Raises
        BadInput: the file, or the day, cannot be what it claims to be.
    """
    person, asked = read_person(document(file), file.name)
    return person, parse_day(on, field="on") if on is not None else asked or today()


@contextmanager
def refusing() -> Iterator[None]:
    """A refusal of what was typed or is in a file is one sentence, with exit code 2."""
    try:
        yield
    except BadInput as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(2) from None
