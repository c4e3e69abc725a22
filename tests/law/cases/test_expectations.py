from __future__ import annotations

from datetime import date, datetime

import msgspec
import pytest

from cairn.errors import BadInput
from cairn.law import assess
from cairn.law.cases import check, read, read_person
from cairn.law.cases.expectations import differences, expected, provisions
from cairn.law.facts import Conviction, Disposal, Notification, Order, Person, Term

FINED = Person(
    born=date(1980, 5, 1),
    convictions=(
        Conviction(date=date(2018, 9, 3), offence="SOA 2003 s.9", disposals=(Disposal(kind="fine"),)),
    ),
)
ANSWER = assess(FINED, date(2018, 9, 4))
ROW = {
    "id": "a",
    "source": "SOA 2003 s.82(1)",
    "status": "verified",
    "jurisdiction": "england-and-wales",
    "person": {"born": date(1980, 5, 1)},
    "events": [],
    "as_at": date(2018, 9, 4),
    "expect": {"registration": {"registrable": False}},
}


def test_a_right_expectation_has_no_differences() -> None:
    wanted = {
        "registration": {"registrable": True, "from": date(2018, 9, 3), "until": date(2023, 9, 2)},
        "duties": [{"kind": "initial", "due": date(2018, 9, 5), "state": "open"}],
        "absent": ["periodic"],
    }
    assert differences(expected(wanted, "f"), ANSWER) == []


def test_each_wrong_expectation_is_told_with_what_came_instead() -> None:
    wanted = {
        "registration": {"until": "indefinite"},
        "duties": [{"kind": "initial", "due": date(2018, 9, 6)}, {"kind": "return"}],
        "absent": ["initial"],
    }
    assert differences(expected(wanted, "f"), ANSWER) == [
        ("registration until indefinite", "2023-09-02"),
        ("kind initial, due 2018-09-06", "initial, due 2018-09-05, latest 2018-09-05, open"),
        ("kind return", "no return duty"),
        ("no initial duty", "initial, due 2018-09-05, latest 2018-09-05, open"),
    ]


def test_an_hour_is_not_a_day() -> None:
    wanted = {"duties": [{"kind": "initial", "due": datetime(2018, 9, 5, 12)}]}
    assert len(differences(expected(wanted, "f"), ANSWER)) == 1


def test_the_provisions_used_are_named_once_each() -> None:
    assert provisions(ANSWER) == ["SOA 2003 Sch.3 para.21", "SOA 2003 s.82(1)", "SOA 2003 s.83(1)"]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"regimes": "none"}, "regimes"),
        ({"regimes": [{"until": date(2020, 1, 1)}]}, "regime"),
        ({"review": {"from": date(2020, 1, 1)}}, "from"),
        ({"absent": ["annual"]}, "absent"),
        ({"duties": [{"due": date(2018, 9, 5)}]}, "kind"),
        ({"duties": [{"kind": "initial", "state": "late"}]}, "state"),
        ({"registration": {"till": "indefinite"}}, "till"),
        ({"registration": {"until": "ever"}}, "until"),
    ],
)
def test_an_expectation_that_cannot_be_is_refused(row: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        expected(row, "f")
    assert refusal.value.field == field


def test_a_case_is_read_and_checked() -> None:
    (case,) = read([ROW], "f.yaml")
    assert check(case).wrong == ()


def test_a_case_is_answered_by_the_rules_of_its_jurisdiction() -> None:
    caution = {"kind": "caution", "date": date(2018, 9, 3), "offence": "SOA 2003 s.9"}
    row = {**ROW, "jurisdiction": "scotland", "events": [caution]}
    (case,) = read([row], "f.yaml")
    assert check(case).wrong == (("registration registrable False", "undecided"),)
    (case,) = read([{**row, "jurisdiction": "england-and-wales"}], "f.yaml")
    assert check(case).wrong == (("registration registrable False", "True"),)


def test_what_is_needed_must_at_least_be_named_and_be_of_the_list() -> None:
    caution = {"kind": "caution", "date": date(2018, 9, 3), "offence": "SOA 2003 s.3"}
    row = {**ROW, "events": [caution]}
    for expect, wrong in (
        ({"registrable": "undecided", "needs": ["victim-age"]}, ()),
        ({"registrable": "undecided", "needs": []}, ()),
        ({"needs": ["victim-age", "law"]}, (("needs victim-age, law", "victim-age"),)),
        ({"may_run_to": "indefinite"}, (("registration may_run_to indefinite", "2020-09-02"),)),
        ({"may_run_to": date(2020, 9, 2)}, ()),
    ):
        (case,) = read([{**row, "expect": {"registration": expect}}], "f.yaml")
        assert check(case).wrong == wrong
    with pytest.raises(BadInput, match=r"needs: 'age' is not known\. Allowed: offence, "):
        read([{**row, "expect": {"registration": {"needs": ["age"]}}}], "f.yaml")


def test_a_scheme_of_which_it_is_undecided_is_not_one_that_runs() -> None:
    sentenced = {"kind": "conviction", "date": date(2018, 9, 3), "offence": "Terrorism Act 2000 s.57"}
    row = {**ROW, "events": [sentenced]}
    undecided = {"regime": "terrorism", "running": "undecided", "needs": ["sentence"]}
    for expect, right in (
        ([undecided], True),
        ([{**undecided, "needs": ["birth-date"]}], False),
        ([{"regime": "terrorism", "from": date(2018, 9, 3)}], False),
        ([], False),
    ):
        (case,) = read([{**row, "expect": {"regimes": expect}}], "f.yaml")
        assert (check(case).wrong == ()) is right, expect


def test_a_case_that_cannot_be_answered_fails_with_the_reason() -> None:
    (case,) = read([ROW], "f.yaml")
    case = msgspec.structs.replace(case, person=Person(born=date(1980, 5, 1), jurisdiction="jersey"))
    assert check(case).wrong == (
        (
            "an answer",
            (
                "There are no rules for “jersey”. Jurisdictions with rules: "
                "england-and-wales, northern-ireland, scotland."
            ),
        ),
    )


RISKY = Person(
    born=date(1980, 5, 1),
    orders=(Order(id="o", of="sro", date=date(2019, 3, 4), further_order=True),),
)
LASTING = Person(
    born=date(1980, 5, 1),
    convictions=(
        Conviction(
            date=date(2005, 2, 1),
            offence="SOA 2003 s.1",
            disposals=(Disposal(kind="imprisonment", term=Term(years=4)),),
        ),
    ),
    notifications=(Notification(date=date(2005, 2, 1), of="initial"),),
)


def test_schemes_and_review_are_compared_too() -> None:
    under = assess(RISKY, date(2019, 3, 5))
    wanted = {"regime": "sexual-risk-order", "from": date(2019, 3, 4), "until": "until-further-order"}
    assert differences(expected({"regimes": [wanted]}, "f"), under) == []
    assert differences(expected({"regimes": []}, "f"), under) == [
        ("no other scheme", "sexual-risk-order from 2019-03-04 until None")
    ]
    assert differences(expected({"regimes": [{"regime": "terrorism"}]}, "f"), ANSWER) == [
        ("scheme regime terrorism", "none")
    ]
    lasting = assess(LASTING, date(2015, 1, 1))
    assert differences(expected({"review": {"may_apply_from": date(2020, 2, 1)}}, "f"), lasting) == []
    assert differences(expected({"review": {"may_apply_from": date(2021, 2, 1)}}, "f"), lasting) == [
        ("review may_apply_from 2021-02-01", "2020-02-01")
    ]
    assert differences(expected({"review": "none"}, "f"), lasting) == [("no review", "2020-02-01")]
    assert differences(expected({"review": {"may_apply_from": date(2020, 2, 1)}}, "f"), ANSWER) == [
        ("review may_apply_from 2020-02-01", "no review")
    ]


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ({}, "f.yaml: expected a list of cases"),
        ([ROW, ROW], "f.yaml: case 2: id: two cases have the id “a”"),
        ([{**ROW, "sauce": "x"}], "f.yaml: case a: sauce: unknown key"),
        ([{**ROW, "status": "sure"}], "f.yaml: case a: status: 'sure' is not known. Allowed: verified"),
        ([{key: value for key, value in ROW.items() if key != "as_at"}], "f.yaml: case a: as_at: is missing"),
    ],
)
def test_a_bad_file_is_refused_with_file_case_and_key(document: object, told: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read(document, "f.yaml")
    assert refusal.value.message.startswith(told)


def test_a_person_is_read_from_a_mapping_or_a_single_case() -> None:
    assert read_person({"person": {"born": date(1980, 5, 1)}}, "f") == (Person(born=date(1980, 5, 1)), None)
    assert read_person([ROW], "f")[1] == date(2018, 9, 4)
    with pytest.raises(BadInput, match="holds 2 cases"):
        read_person([ROW, ROW], "f")
