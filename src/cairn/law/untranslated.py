"""
Which sentences of the trail have no Welsh yet, found in the source of the rules themselves.

A rule writes a sentence where it makes a `Reason`: as a text, or as a name that was given one or several.
A sentence put together from parts while the rule runs (the condition on which a row of Schedule 3 lists
an offence) is not found, because there is no one template to translate.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from cairn.law.wording import Language, catalogue

_PACKAGE = Path(__file__).parent


def untranslated(language: Language = "cy") -> tuple[str, ...]:
    """The English sentences that have no translation, in order."""
    known = catalogue(language).templates
    return tuple(sentence for sentence in sentences() if sentence not in known)


def sentences(package: Path = _PACKAGE) -> tuple[str, ...]:
    """Every sentence that a rule can write, in order."""
    found: set[str] = set()
    for path in sorted(package.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        given = _given(tree)
        for template in _templates(tree):
            found.update(_texts(template, given))
    return tuple(sorted(found))


def _templates(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Reason":
            yield from node.args[1:2]
            yield from (one.value for one in node.keywords if one.arg == "template")


def _given(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """What each name of a module is ever set to, in any of its functions."""
    given: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                for name, value in _paired(target, node.value):
                    given.setdefault(name, []).append(value)
        elif isinstance(node, ast.AnnAssign | ast.AugAssign) and isinstance(node.target, ast.Name):
            given.setdefault(node.target.id, []).extend([node.value] if node.value is not None else [])
    return given


def _paired(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple):
        values = value.elts if isinstance(value, ast.Tuple) else [value] * len(target.elts)
        for one, other in zip(target.elts, values, strict=False):
            yield from _paired(one, other)


def _texts(
    value: ast.expr, given: dict[str, list[ast.expr]], seen: frozenset[str] = frozenset()
) -> Iterator[str]:
    """The texts that an expression can be; a name stands for all that it was ever set to."""
    if isinstance(value, ast.Constant) and isinstance(value.value, str) and value.value:
        yield value.value
    if isinstance(value, ast.Name) and value.id not in seen:
        seen |= {value.id}
        for one in given.get(value.id, ()):
            yield from _texts(one, given, seen)
    for one in _parts(value):
        yield from _texts(one, given, seen)


def _parts(value: ast.expr) -> list[ast.expr]:
    """The expressions of which another takes one: the arms of an if, the values of a table."""
    if isinstance(value, ast.IfExp):
        return [value.body, value.orelse]
    if isinstance(value, ast.Subscript):
        return [value.value]
    if isinstance(value, ast.Dict):
        return value.values
    return value.elts if isinstance(value, ast.Tuple | ast.List) else []
