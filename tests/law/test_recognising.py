"""An offence is what was written, in whatever way, and nothing near it."""

from __future__ import annotations

import re
import tomllib
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import BadInput
from cairn.law import acts
from cairn.law.facts import ENGLAND_AND_WALES, JURISDICTIONS, NORTHERN_IRELAND, SCOTLAND
from cairn.law.mappa.schedule15 import SCHEDULE_15
from cairn.law.recognising import Offences, Recogniser, Recognition
from cairn.law.references import parse
from cairn.law.rulebook import rule_set
from cairn.law.schedule_3.schedule3 import INCHOATE
from cairn.law.schedule_3.schedule_file import Paragraph

SCHEDULES = {place: rule_set(place).schedule for place in JURISDICTIONS}
FILE = tomllib.loads((acts.Path(acts.__file__).with_name("acts.toml")).read_text(encoding="utf-8"))

LISTED = re.compile(
    r"^(?:(?P<lead>[A-Z].*) under )?(?P<act>.+? (?P<year>\d{4})) (?P<unit>s\.|art\.)(?P<number>\d+[A-Z]*)"
    r"(?P<sub>(?:\(\w+\))*)(?: (?P<tail>.+))?$"
)
COMMON = re.compile(r"^(?P<words>.+) \((?P<law>.*common law)\)$")

Written = tuple[str, str]


def known(written: str, place: str = ENGLAND_AND_WALES) -> Recognition[Paragraph]:
    return SCHEDULES[place].recognise(written)


def every_offence() -> list[Written]:
    return [(place, one.reference) for place in JURISDICTIONS for one in SCHEDULES[place].offences()]


EVERY = every_offence()
STATUTORY = [(place, offence) for place, offence in EVERY if LISTED.match(offence)]
AT_COMMON_LAW = [(place, offence) for place, offence in EVERY if COMMON.match(offence)]


def titles(act: str) -> list[str]:
    """Every way in which acts.toml writes an Act."""
    name, year = act.rsplit(" ", 1)
    (row,) = [row for row in FILE["act"] if row["name"] == name]
    long = [f"{title} {year}" for title in (name, *row.get("also", ()))]
    swapped = [
        re.sub(r"^(.*?)\((Northern Ireland|Scotland)\) (Act|Order)", r"\1\3 (\2)", one) for one in long
    ]
    short = [f"{each}{gap}{year}" for each in row.get("short", ()) for gap in (" ", "", ", ")]
    two = [f"{each} {year[2:]}" for each in row.get("short", ())[:1] if year != "1861"]
    return [
        *dict.fromkeys((*long, *swapped, *(one.replace("(Northern Ireland)", "(NI)") for one in long))),
        *short,
        *two,
    ]


SECTIONS = ("section", "sections", "sect.", "s", "s.", "ss.", "S ", "§")
ARTICLES = ("article", "articles", "art", "art.", "Art. ", "arts.")
JOINED = (
    "",
    "(1)",
    "(1)(a)",
    "(1)(a) and (b)",
    "(1) and (2)",
    "(1), (2) and (3)",
    " (1) & (2)",
    ", subsection (1)",
)


def sections(unit: str, number: str, sub: str) -> list[str]:
    words = SECTIONS if unit == "s." else ARTICLES
    joined = ("", "(a)", "(a) and (b)") if sub else JOINED
    return [f"{word}{gap}{number}{sub}{more}" for word in words for gap in ("", " ") for more in joined]


def styles(offence: str) -> list[str]:
    """An offence in every order, by every title and every section."""
    match = LISTED.match(offence)
    assert match, offence
    lead, tail = match["lead"] or "", match["tail"] or ""
    found = []
    for act, section in product(titles(match["act"]), sections(match["unit"], match["number"], match["sub"])):
        for written in (
            f"{act} {section}", f"{act}, {section}", f"{section} {act}", f"{section}, {act}",
            f"{section} of the {act}", f"contrary to {section} of the {act}", f"{act} ({section})",
        ):  # fmt: skip
            whole = f"{lead} under {written}" if lead else written
            found.append(f"{whole} {tail}".strip())
    return found


def same(place: str, written: str, offence: str, verb: str = "") -> None:
    """It is that offence, by that paragraph, and no other."""
    found = known(written, place)
    row = next(row for row in SCHEDULES[place].paragraphs if offence in row.offences)
    assert (found.kind, found.row) == ("listed", row), written
    assert found.reference.startswith(offence.partition(" (")[0] if COMMON.match(offence) else offence), (
        written
    )
    assert found.reference.endswith(f" ({verb})" if verb else found.reference), written


@pytest.mark.parametrize("place", JURISDICTIONS)
def test_every_listed_offence_is_itself_in_every_style(place: str) -> None:
    tried = 0
    for at, offence in STATUTORY:
        if at != place:
            continue
        every = styles(offence)
        # Each act with each section is thousands: every seventh is tried, which is no multiple of any part.
        for written in every[:: max(1, len(every) // 97) | 1]:
            same(place, written, offence)
            tried += 1
    assert tried > 50 * len([one for one in STATUTORY if one[0] == place])


def test_every_listed_offence_is_read_as_one_of_a_style() -> None:
    other = [offence for _, offence in EVERY if not LISTED.match(offence) and not COMMON.match(offence)]
    assert other == []
    assert AT_COMMON_LAW


@given(
    st.sampled_from(STATUTORY),
    st.data(),
    st.sampled_from([("", ""), *((f"({verb})", verb) for verb in INCHOATE), ("(attempted)", "attempt"),
                     ("(aiding and abetting)", "aiding"), ("(conspiracy to commit)", "conspiracy")]),
    st.sampled_from(["{}", " {} ", "{}.", "Count 1: {}", "Offence contrary to {}"]),
    st.sampled_from([" ", "\u00a0", "\u2009", "  ", "\t"]),
    st.sampled_from([str, str.upper, str.lower, str.title]),
)  # fmt: skip
def test_blanks_cases_and_attempts_make_no_difference(
    offence: Written, data: st.DataObject, verb: tuple[str, str], frame: str, blank: str, case: object
) -> None:
    place, reference = offence
    written = data.draw(st.sampled_from(styles(reference)))
    whole = frame.format(f"{written} {verb[0]}".strip()).replace(" ", blank)
    assert callable(case)
    same(place, case(whole), reference, verb[1])


@pytest.mark.parametrize(("place", "offence"), AT_COMMON_LAW)
def test_an_offence_at_common_law_is_itself(place: str, offence: str) -> None:
    match = COMMON.match(offence)
    assert match
    for written in (
        offence, f"{match['words']}, contrary to {match['law']}", f"{match['law']}: {match['words']}",
        f"{match['words']} at {match['law']}", offence.upper(), offence.replace(" ", "\u00a0"),
        f"attempted {offence}",
    ):  # fmt: skip
        same(place, written, offence, "attempt" if written.startswith("attempted") else "")


@given(st.sampled_from(sorted({match["act"] for _, one in STATUTORY if (match := LISTED.match(one))})), st.integers(1, 180),
       st.sampled_from(["", *"ABCDZ"]))  # fmt: skip
def test_a_section_is_never_replaced_by_another(act: str, number: int, letter: str) -> None:
    for place in JURISDICTIONS:
        schedule = SCHEDULES[place]
        unit = "art." if " Order" in act else "s."
        written = f"{act} {unit}{number}{letter}"
        everywhere = {one for at in JURISDICTIONS for row in SCHEDULES[at].paragraphs for one in row.offences}
        found = schedule.recognise(written)
        exact = written in everywhere
        partly = written in {one.provision for one in acts.CARRIERS} or any(
            one.startswith((f"{written}(", f"{written} (")) or one.endswith(f"under {written}")
            for one in everywhere
        )
        assert found.kind == ("listed" if exact else "not-recognised" if partly else "not-listed"), written
        if exact:
            assert found.reference == written


@pytest.mark.parametrize(
    "written",
    [
        "SOA 2003 s.51A",
        "SOA 2003 s.66B(1)",
        "SOA 2003 s.66B(2) and (4)",
        "Theft Act 1968 s.1",
        "s.39 CJA 1988",
        "Bail Act 1976 s.6(1)",
        "Some Other Matters Act 1999 s.3",
        "Hunting a wild mammal contrary to s.1 of the Hunting Act 2004",
        "Criminal Attempts Act 1981 s.9",
        "attempted theft, Criminal Attempts Act 1981 s.1 and Theft Act 1968 s.1",
        "Common law murder",
        "perverting the course of justice, contrary to common law",
        "Common law conspiracy to defraud",
        "Armed Forces Act 2006 s.42 (Theft Act 1968 s.1)",
    ],
)
def test_what_is_listed_nowhere_is_known_to_be(written: str) -> None:
    assert known(written).kind == "not-listed"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "interfering with a minor",
        "rape",
        "rape of a child",
        "Criminal Attempts Act 1981 s.1",
        "attempted rape contrary to s.1(1) Criminal Attempts Act 1981",
        "Criminal Law Act 1977 s.1(1) (conspiracy)",
        "Armed Forces Act 2006 s.42",
        "Naval Discipline Act 1957 s.42",
        "SOA 2003",
        "SOA s.9",
        "Sexual Offences Act s.9",
        "s.9",
        "Sexual Offences 2003 s.9",
        "Sexual Ofences Act 2003 s.9",
        "Sexual Offences Act 2004 s.9",
        "Sexual Offenders Registration Act 2003 s.9",
        "Protection of Child Act 1978 s.1",
        "CJA 1989 s.160",
        "SOA 2003 Part 2",
        "SOA 2003 Sch.3 para.17",
        "SOA 2003 s.9 and s.10",
        "SOA 2003 ss.9-12",
        "SOA 2003 s.66B",
        "SOA 2003 s.66B(1)-(4)",
        "SOA 2003 s.9 (threat)",
        "breach of an order made for SOA 2003 s.9",
        "assisting an offender, SOA 2003 s.9",
        "Assisting an offender contrary to s.4 Criminal Law Act 1967 and SOA 2003 s.1",
        "perverting the course of justice in respect of SOA 2003 s.9",
        "failure to comply with notification requirements (SOA 2003 s.9)",
        "threat to commit SOA 2003 s.1",
        "SOA 2003 s.66(A)",
        "SOA 2003 s.66(B)(3)",
        "SOA 2003 s.15(A)",
        "SOA 2003 s.0",
        "sexual activity with a child s.9 and indecent images PCA 1978 s.1",
        "indecent behaviour, contrary to common law",
        "the 2003 Act s.9",
        "x" * 1000,
    ],
)
def test_what_does_not_say_is_not_recognised_and_is_no_no(written: str) -> None:
    assert known(written).kind == "not-recognised"


@pytest.mark.parametrize(
    ("written", "reference"),
    [
        ("Sexual Offences Act 2003, s.9(1) and (2)", "SOA 2003 s.9(1) and (2)"),
        ("Rape, contrary to section 1 of the Sexual Offences Act 2003", "SOA 2003 s.1"),
        (
            "Attempted rape, contrary to s.1(1) Criminal Attempts Act 1981 and s.1 SOA 2003",
            "SOA 2003 s.1 (attempt)",
        ),
        ("SOA 2003 s.1 and s.1 of the Criminal Attempts Act 1981", "SOA 2003 s.1 (attempt)"),
        ("aiding, abetting, counselling or procuring rape, SOA 2003 s.1", "SOA 2003 s.1 (aiding)"),
        ("Conspiracy to rape contrary to s.1 CLA 1977 and s.1 SOA 2003", "SOA 2003 s.1 (conspiracy)"),
        ("Incitement to rape, SOA 2003 s.1", "SOA 2003 s.1 (incitement)"),
        ("SOA 2003 s.1 – attempt", "SOA 2003 s.1 (attempt)"),
        ("SCA 2007 s.44, SOA 2003 s.9", "SOA 2003 s.9 (encouraging or assisting)"),
        ("Causing or inciting a child to engage in sexual activity, SOA 2003 s.10", "SOA 2003 s.10"),
        ("AFA 2006 s.42 (SOA 2003 s.9)", "SOA 2003 s.9"),
        (
            "Making indecent photographs, contrary to ss.1(1)(a) and 6 of the Protection of Children Act 1978",
            "Protection of Children Act 1978 s.1(1)(a)",
        ),
        ("CJA 1988 s160(1), (2A) and (3)", "Criminal Justice Act 1988 s.160(1), (2A) and (3)"),
        ("s.170(2)(b) CEMA 1979 and s.42 CCA 1876", "Customs and Excise Management Act 1979 s.170(2)(b)"),
        ("SOA 2003 s.15 A", "SOA 2003 s.15A"),
        ("SOA\u00a02003\u2009s.\u00a015\u2011A", "SOA 2003 s.15A"),
        ("SOA 2003 s.9, 3 counts", "SOA 2003 s.9"),
        ("SOA 2003 s.9 x3", "SOA 2003 s.9"),
        ("SOA 2003 s.9 x 3", "SOA 2003 s.9"),
        ("SOA 2003 s.9 offence", "SOA 2003 s.9"),
        ("s.9 offences under the SOA 2003", "SOA 2003 s.9"),
        ("SOA 2003 s.9 count 1, s.9 count 2", "SOA 2003 s.9"),
        ("SOA 2003 s.09", "SOA 2003 s.9"),
        ("SOA 2003 s.015A", "SOA 2003 s.15A"),
        ("SOA 2003 s .9", "SOA 2003 s.9"),
        ("SOA 2003 s:9", "SOA 2003 s.9"),
        ("SOA 2003 section no. 9", "SOA 2003 s.9"),
        ("SOA 2003 s.66(1)(a) and (b)", "SOA 2003 s.66(1)(a) and (b)"),
        ("s.1(1)(a) Protection of Children Act 1978 and s.6", "Protection of Children Act 1978 s.1(1)(a)"),
        ("s.9 sexual activity with a child, SOA 2003 s.9(1)", "SOA 2003 s.9"),
        ("S9(1)SOA2003", "SOA 2003 s.9(1)"),
        ("SOA 2003 s.66B(3) and (5)", "SOA 2003 s.66B(3) and (5)"),
    ],
)
def test_an_offence_as_people_write_it(written: str, reference: str) -> None:
    found = known(written)
    assert (found.kind, found.reference) == ("listed", reference)


def test_what_a_section_lists_is_said_where_the_section_alone_was_written() -> None:
    assert known("SOA 2003 s.66B").near == ("SOA 2003 s.66B(3)",)
    assert known("SOA 2003 s.9 and s.10").near == ("SOA 2003 s.9", "SOA 2003 s.10")
    assert known("SOA 2003 s.66(A)").near == ("SOA 2003 s.66", "SOA 2003 s.66A")
    assert known("OAPA 1861 s.62", NORTHERN_IRELAND).near == (
        "Offences against the Person Act 1861 s.62 (assault with intent to commit buggery)",
        "Offences against the Person Act 1861 s.62 (indecent assault upon a male)",
    )


def test_in_scotland_what_is_not_listed_may_have_a_sexual_aspect() -> None:
    found = known("Theft Act 1968 s.1", SCOTLAND)
    assert found.kind == "not-listed"
    assert found.row is not None
    assert found.row.any_other
    assert known("breach of the peace", SCOTLAND).kind == "not-recognised"


def test_every_act_of_a_schedule_is_in_the_file() -> None:
    written = [offence for _, offence in EVERY] + [row.reference for row in SCHEDULE_15.rows]
    for offence in written:
        found = parse(offence)
        assert found is not None, offence
        assert all(one.act.known for one in found.provisions), offence
        assert SCHEDULE_15.lookup(offence) is None or SCHEDULE_15.lookup(offence) in SCHEDULE_15.rows


@pytest.mark.parametrize("row", [row.reference for row in SCHEDULE_15.rows])
def test_every_offence_of_schedule_15_is_itself(row: str) -> None:
    listed = SCHEDULE_15.lookup(row)
    assert listed is not None
    assert listed.reference == row


def test_a_list_says_which_of_its_offences_cannot_be_read() -> None:
    with pytest.raises(BadInput, match="rape is not one Act and section"):
        Offences([("rape", 1)])
    assert Recogniser([("SOA 2003 s.9", 1)]).recognise("SOA 2003 s.9 (attempt)").kind == "not-recognised"
