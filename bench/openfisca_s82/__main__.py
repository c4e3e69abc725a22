"""
The model as a process: requests on standard input and answers on standard output, a line of JSON each.

A request with `people` (a list of values for each fact) is answered with what s.82 gives each of them.
Then `{"time": "all"}` computes them again together, and `{"time": "one"}` computes the first alone;
both are answered with seconds: to put the facts into arrays, to set up the simulation, to compute.
"""

from __future__ import annotations

import json
import sys
from time import perf_counter
from typing import Any

import numpy as np
from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import ETERNITY, Period, period
from openfisca_core.simulations import Simulation, SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_s82.system import ANSWERS, section_82

Columns = dict[str, list[Any]]
Arrays = dict[str, np.ndarray[Any, Any]]
_PLAIN = {bool: np.bool_, int: np.int32}


def main() -> None:
    """Answer requests until there are no more."""
    model, people = Model(), {}
    for line in sys.stdin:
        request = json.loads(line)
        if "people" in request:
            people = request["people"]
            answer: dict[str, Any] = model.answers(people, request["law_of"])
        else:
            some = people if request["time"] == "all" else {key: each[:1] for key, each in people.items()}
            answer = model.time(some)
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


class Model:
    """The model, and the day whose law it applies."""

    def __init__(self) -> None:
        self.system: TaxBenefitSystem = section_82()
        self.law_of: Period = period("2026-01-01")

    def answers(self, people: Columns, law_of: str) -> dict[str, list[Any]]:
        self.law_of = period(law_of)
        simulation = self._simulation(self._arrays(people))
        return {one.__name__: self._listed(simulation, one.__name__) for one in ANSWERS}

    def time(self, people: Columns) -> dict[str, float]:
        began = perf_counter()
        arrays = self._arrays(people)
        typed = perf_counter()
        simulation = self._simulation(arrays)
        ready = perf_counter()
        for one in ANSWERS:
            simulation.calculate(one.__name__, self.law_of)
        return {"arrays": typed - began, "set_up": ready - typed, "compute": perf_counter() - ready}

    def _arrays(self, people: Columns) -> Arrays:
        return {fact: self._array(fact, values) for fact, values in people.items()}

    def _array(self, fact: str, values: list[Any]) -> np.ndarray[Any, Any]:
        variable = self.system.get_variable(fact)
        if variable.value_type == Enum:
            return variable.possible_values.encode(np.array(values))
        return np.array(values, dtype=_PLAIN.get(variable.value_type, "datetime64[D]"))

    def _simulation(self, arrays: Arrays) -> Simulation:
        number = len(next(iter(arrays.values())))
        simulation = SimulationBuilder().build_default_simulation(self.system, number)
        for fact, values in arrays.items():
            simulation.set_input(fact, ETERNITY, values)
        return simulation

    def _listed(self, simulation: Simulation, name: str) -> list[Any]:
        values = simulation.calculate(name, self.law_of)
        if self.system.get_variable(name).value_type == Enum:
            return [str(one) for one in values.decode_to_str()]
        return values.astype(str).tolist() if values.dtype.kind == "M" else values.tolist()


if __name__ == "__main__":
    main()
