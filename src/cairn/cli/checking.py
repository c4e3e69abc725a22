"""Whether this installation is set up rightly: asked by `cairn check`, and before the site starts."""

from __future__ import annotations

from django.core.checks import ERROR, run_checks

from cairn.errors import Conflict


def refuse_if_wrong() -> None:
    """
    Run the framework's checks and our own.

    Raises
        Conflict: every error found, each in its sentence.
    """
    wrong = [str(found.msg) for found in run_checks() if found.level >= ERROR and not found.is_silenced()]
    if wrong:
        raise Conflict(" ".join(wrong))
