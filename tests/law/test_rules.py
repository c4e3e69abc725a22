"""A rule carries its law: no rule, row or figure of this room is without a citation."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import cairn.law.mappa
from cairn.law import england_wales
from cairn.law.england_wales import period, view
from cairn.law.england_wales.schedule3 import PARAGRAPHS
from cairn.law.rules import RULES, rule

MODULES = sorted(Path(england_wales.__file__).parent.glob("*.py"))
# Functions that others may call and that apply no provision: they read, gather or say.
NOT_RULES = {
    *("assess", "registration", "duties", "look", "in_force", "load", "parse", "condition", "span_at"),
    *("own_term", "linked", "lookup", "offences", "registers", "met_by_age", "met_by_sentence", "custodial"),
    "counting_reasons",
}


def test_every_rule_names_its_provision_and_when_it_came_into_force() -> None:
    assert RULES
    for each in RULES:
        assert each.provision
        assert each.jurisdiction == "england-and-wales"
        assert date(1997, 9, 1) <= each.since
        assert any(word in each.provision for word in ("SOA", "SI ", "CJA")), each


def test_every_public_function_of_the_rule_set_is_a_declared_rule() -> None:
    declared = {each.name.rsplit(".", 1)[1] for each in RULES}
    public = {
        node.name
        for path in MODULES
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    assert sorted(public - declared - NOT_RULES) == []


def test_every_figure_and_every_offence_has_a_citation_and_a_source() -> None:
    for parameter in [*period.PARAMETERS.values(), *view.PARAMETERS.values()]:
        for figure in parameter.figures:
            assert figure.citation
            assert figure.source
    for row in PARAGRAPHS:
        assert row.citation
        assert row.source
    for listed in cairn.law.mappa.TABLE.offences.values():
        assert listed.citation


def test_declaring_a_rule_leaves_the_function_as_it_was() -> None:
    def applied(day: date) -> date:
        return day

    before = len(RULES)
    assert rule("SOA 2003 s.1", since=date(2004, 5, 1))(applied) is applied
    assert RULES.pop().provision == "SOA 2003 s.1"
    assert len(RULES) == before
