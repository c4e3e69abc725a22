"""Schedule 15 as data: every offence is reachable, cited, and read or said not to be."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from cairn.errors import BadInput
from cairn.law.facts import Conviction
from cairn.law.mappa import SCHEDULE_15
from cairn.law.mappa.schedule15 import Listed, parse


def listed(offence: str) -> Listed:
    row = SCHEDULE_15.lookup(offence)
    assert row is not None, offence
    return row


def test_every_row_is_found_by_its_reference_and_cites_its_paragraph() -> None:
    for row in SCHEDULE_15.rows:
        assert SCHEDULE_15.lookup(row.reference) == row
        assert row.citation.startswith("CJA 2003 ")
        assert row.source
        assert row.title


def test_what_was_read_and_what_was_not() -> None:
    assert Counter(row.status for row in SCHEDULE_15.rows if row.part in {"violent", "sexual"}) == {
        "verified": 164,
        "derived": 3,
    }
    assert {row.part for row in SCHEDULE_15.rows if row.status == "unverified"} == {
        "schedule-19za",
        "section-327",
    }


def test_every_paragraph_of_the_schedule_is_there() -> None:
    numbers = {row.para for row in SCHEDULE_15.rows if row.part in {"violent", "sexual", "terrorism"}}
    left_out = {64, 65, 153}  # attempts and the like
    expected = {str(number) for number in range(1, 174) if number not in left_out}
    assert expected <= numbers


@pytest.mark.parametrize(
    ("offence", "part", "citation"),
    [
        ("Offences against the Person Act 1861 s.47", "violent", "CJA 2003 Sch.15 para.20"),
        ("OAPA 1861 section 18", "violent", "CJA 2003 Sch.15 para.6"),
        ("Sexual Offences Act 2003 s.3", "sexual", "CJA 2003 Sch.15 para.104"),
        ("SOA 2003 s.9(1)", "sexual", "CJA 2003 Sch.15 para.110"),
        ("Public Order Act 1986 s.3", "violent", "CJA 2003 Sch.15 para.46"),
        ("Modern Slavery Act 2015 s.2", "violent", "CJA 2003 Sch.15 para.63H"),
        ("Modern Slavery Act 2015 s.2 for sexual exploitation", "sexual", "CJA 2003 Sch.15 para.152A"),
        ("Terrorism Act 2000 s.58", "terrorism", "CJA 2003 Sch.15 para.159"),
        ("SOA 2003 s.1 (attempt)", "sexual", "CJA 2003 Sch.15 para.153 with para.102"),
        ("Theft Act 1968 s.8 (conspiracy)", "violent", "CJA 2003 Sch.15 para.64 with para.31"),
        ("Common law murder (attempt)", "murder", "CJA 2003 Sch.15 para.65"),
        ("Child Abduction Act 1984 s.1 (attempt)", "section-327", "CJA 2003 s.327(4A)(d) to (f) with (a)"),
    ],
)
def test_an_offence_is_found_as_it_is_written(offence: str, part: str, citation: str) -> None:
    row = listed(offence)
    assert (row.part, row.citation) == (part, citation)


@pytest.mark.parametrize(
    "offence",
    [
        "Theft Act 1968 s.9",
        "Criminal Justice Act 1988 s.39",
        "Protection from Harassment Act 1997 s.2A",
        "Crime and Disorder Act 1998 s.31(1)(c)",
        "SOA 2003 s.66B(1)",
        "SOA 2003 s.9 (threat)",
        "Common law murder (aiding)",
    ],
)
def test_what_is_near_and_not_listed(offence: str) -> None:
    assert SCHEDULE_15.lookup(offence) is None


def test_a_listing_reaches_the_sentences_of_its_days() -> None:
    conviction = Conviction(date=date(2015, 4, 1), offence="Explosive Substances Act 1883 s.4")
    explosives, brothel = listed(conviction.offence), listed("SOA 1956 s.33")
    assert not explosives.reaches(conviction, date(2015, 4, 12))
    assert explosives.reaches(conviction, date(2015, 4, 13))
    assert brothel.reaches(conviction, date(2015, 4, 12))
    assert not brothel.reaches(conviction, date(2015, 4, 13))


def document(row: str, *, part: str = "violent", inchoate: str = 'cite = "i", verbs = ["attempt"]') -> str:
    return f"""
[parts.{part}]
title = "t"
cite = "c {{}}"
source = "s"
inchoate = {{ {inchoate} }}
offences = [ {row} ]
"""


def test_a_file_that_is_not_what_it_says_is_refused_by_name() -> None:
    good = '{ para = "1", reference = "Theft Act 1968 s.8", title = "x" }'
    assert parse(document(good), "f").lookup("Theft Act 1968 s.8 (attempt)") is not None
    for row, error in [
        (
            '{ para = "1", reference = "Theft Act 1968 s.8", title = "x", sort = 1 }',
            r"f: violent: offences 1 \(para 1\): unknown key “sort”",
        ),
        (
            '{ para = "1", reference = "Theft Act 1968 s.8" }',
            r"f: violent: offences 1 \(para 1\): title is missing",
        ),
        (
            '{ para = "1", reference = "Theft Act 1968 s.8", title = "x", status = "sure" }',
            "status is 'sure'. Allowed: derived, unverified, verified",
        ),
        (
            '{ para = "1", reference = "Theft Act 1968 s.8", title = "x", requires = { age = 1 } }',
            "unknown key “age”",
        ),
        (f"{good}, {good}", "Theft Act 1968 s.8 is listed twice"),
    ]:
        with pytest.raises(BadInput, match=error):
            parse(document(row), "f")
    with pytest.raises(BadInput, match="no such part"):
        parse(document(good, part="rude"), "f")
    with pytest.raises(BadInput, match="inchoate: verbs is missing"):
        parse(document(good, inchoate='cite = "i"'), "f")
    with pytest.raises(BadInput, match="f is not TOML"):
        parse("[", "f")
