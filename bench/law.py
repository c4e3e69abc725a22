"""
The law on lives of fifty events, beside merely parsing them, and s.82 beside an OpenFisca model of it.

    python bench/law.py [--lives 100000] [--generated 20000]

The lives are invented (lives.py) and written as JSON without the fields that have nothing to say. Each
is parsed with msgspec, which is how Cairn reads it, and with pydantic; then Cairn answers. The work is
done in turns, so that whatever else the machine does falls on all alike, and on one core.

The model (openfisca_s82) is asked about every conviction, caution and finding that registers in the law
cases of England and Wales, and about invented ones. Prints JSON last; fails if there is a disagreement.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from statistics import median
from time import perf_counter
from typing import Any

import msgspec
from lives import AS_AT, EVENTS, lives, written
from peer import Peer
from periods import Question, columns, compute, disagreements, of_cases, of_people
from pydantic_facts import parser
from sentences import people

from cairn.law import assess
from cairn.law.facts import Person

BATCH = 1000
ONE_BY_ONE = 300
ROUNDS = 9

Batch = tuple[Sequence[bytes], Sequence[Person]]
Side = Callable[[Batch], None]


def main() -> int:
    """Measure, compare and print."""
    options = argparse.ArgumentParser()
    options.add_argument("--lives", type=int, default=100_000)
    options.add_argument("--generated", type=int, default=20_000)
    chosen = options.parse_args()
    sides = _sides()
    with Peer() as peer:
        compared, disagreed = _compared(peer, chosen.generated)
    figures = {
        "events_a_life": EVENTS,
        "one_life": _one_life(sides),
        "one_core": _one_core(sides),
        "all_lives": _all_lives(sides, chosen.lives),
        "section_82_and_openfisca": compared,
    }
    for line in disagreed:
        _say(f"DISAGREEMENT {line}")
    print(json.dumps(figures, indent=2))
    return 1 if disagreed else 0


def _sides() -> dict[str, Side]:
    """What is done with the same lives: parsed in two ways, from text; and answered, from typed facts."""
    decode = msgspec.json.Decoder(Person).decode
    validate = parser()

    def msgspec_side(batch: Batch) -> None:
        for text in batch[0]:
            decode(text)

    def pydantic_side(batch: Batch) -> None:
        assert validate is not None
        for text in batch[0]:
            validate(text)

    def assess_side(batch: Batch) -> None:
        for person in batch[1]:
            assess(person, AS_AT)

    sides: dict[str, Side] = {"msgspec": msgspec_side, "assess": assess_side}
    return sides if validate is None else sides | {"pydantic": pydantic_side}


def _batch(number: int, first: int = 0) -> Batch:
    """Lives as text, and as facts read from that text."""
    texts = [written(person) for person in lives(number, first)]
    decode = msgspec.json.Decoder(Person).decode
    return texts, [decode(text) for text in texts]


def _in_turns(sides: dict[str, Side], batches: Iterable[Batch]) -> dict[str, list[float]]:
    """Seconds for each batch by each side, all sides on one batch before any on the next."""
    spent: dict[str, list[float]] = {name: [] for name in sides}
    for batch in batches:
        for name, side in sides.items():
            began = perf_counter()
            side(batch)
            spent[name].append(perf_counter() - began)
    return spent


def _ratios(seconds: dict[str, float]) -> dict[str, float]:
    """What answering takes, over what each parse takes."""
    return {
        f"ratio_to_parsing_with_{name}": round(seconds["assess"] / each, 2)
        for name, each in seconds.items()
        if name != "assess"
    }


def _one_life(sides: dict[str, Side]) -> dict[str, Any]:
    """The median over lives and rounds of the time for one."""
    texts, persons = _batch(ONE_BY_ONE)
    single = [([text], [person]) for text, person in zip(texts, persons, strict=True)]
    spent = _in_turns(sides, single * ROUNDS)
    middle = {name: median(each) for name, each in spent.items()}
    return {"median_microseconds": _rounded(middle, 1e6), **_ratios(middle)}


def _one_core(sides: dict[str, Side]) -> dict[str, Any]:
    """Lives a second, the median over rounds, of lives already in memory."""
    middle = {name: median(each) for name, each in _in_turns(sides, [_batch(BATCH)] * ROUNDS).items()}
    rate = {name: round(BATCH / each) for name, each in middle.items()}
    return {"lives_per_second": rate, **_ratios(middle)}


def _all_lives(sides: dict[str, Side], number: int) -> dict[str, Any]:
    """Every life once, in batches that are invented, written, parsed, answered and dropped."""
    began = perf_counter()
    firsts = range(0, number, BATCH)
    spent = _in_turns(sides, (_batch(min(BATCH, number - first), first) for first in firsts))
    total = {name: sum(each) for name, each in spent.items()}
    return {
        "lives": number,
        "seconds": _rounded(total),
        "seconds_in_all_with_inventing": round(perf_counter() - began, 1),
        **_ratios(total),
    }


def _compared(peer: Peer, number: int) -> tuple[dict[str, Any], list[str]]:
    """Agreement on the cases and on invented people, how long each side takes, and each disagreement."""
    cases = of_cases()
    on_cases = disagreements(cases, peer.answers(columns(cases), AS_AT.isoformat()))
    invented = [
        question for _, question in zip(range(number), of_people(people(number), AS_AT), strict=False)
    ]
    on_invented = disagreements(invented, peer.answers(columns(invented), AS_AT.isoformat()))
    figures = {
        "cases": _agreement(cases, on_cases),
        "invented": _agreement(invented, on_invented),
        "time": _beside(peer, invented),
    }
    return figures, on_cases + on_invented


def _agreement(questions: list[Question], disagreed: list[str]) -> dict[str, Any]:
    rows: dict[str, int] = {}
    for question in questions:
        rows[question.ours.row] = rows.get(question.ours.row, 0) + 1
    return {
        "compared": len(questions),
        "agreed": len(questions) - len(disagreed),
        "halved": sum(question.ours.halved for question in questions),
        "rows": rows,
    }


def _beside(peer: Peer, questions: list[Question]) -> dict[str, Any]:
    """
    Microseconds for one period, and the model's time over Cairn's.

    Cairn's: from typed facts in memory, one period after another, listing and aggregation done. The
    model's: all at once from arrays in memory; then with making the arrays from lists and a simulation
    to hold them; then one period alone, arrays and simulation made.
    """
    spent: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        began = perf_counter()
        for question in questions:
            compute(question)
        cairn = perf_counter() - began
        together, alone = peer.seconds("all"), peer.seconds("one")
        number = len(questions)
        round_ = {
            "cairn": cairn / number,
            "openfisca_all_at_once": together["compute"] / number,
            "openfisca_all_at_once_with_arrays": sum(together.values()) / number,
            "openfisca_one_alone": sum(alone.values()),
        }
        for name, each in round_.items():
            spent.setdefault(name, []).append(each)
    middle = {name: median(each) for name, each in spent.items()}
    ratios = {f"{name}_over_cairn": round(each / middle["cairn"], 3) for name, each in middle.items()}
    del ratios["cairn_over_cairn"]
    return {"microseconds_a_period": _rounded(middle, 1e6), **ratios}


def _rounded(seconds: dict[str, float], times: float = 1) -> dict[str, float]:
    return {name: round(each * times, 2) for name, each in seconds.items()}


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
