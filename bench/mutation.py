"""
Mutation testing of the law: is there a test that notices when a rule says something else?

    .venv-bench/bin/python bench/mutation.py [MODULE ...] [--processes N]

A module is a path under src/cairn/law, as part2/periodic.py; none: all of them but the readers of files.
Works on a copy in build/mutation, in which `@rule(...)` is taken off: it leaves its function as it is, and
mutmut passes over decorated functions. Prints the survivors, and JSON last.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
WORK = ROOT / "build" / "mutation"
LAW = Path("src/cairn/law")
# What is not the law: the schema of case files, the words of messages about bad files, the reader of the
# rules' own source for a translator, and the declaration `@rule`.
NOT_MUTATED = (
    *("cases/*", "parameters.py", "schedule_3/schedule_file.py", "part2/order_rules.py", "part2/compose.py"),
    *("mappa/schedule15.py", "untranslated.py", "rules.py"),
)
# Slow, or about the text of the source rather than what it answers.
NOT_RUN = (
    "test_properties.py",
    "test_rules.py",
    "test_every_rule_is_exercised.py",
    "test_untranslated.py",
    "test_published_alone.py",
)


def prepare(modules: list[str]) -> None:
    """A fresh copy of the law and its tests, and mutmut's settings beside them."""
    shutil.rmtree(WORK, ignore_errors=True)
    (WORK / "src/cairn").mkdir(parents=True)
    for name in ("__init__.py", "errors.py", "dates.py"):
        shutil.copy(ROOT / "src/cairn" / name, WORK / "src/cairn" / name)
    skipped = shutil.ignore_patterns("__pycache__", *NOT_RUN)
    shutil.copytree(ROOT / LAW, WORK / LAW, ignore=skipped)
    shutil.copytree(ROOT / "tests/law", WORK / "tests/law", ignore=skipped)
    (WORK / "tests/__init__.py").touch()
    (WORK / "tests/law/conftest.py").write_text(COLD)
    for path in (WORK / LAW).rglob("*.py"):
        path.write_text(without_rule(path.read_text()))
    only = [f"{LAW}/{module}" for module in modules] or [f"{LAW}/*"]
    settings = {
        "source_paths": ["src"],
        "only_mutate": only,
        "do_not_mutate": [f"{LAW}/{pattern}" for pattern in NOT_MUTATED],
        "pytest_add_cli_args": ["-p", "no:cacheprovider", "-p", "no:randomly", "-q", "-x"],
        "pytest_add_cli_args_test_selection": ["tests/law"],
        "mutate_only_covered_lines": False,
        "track_dependencies": False,
        "use_git_change_detection": False,
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    # A pytest table of its own, or pytest would find the repository's above it.
    text = "[tool.mutmut]\n" + "\n".join(lines) + '\n\n[tool.pytest.ini_options]\naddopts = ""\n'
    (WORK / "pyproject.toml").write_text(text)


# In each mutant's process what was kept from before the mutation is forgotten first.
COLD = """
import functools, gc
def pytest_sessionstart(session):
    for kept in gc.get_objects():
        if isinstance(kept, functools._lru_cache_wrapper):
            kept.cache_clear()
"""


def without_rule(source: str) -> str:
    """The source without its `@rule(...)` lines."""
    drop: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            for one in node.decorator_list:
                if isinstance(one, ast.Call) and isinstance(one.func, ast.Name) and one.func.id == "rule":
                    drop.update(range(one.lineno, (one.end_lineno or one.lineno) + 1))
    return "".join(
        line for number, line in enumerate(source.splitlines(keepends=True), 1) if number not in drop
    )


def results() -> dict[str, str]:
    """Every mutant and how it ended."""
    found: dict[str, str] = {}
    said = {
        0: "survived",
        1: "killed",
        3: "killed",
        33: "no tests",
        34: "skipped",
        36: "timeout",
        24: "timeout",
    }
    for meta in (WORK / "mutants").rglob("*.meta"):
        for mutant, code in json.loads(meta.read_text())["exit_code_by_key"].items():
            found[mutant] = said.get(code, "killed" if code and code < 0 else f"exit {code}")
    return found


def main() -> int:
    """Prepare, run, and say what survived."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", nargs="*")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    prepare(asked.modules)
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(asked.processes)]
    environment = {**os.environ, "PYTHONPATH": f"{WORK / 'src'}:{WORK}", "PYTHONDONTWRITEBYTECODE": "1"}
    with (WORK / "log.txt").open("w") as log:
        subprocess.run(command, cwd=WORK, env=environment, check=False, stdout=log, stderr=log)
    found = results()
    for mutant in sorted(name for name, end in found.items() if end in {"survived", "no tests"}):
        print(f"{found[mutant]:9} {mutant}")
    ends = Counter(found.values())
    tried = sum(ends.values()) - ends["skipped"]
    dead = ends["killed"] + ends["timeout"]
    print(json.dumps({"mutants": tried, **ends, "killed_share": round(dead / tried, 4) if tried else None}))
    return 0 if tried else 1


if __name__ == "__main__":
    raise SystemExit(main())
