"""`cairn law offence`."""

from __future__ import annotations

import json

import typer
from typer.testing import CliRunner

from cairn.cli.law_offence import offence

app = typer.Typer()
app.command()(offence)


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, list(words))
    return result.exit_code, result.output


def test_an_everyday_name_is_answered_with_what_registers_and_what_brings_mappa() -> None:
    code, said = run("GBH", "with", "intent")
    assert code == 0
    assert said.startswith(
        "Offences against the Person Act 1861 s.18: wounding with intent to cause grievous bodily harm\n"
        "  Registers: no, Schedule 3 does not list it.\n"
        "  MAPPA (CJA 2003 Sch.15 para.6): specified violent offence.\n"
    )


def test_the_condition_of_schedule_3_is_given_in_words() -> None:
    code, said = run("sexual assault")
    assert code == 0
    assert "Registers (SOA 2003 Sch.3 para.18): Offender under 18 at the offence: only if" in said


def test_what_is_near_and_not_listed_is_said_and_what_was_not_read_is_marked() -> None:
    assert "Harassment without fear of violence (s.2) is not listed." in run("harassment")[1]
    assert "[not checked against the statute]" in run("TPIM breach")[1]
    assert "(nearest)" in run("robery")[1]


def test_for_machines() -> None:
    code, said = run("affray", "--json")
    assert code == 0
    assert json.loads(said)[0]["schedule_15"]["para"] == "46"


def test_nothing_found_and_a_place_without_rules_are_told_apart() -> None:
    code, said = run("parking")
    assert code == 1
    assert "Nothing in Schedule 3 or Schedule 15 fits “parking”." in said
    assert run("rape", "--in", "jersey")[0] == 2
