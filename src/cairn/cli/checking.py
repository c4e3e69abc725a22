"""Whether this installation is set up rightly and its worker does its work: `cairn check`, and before the site starts."""

from __future__ import annotations

import typer
from django.core.checks import ERROR, run_checks
from django.db import Error, OperationalError, ProgrammingError

from cairn.errors import Conflict
from cairn.worker.state import WorkerState, worker_state


def refuse_if_wrong() -> None:
    """
    Run the framework's checks and our own.

    Raises
        Conflict: every error found, each in its sentence.
    """
    wrong = [str(found.msg) for found in run_checks() if found.level >= ERROR and not found.is_silenced()]
    if wrong:
        raise Conflict(" ".join(wrong))


def refuse_if_a_job_failed() -> None:
    """
    Say how the worker is. That none runs is told, and refused only if it left a job half done.

    Raises
        Conflict: a job was interrupted and nobody has taken it up yet, or failed when it last ran.
    """
    state = _asked()
    if not state.is_well:
        raise Conflict(" ".join(state.sentences()))
    for sentence in state.sentences() or ["A worker is running, and no job has failed."]:
        typer.echo(sentence)


def tell_if_interrupted(*jobs: str) -> None:
    """Say on standard error that one of these jobs was interrupted or failed; nothing if none was."""
    for sentence in _asked().sentences(*jobs):
        typer.echo(sentence, err=True)


def _asked() -> WorkerState:
    """
    Raises
        Conflict: the database does not answer, or is not migrated.
    """
    try:
        return worker_state()
    except OperationalError as error:
        raise Conflict(f"The database does not answer: {' '.join(str(error).split())}") from error
    except ProgrammingError as error:
        raise Conflict("The database has not been prepared for this version: run `cairn migrate`.") from error
    except Error as error:
        raise Conflict(f"The database refused to say how the worker is ({type(error).__name__}).") from error
