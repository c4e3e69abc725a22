"""The vocabulary is closed and whole: whatever the code enters is declared, and readers are shown sentences."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import cairn
from cairn.ledger.entries.reasons import reasons
from cairn.ledger.operations import all_operations
from cairn.web.audit.audit_forms import ConsoleFilter
from cairn.web.audit.vocabulary import chosen

SOURCE = Path(cairn.__file__).parent
DECLARING = {"declare", "declare_page", "declare_form", "retired", "retired_family"}
ENTERING = {"enter", "enter_as_operator", "open_person", "enter_look"}
# What the pages load, and nothing that tests load besides.
LOADED = """
import django, json
django.setup()
import cairn.project.urls
from cairn.ledger.operations import all_operations
print(json.dumps([[operation.key, operation.sentence] for operation in all_operations()]))
"""


def _calls(names: set[str]) -> list[tuple[str, str, ast.Call]]:
    return [
        (f"{path.relative_to(SOURCE)}:{node.lineno}", node.func.id, node)
        for path in sorted(SOURCE.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
    ]


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.fixture(scope="module")
def loaded() -> dict[str, str]:
    """The sentence of each operation that the pages know, by its key."""
    run = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    return dict(json.loads(run.stdout))


def test_the_pages_know_everything_that_is_declared(loaded: dict[str, str]) -> None:
    codes = {key.split(":", 1)[1] for key in loaded}
    declared = [
        ("form: " if name == "declare_form" else "") + call.args[0].value
        for _, name, call in _calls(DECLARING)
        if isinstance(call.args[0], ast.Constant)
    ]
    assert len(declared) > 90
    assert set(declared) <= codes


def test_no_two_operations_read_alike_and_none_is_shown_raw(loaded: dict[str, str]) -> None:
    assert [sentence for sentence, times in Counter(loaded.values()).items() if times > 1] == []
    for key, sentence in loaded.items():
        assert sentence[0].isupper(), key
        assert not sentence.endswith("."), key
        assert sentence != key.split(":", 1)[1], key


def test_nothing_but_operations_is_handed_to_the_ledger() -> None:
    for where, _, call in _calls(ENTERING):
        given = [*call.args[:2], *(word.value for word in call.keywords if word.arg in {"page", "operation"})]
        assert not any(_is_text(each) for each in given), where


def test_auditors_are_offered_each_of_them() -> None:
    offered = dict(ConsoleFilter(staff=[]).fields["operation"].choices)  # type: ignore[attr-defined]
    assert offered == {"": "All", **{each.key: each.sentence for each in all_operations()}}
    assert all(chosen(key) for key in offered if key)


def test_policy_names_operations_that_there_are(loaded: dict[str, str]) -> None:
    assert set(reasons().operations) <= {key.split(":", 1)[1] for key in loaded}
