"""
One assessment by the law, beside merely parsing the same life.

    python bench/law.py

The lives are those of the repository's own law cases. Prints JSON last: the median time of one
assessment, and its ratio to decoding the same person from JSON into typed facts with msgspec.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import msgspec
import yaml

from cairn.law import assess
from cairn.law.cases import Case, read
from cairn.law.facts import Person

CASES = Path(__file__).parent.parent / "tests" / "law" / "cases"
ROUNDS = 20


def _cases() -> list[Case]:
    return [
        case
        for file in sorted(CASES.glob("*.yaml"))
        for case in read(yaml.safe_load(file.read_text()), file.name)
    ]


def _seconds_each(work: Callable[[], None], number: int) -> float:
    """The median over rounds of the time for one life."""
    spent = []
    for _ in range(ROUNDS):
        began = perf_counter()
        work()
        spent.append((perf_counter() - began) / number)
    return median(spent)


def main() -> None:
    """Measure and print."""
    cases = _cases()
    texts = [msgspec.json.encode(case.person) for case in cases]
    decoder = msgspec.json.Decoder(Person)

    def parse() -> None:
        for text in texts:
            decoder.decode(text)

    def answer() -> None:
        for case in cases:
            assess(case.person, case.as_at)

    parsing, assessing = _seconds_each(parse, len(cases)), _seconds_each(answer, len(cases))
    figures = {
        "lives": len(cases),
        "microseconds_an_assessment": round(assessing * 1e6, 1),
        "ratio_to_parsing": round(assessing / parsing, 1),
    }
    sys.stdout.write(json.dumps(figures) + "\n")


if __name__ == "__main__":
    main()
