"""The proof of an answer: every claim, step and figure, in a form that others rely on."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from cairn.errors import BadInput
from cairn.law import assess
from cairn.law.answers import Assessment, Registration
from cairn.law.facts import Order, Person, ReviewStep
from cairn.law.proof import FORMAT, Proof, prove
from cairn.law.rulebook import STATUTE_BOOK, VERSION, Switch, switched
from tests.law.facts_for_tests import BORN, convicted, imprisoned, registered

PLACE = "england-and-wales"
DAY = date(2018, 9, 6)


def proof(person: Person, day: date = DAY) -> Proof:
    return prove(assess(person, day), person.jurisdiction)


def says(person: Person, day: date = DAY) -> str:
    return proof(person, day).claims[0].says


def test_it_names_its_form_and_the_rules_it_rests_on() -> None:
    found = proof(registered())
    assert (found.format, FORMAT) == ("cairn-law-proof/1", "cairn-law-proof/1")
    assert (found.rules.version, found.rules.jurisdiction, found.rules.switches) == (VERSION, PLACE, ())
    assert (found.as_at, found.changes_on) == (DAY, date(2019, 9, 5))


def test_it_names_the_rules_that_were_switched_on() -> None:
    switch = Switch(rule="absence-from-home", since=date(2027, 1, 1))
    book = switched(STATUTE_BOOK, [switch])
    found = prove(assess(registered(), DAY, book), PLACE, book)
    assert found.rules.switches == (switch,)


def test_registration_comes_first_and_each_claim_has_its_answer() -> None:
    found = proof(registered())
    assert [claim.about for claim in found.claims] == ["registration", "duty", "duty"]
    assert found.claims[0].answer == {
        "registrable": True,
        "from": date(2018, 9, 3),
        "until": date(2023, 9, 2),
        "indefinite": False,
        "further_order": False,
        "end_known": True,
        "needs": (),
        "may_run_to": None,
        "may_be_indefinite": False,
    }
    duty = found.claims[1]
    assert duty.says == "initial: met, due 5 September 2018, done 4 September 2018"
    assert duty.why == "Convicted on 3 September 2018: first notification within 3 days"
    assert (duty.answer["kind"], duty.answer["state"], duty.answer["subject"]) == ("initial", "met", "a")
    assert "reasons" not in duty.answer


@pytest.mark.parametrize(
    ("registration", "words"),
    [
        (Registration(False), "Not subject to notification requirements."),
        (
            Registration(False, undecided=True, needs=("victim-age",)),
            (
                "Undecided whether subject to notification requirements. It turns on the victim's age at the "
                "offence."
            ),
        ),
        (
            Registration(True, since=DAY, until=DAY, needs=("sentence-length",), may_be_indefinite=True),
            (
                "Registrable from 6 September 2018 to 6 September 2018; it may have no end date. It turns on the "
                "length of the sentence, as the order states it."
            ),
        ),
        (
            Registration(True, since=DAY, indefinite=True),
            "Registrable from 6 September 2018, with no end date.",
        ),
        (
            Registration(True, since=DAY, indefinite=True, further_order=True),
            "Registrable from 6 September 2018, until further order.",
        ),
        (
            Registration(True, since=DAY, until=date(2020, 1, 1)),
            "Registrable from 6 September 2018 to 1 January 2020.",
        ),
        (
            Registration(True, since=DAY, end_known=False),
            "Registrable from 6 September 2018; the end is not yet known.",
        ),
    ],
)
def test_registration_in_words(registration: Registration, words: str) -> None:
    assert prove(Assessment(DAY, registration, ()), PLACE).claims[0].says == words


def test_a_step_carries_its_sentence_its_values_its_facts_and_what_it_rests_on() -> None:
    (step,) = proof(registered()).claims[0].steps
    assert (step.provision, step.says) == ("SOA 2003 s.82(1)", "so the last day is 2 September 2023")
    assert (step.template, step.values) == ("so the last day is {end}", {"end": date(2023, 9, 2)})
    assert [deeper.provision for deeper in step.because] == ["SOA 2003 Sch.3 para.21", "SOA 2003 s.82(1)"]
    assert step.because[0].facts == ("a",)


def test_a_figure_is_shown_with_its_days_its_citation_and_its_source() -> None:
    (step,) = proof(registered()).claims[0].steps
    (figure,) = step.because[1].figures
    assert (figure.key, figure.value, figure.unit) == ("other", 60, "months")
    assert (figure.since, figure.until) == (date(2004, 5, 1), None)
    assert (figure.citation, figure.source, figure.status) == (
        "SOA 2003 s.82(1)",
        "s.82 as at 12 April 2019",
        "verified",
    )


def test_a_conviction_before_commencement_reads_the_first_figure() -> None:
    old = convicted(imprisoned(12), date=date(2000, 3, 1))
    (step,) = proof(Person(born=BORN, convictions=(old,)), date(2005, 1, 1)).claims[0].steps
    assert {figure.key for deeper in step.because for figure in deeper.figures} == {
        "indefinite-from",
        "short-up-to",
        "imprisonment-long",
    }


def test_a_sister_scheme_shows_its_own_figures() -> None:
    order = Order(id="o", of="sro", date=date(2019, 3, 4), until=date(2021, 3, 3))
    found = proof(Person(born=BORN, orders=(order,)), date(2019, 3, 5))
    regime, duty = found.claims[1:]
    assert regime.says == "Subject to the scheme “sexual risk order” from 4 March 2019 to 3 March 2021."
    assert regime.answer == {
        "regime": "sexual-risk-order",
        "from": date(2019, 3, 4),
        "until": date(2021, 3, 3),
    }
    assert [figure.citation for figure in duty.steps[0].figures] == ["SOA 2003 s.122F"]


def test_a_scheme_without_a_known_end_says_so() -> None:
    order = Order(id="o", of="sro", date=date(2019, 3, 4), further_order=True)
    claim = proof(Person(born=BORN, orders=(order,)), date(2019, 3, 5)).claims[1]
    assert claim.says.endswith("from 4 March 2019, with no end date known.")


def test_review_in_words() -> None:
    convictions = (convicted(imprisoned(48), date=date(2005, 2, 1)),)
    person = Person(born=BORN, convictions=convictions)
    unknown = proof(person, date(2020, 1, 1)).claims[1]
    assert unknown.says == "The day from which the indefinite requirement may be reviewed is not known yet."
    told = registered(convictions=convictions)
    known = proof(told, date(2020, 1, 1)).claims[1]
    assert known.says == "May apply for review of the indefinite requirement from 4 September 2033."
    assert known.answer == {"may_apply_from": date(2033, 9, 4), "decided_by": None}
    scots = Person(
        born=BORN,
        jurisdiction="scotland",
        convictions=(convicted(imprisoned(48), offence="Rape (Scots common law)"),),
    )
    decided = proof(scots, date(2020, 1, 1)).claims[1]
    assert decided.says.startswith("The police review the indefinite requirement by ")


def test_in_welsh_the_sentences_that_are_translated_and_the_days() -> None:
    found = prove(assess(registered(), DAY), PLACE, language="cy")
    assert found.claims[0].steps[0].says == "felly y diwrnod olaf yw 2 Medi 2023"
    assert found.claims[0].steps[0].template == "so the last day is {end}"


def test_it_goes_through_json_and_back() -> None:
    person = registered(review=(ReviewStep(step="application", date=date(2018, 9, 5)),))
    found = proof(person)
    text = msgspec.json.encode(found)
    assert msgspec.json.encode(msgspec.json.decode(text, type=Proof)) == text
    plain = msgspec.json.decode(text)
    assert set(plain) == {"format", "rules", "as_at", "changes_on", "claims"}
    figure = plain["claims"][0]["steps"][0]["because"][1]["figures"][0]
    assert set(figure) == {"key", "value", "unit", "from", "to", "citation", "source", "status"}


def test_there_is_no_proof_for_a_place_without_rules() -> None:
    with pytest.raises(BadInput, match="There are no rules for “jersey”"):
        prove(Assessment(DAY, Registration(False), ()), "jersey")
