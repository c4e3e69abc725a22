"""The house rules, measured: sizes, cycles, types and twins. `pytest tests/test_house.py -s` prints them."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from statistics import median, quantiles

import pytest

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "cairn"

# Modules over 400 lines, each with its reason.
LONG_FOR_A_REASON: dict[str, str] = {}


@dataclass(frozen=True)
class Module:
    name: str
    path: Path
    lines: int
    tree: ast.Module


def _modules() -> list[Module]:
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        parts = path.relative_to(SOURCE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found.append(Module(name, path, len(text.splitlines()), ast.parse(text)))
    return found


MODULES = _modules()
SIZED = [module for module in MODULES if module.lines >= 3]


def _functions(tree: ast.Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _imports(module: Module, names: set[str]) -> set[str]:
    """Modules of ours that this one imports as it loads (not inside functions, not for types only)."""
    found: set[str] = set()
    for node in module.tree.body:
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                deeper = f"{node.module}.{alias.name}"
                found.add(deeper if deeper in names else node.module)
    return found & names


def _cycles() -> list[str]:
    """A ring of modules that import each other, if there is one."""
    names = {module.name for module in MODULES}
    graph = {module.name: _imports(module, names) - {module.name} for module in MODULES}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as ring:
        return list(ring.args[1])
    return []


def _untyped() -> list[str]:
    found = []
    for module in MODULES:
        for node in _functions(module.tree):
            arguments = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            arguments += [extra for extra in (node.args.vararg, node.args.kwarg) if extra]
            bare = [arg for arg in arguments if arg.annotation is None and arg.arg not in {"self", "cls"}]
            if bare or node.returns is None:
                found.append(f"{module.name}.{node.name}")
    return found


def _wants_a_twin(module: Module) -> bool:
    parts = module.path.relative_to(SOURCE).parts
    if module.lines < 3 or parts[-1] == "__init__.py":
        return False
    return parts[0] == "law" or parts[-1] in {"services.py", "queries.py"}


def _without_a_twin() -> list[str]:
    missing = []
    for module in MODULES:
        if _wants_a_twin(module):
            relative = module.path.relative_to(SOURCE)
            twin = ROOT / "tests" / relative.parent / f"test_{relative.name}"
            if not twin.exists():
                missing.append(str(relative))
    return missing


def test_the_measures(capsys: pytest.CaptureFixture[str]) -> None:
    """Prints the house's figures beside their targets, and holds it to the limits."""
    lines = [module.lines for module in SIZED]
    lengths = [_length(node) for module in SIZED for node in _functions(module.tree)]
    p95_module, p95_function = quantiles(lines, n=20)[-1], quantiles(lengths, n=20)[-1]
    big = sum(size for size in lines if size > 400) / sum(lines)
    with capsys.disabled():
        print(
            f"\nmodules {len(lines)}: median {median(lines):.0f} (50-100), p95 {p95_module:.0f} (<=250), "
            f"longest {max(lines)} (400), in files over 400 lines {big:.0%} (<10%)"
        )
        print(
            f"functions {len(lengths)}: median {median(lengths):.0f}, p95 {p95_function:.0f} (<=35), "
            f"longest {max(lengths)} (60)"
        )
        print(
            f"cycles {len(_cycles())} (0), untyped functions {len(_untyped())} (0), "
            f"modules without a twin test {len(_without_a_twin())} (0)"
        )
        for module in sorted(SIZED, key=lambda module: -module.lines)[:5]:
            print(f"  {module.lines:4} {module.name}")
    assert median(lines) <= 100
    assert p95_module <= 250
    assert p95_function <= 35


def test_no_module_is_longer_than_400_lines_without_a_reason() -> None:
    assert [m.name for m in MODULES if m.lines > 400 and m.name not in LONG_FOR_A_REASON] == []


def test_no_function_is_longer_than_60_lines() -> None:
    long = [f"{m.name}.{node.name}" for m in MODULES for node in _functions(m.tree) if _length(node) > 60]
    assert long == []


def test_no_cycles() -> None:
    assert _cycles() == []


def test_every_function_is_typed() -> None:
    assert _untyped() == []


def test_every_module_of_law_services_and_queries_has_its_twin() -> None:
    assert _without_a_twin() == []


def test_no_folder_lies_deeper_than_three() -> None:
    deep = [m.name for m in MODULES if len(m.path.relative_to(SOURCE).parts) > 4]
    assert deep == []


def test_rooms_stay_graspable() -> None:
    rooms: dict[str, int] = {}
    for module in MODULES:
        parts = module.path.relative_to(SOURCE).parts
        # The pages' rooms are their areas, the law's its Acts and jurisdictions, the others' their subjects.
        room = "/".join(parts[:2]) if parts[0] in {"web", "law", "record", "access", "ledger"} else parts[0]
        rooms[room] = rooms.get(room, 0) + module.lines
    assert {room: size for room, size in rooms.items() if size > 4000} == {}
