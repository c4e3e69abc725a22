"""A rule carries its law: no rule, row or figure of this room is without a citation."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path

import pytest

import cairn.law
from cairn.law.facts import JURISDICTIONS
from cairn.law.mappa import SCHEDULE_15
from cairn.law.parameters import STATUSES, Figure, Parameter
from cairn.law.rulebook import STATUTE_BOOK, rule_set
from cairn.law.rules import COMMENCEMENT, RULES, rule
from cairn.law.sister_schemes.registry import SCHEMES

LAW = Path(cairn.law.__file__).parent
ROOMS = ("part2", "schedule_3", "england_wales", "scotland", "northern_ireland", "sister_schemes")
MODULES = sorted(path for room in ROOMS for path in (LAW / room).glob("*.py"))
ACTS = (
    "SOA 2003",
    "SI ",
    "CJA 2003",
    "CTA 2008",
    "CJIA 2008",
    "Act 20",
    "Criminal Justice (NI) Order 2008",
    "Justice Act (Northern Ireland) 2015",
)
FIRST_REGISTER = date(1997, 9, 1)
# Functions that others may call and that apply no provision: they read files, gather facts, put together or say.
READ = {"load", "parse", "read", "read_schedule", "figures", "rule_set", "condition", "registers"}
GATHER = {
    *("look", "told_by", "entries", "span_at", "own_term", "linked", "applications", "indefinite_since"),
    *("run_after_first_day", "runs_of", "current", "in_effect", "served", "qualifying", "custodial"),
    *("met_by_age", "met_by_sentence", "reaching", "watch_commencement"),
}
PUT_TOGETHER = {"assess_part_2", "part_2_duties", "over", "cited", "recite"}
SAY = {"doubt", "counting_reasons", "reason", "provision"}
NOT_RULES = READ | GATHER | PUT_TOGETHER | SAY


def figures() -> list[tuple[Parameter, Figure]]:
    """Every figure of every rule set and scheme, in force or proposed."""
    sets = [scheme.rules.parameters for scheme in STATUTE_BOOK.part_2.values()]
    sets += [scheme.parameters for scheme in SCHEMES.values()]
    every = [parameter for one in sets for parameter in one.values()]
    found = [(parameter, figure) for parameter in every for figure in parameter.figures]
    return found + [(parameter, parameter.proposed) for parameter in every if parameter.proposed is not None]


def public_functions(path: Path) -> set[str]:
    return {
        node.name
        for node in ast.parse(path.read_text()).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }


def test_every_rule_names_its_provision_and_when_it_came_into_force() -> None:
    assert RULES
    for each in RULES:
        assert any(act in each.provision for act in ACTS), each
        assert each.jurisdiction in JURISDICTIONS
        assert each.since >= FIRST_REGISTER
        assert each.to is None or each.since <= each.to
        assert each.name.startswith("cairn.law.")


def test_every_room_of_rules_declares_some() -> None:
    rooms = {each.name.split(".")[2] for each in RULES}
    assert {"part2", "sister_schemes", "scotland", "mappa"} <= rooms


def test_no_function_is_declared_twice() -> None:
    names = [each.name for each in RULES]
    assert len(names) == len(set(names))


def test_every_public_function_of_the_rules_is_a_declared_rule() -> None:
    declared = {each.name.rsplit(".", 1)[1] for each in RULES}
    public = {name for path in MODULES for name in public_functions(path)}
    assert sorted(public - declared - NOT_RULES) == []


def test_the_list_of_what_is_no_rule_names_nothing_that_is_gone() -> None:
    public = {name for path in MODULES for name in public_functions(path)}
    assert sorted(NOT_RULES - public) == []


def test_every_figure_has_a_citation_a_source_and_a_status() -> None:
    assert len(figures()) > 150
    for parameter, figure in figures():
        assert figure.citation, parameter.key
        assert figure.source, parameter.key
        assert figure.status in STATUSES, parameter.key
        assert parameter.jurisdiction in {*JURISDICTIONS, "united-kingdom"}


def test_a_figure_that_nobody_read_is_never_in_force() -> None:
    unread = [(parameter, figure) for parameter, figure in figures() if figure.status == "unverified"]
    assert unread
    for parameter, figure in unread:
        assert figure == parameter.proposed, parameter.key
        assert parameter.on(date(2030, 1, 1)) is None


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_every_row_order_and_route_has_a_citation_and_a_source(jurisdiction: str) -> None:
    rules = rule_set(jurisdiction)
    for row in rules.schedule.paragraphs:
        assert row.citation
        assert row.source
    for order in rules.orders.values():
        assert order.citation
        assert order.source
        assert order.breach
    for route in rules.routes:
        assert route.citation
        assert route.source
        assert route.since >= COMMENCEMENT


def test_every_row_of_schedule_15_has_a_citation() -> None:
    assert all(listed.citation for listed in SCHEDULE_15.rows)


def test_every_scheme_cites_its_own_act() -> None:
    for scheme in SCHEMES.values():
        assert scheme.basis
        assert scheme.citations
        own = {words for words in scheme.citations.values() if words.startswith("SOA 2003")}
        assert own <= ({"SOA 2003 s.122F"} if scheme.name == "sexual-risk-order" else set())


def test_declaring_a_rule_leaves_the_function_as_it_was() -> None:
    def applied(day: date) -> date:
        return day

    before = len(RULES)
    assert rule("SOA 2003 s.1", since=date(2004, 5, 1))(applied) is applied
    assert RULES.pop().provision == "SOA 2003 s.1"
    assert len(RULES) == before
