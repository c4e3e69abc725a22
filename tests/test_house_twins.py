"""
Every module over 60 lines is tried by name: by a test of its own, one of its room that imports it, or those of its folder.

What is neither is named below with what tries it instead, and a name that is no longer needed may not stay.
"""

from __future__ import annotations

import ast
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCE, TESTS = ROOT / "src" / "cairn", ROOT / "tests"

TRIED_BY: dict[str, str] = {
    # Declarations: what the database refuses is tried by attacking it.
    "*/row_security.py": "tests/security/test_attacks.py",
    "*/sql_functions.py": "tests/security/test_attacks.py",
    "access/apply_row_security.py": "tests/security/test_guard.py",
    "access/binding.py": "tests/security/test_need_to_know.py",
    "record/facts_sql.py": "tests/record/test_facts_cases.py",
    "project/settings.py": "tests/security/test_routes.py",
    # What a command prints is read as its user reads it.
    "cli/demo.py": "tests/browser/conftest.py",
    "cli/law_text.py": "tests/cli/test_law.py",
    # A demonstration is tried whole: every service would have taken it.
    "demo/cast.py": "tests/demo/test_services_agree.py",
    "demo/lives/*.py": "tests/demo/test_services_agree.py",
    "errors.py": "tests/web/base/test_errors.py",
    # A kind of fact on its pages: recorded, corrected, withdrawn, shown.
    "web/subjects/*.py": "tests/subjects/test_every_subject.py",
}


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


IMPORTED = {
    path.relative_to(TESTS).parts[0]: found
    for path in TESTS.iterdir()
    if path.is_dir()
    for found in [set[str]().union(*(_imports(test) for test in path.rglob("test_*.py")))]
}


def _is_tried(module: Path) -> bool:
    """Whether a test in the same place of the tests' tree tries the module."""
    relative = module.relative_to(SOURCE)
    room, folder = relative.parts[0], TESTS / relative.parent
    name = ".".join(("cairn", *relative.with_suffix("").parts))
    own = (folder / f"test_{relative.name}").exists() or name in IMPORTED.get(room, ())
    # A folder's inner modules are tried through its services; the law's are tried one by one.
    through = room != "law" and len(relative.parts) > 2 and any(folder.glob("test_*.py"))
    return own or through


UNTRIED = [
    str(module.relative_to(SOURCE))
    for module in sorted(SOURCE.rglob("*.py"))
    if "migrations" not in module.parts
    and module.name != "__init__.py"
    and len(module.read_text().splitlines()) > 60
    and not _is_tried(module)
]


def test_every_module_over_60_lines_is_tried_by_name_or_says_by_what() -> None:
    assert [name for name in UNTRIED if not any(fnmatch(name, pattern) for pattern in TRIED_BY)] == []


def test_what_is_said_to_try_a_module_is_there_and_still_needed() -> None:
    assert [test for test in TRIED_BY.values() if not (ROOT / test).exists()] == []
    assert [pattern for pattern in TRIED_BY if not any(fnmatch(name, pattern) for name in UNTRIED)] == []
