"""
The OpenFisca model of s.82 as a process beside this one.

OpenFisca is under the AGPL: it stays in an environment of its own, which `make bench` makes from
requirements/bench.txt, and neither Cairn nor its tests ever import it.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from types import TracebackType
from typing import Any, Self

HERE = Path(__file__).parent
PYTHON = HERE.parent / ".venv-bench" / "bin" / "python"
Columns = dict[str, list[Any]]


class Peer:
    """The model, running until the end of the `with` block."""

    def __enter__(self) -> Self:
        if not PYTHON.exists():
            raise SystemExit("OpenFisca is not installed. `make bench` installs it.")
        self._process = subprocess.Popen(
            [PYTHON, "-m", "openfisca_s82"],
            cwd=HERE,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()

    def answers(self, people: Columns, law_of: str) -> Columns:
        """What the model says of each person, by the law of one day. It keeps them for `seconds`."""
        return dict(self._ask({"people": people, "law_of": law_of}))

    def seconds(self, of: str) -> dict[str, float]:
        """How long it takes for all of them together (`all`), or for the first of them alone (`one`)."""
        return dict(self._ask({"time": of}))

    def _ask(self, request: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            raise SystemExit("The OpenFisca model stopped; what it printed above says why.")
        return json.loads(answer)
