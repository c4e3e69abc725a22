"""
What is not known is never a no: take away any one fact of a life, and no other answer is given as certain.

The answer without the fact is the same, or it is undecided, or the fact is named beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cairn.law import assess
from cairn.law.answers import CURRENT, POSSIBLE, SOA_PART_2, Assessment, Registration
from cairn.law.facts import ENGLAND_AND_WALES, JURISDICTIONS, Away, Conviction, Disposal, Person, Term
from cairn.law.mappa import Category, category
from cairn.law.needs import NEEDS, WORDS, Need, in_order, in_words
from cairn.law.schedule_3.conditions import COMMUNITY, IMPRISONMENT
from tests import drills
from tests.law.lives import OFFENCES, days, people

replace = msgspec.structs.replace
ON_CONDITIONS = [
    *("SOA 2003 s.3", "SOA 2003 s.7", "SOA 2003 s.13", "SOA 2003 s.16", "SOA 2003 s.47", "SOA 2003 s.63"),
    *(
        "SOA 2003 s.66",
        "SOA 2003 s.67A",
        "Protection of Children Act 1978 s.1",
        "SOA 1956 s.6",
        "SOA 1956 s.14",
    ),
    *("Criminal Justice and Immigration Act 2008 s.63", "Sodomy (Scots common law)", "SOA 2003 s.64"),
    *("Public indecency (Scots common law)", "Civic Government (Scotland) Act 1982 s.52"),
    *("Sexual Offences (Scotland) Act 2009 s.42", "Sexual Offences (Scotland) Act 2009 s.8"),
    *("Offences against the Person Act 1861 s.52", "Sexual Offences (Northern Ireland) Order 2008 art.7"),
    *(
        "Offences against the Person Act 1861 s.18",
        "Misuse of Drugs Act 1971 s.4(3)",
        "Terrorism Act 2000 s.57",
    ),
]
FIELDS: dict[str, Need] = {
    "victim_age": "victim-age",
    "shown_age": "shown-age",
    "intended_victim_age": "intended-victim-age",
    "sexual_gratification": "sexual-gratification",
    "all_willing": "all-willing",
    "parental_household": "parental-household",
    "offence_date": "offence-date",
}
WITH_A_LENGTH = IMPRISONMENT | COMMUNITY | {"conditional-discharge"}


def tried(examples: int) -> settings:
    return settings(
        max_examples=drills.of(whole=3000, sample=examples),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def known(random: Random) -> Person:
    """A short life of which everything is recorded, around the ages and lengths that the law asks about."""
    born = date(random.randint(1965, 2004), random.randint(1, 12), random.randint(1, 28))
    old = random.random() < 0.15
    born = born.replace(year=random.randint(1950, 1975)) if old else born
    convictions = tuple(_conviction(random, born, number, old=old) for number in range(random.randint(1, 3)))
    away: tuple[Away, ...] = ()
    if old and random.random() < 0.5:
        start = date(random.randint(1992, 1997), random.randint(1, 12), 1)
        kind = random.choice(("custody", "hospital"))
        away = (Away(kind=kind, start=start, end=start + timedelta(days=random.randint(30, 2000))),)
    return Person(born=born, jurisdiction=random.choice(JURISDICTIONS), convictions=convictions, away=away)


def _conviction(random: Random, born: date, number: int, *, old: bool) -> Conviction:
    first = born.replace(year=born.year + random.choice((14, 17, 18, 19, 20, 21, 30)))
    on = max(first, date(1985, 1, 1) if old else date(2003, 1, 1)) + timedelta(days=random.randint(0, 2500))
    kind = random.choice(("conviction", "conviction", "caution", "finding"))
    done = max(on - timedelta(days=random.choice((0, 30, 400, 900, 3000))), born.replace(year=born.year + 10))
    if random.random() < 0.3:
        done = on - timedelta(days=random.randint(0, 100))
    return Conviction(
        id=str(number),
        kind=kind,
        date=on,
        offence=random.choice((*ON_CONDITIONS, *OFFENCES)),
        finding_of=random.choice(("disability", "ngri")) if kind == "finding" else None,
        offence_date=done,
        victim_age=random.choice((9, 15, 17, 30)),
        shown_age=random.choice((9, 15, 17)),
        intended_victim_age=random.choice((9, 17, 30)),
        sexual_gratification=random.random() < 0.5,
        all_willing=random.random() < 0.5,
        parental_household=random.random() < 0.5,
        given_in=random.choice(JURISDICTIONS) if kind == "caution" else None,
        disposals=()
        if kind == "caution"
        else tuple(_disposal(random, on, number) for _ in range(random.choice((1, 1, 2)))),
    )


def _disposal(random: Random, on: date, number: int) -> Disposal:
    kind = random.choice(
        (
            *("imprisonment", "suspended-imprisonment", "detention", "dto", "extended", "hospital-order"),
            *("community-order", "community-payback-order", "fine", "conditional-discharge"),
            *("absolute-discharge", "ipp"),
        )
    )
    months = {"dto": (4, 12, 24), "suspended-imprisonment": (2, 8, 14, 24)}.get(
        kind, (4, 6, 9, 12, 24, 30, 48)
    )
    months = (6, 12, 24, 36) if kind in COMMUNITY or kind == "conditional-discharge" else months
    return Disposal(
        kind=kind,
        term=Term(months=random.choice(months)) if kind in WITH_A_LENGTH and kind != "ipp" else None,
        extension=Term(months=random.choice((12, 24))) if kind == "extended" else None,
        restriction=random.random() < 0.5,
        part_2_applied=random.random() < 0.3,
        sexual_aspect=random.random() < 0.3,
        consecutive_to=str(number - 1) if number and kind in IMPRISONMENT and random.random() < 0.3 else None,
        date=on + timedelta(days=random.randint(1, 200)) if random.random() < 0.3 else None,
    )


LIVES = st.one_of(st.builds(known, st.randoms(use_true_random=False)), people(8))


def without(person: Person) -> Iterator[tuple[frozenset[Need], Person]]:
    """The person without each one fact, and the codes of which one at least must then be named."""

    def put(at: int, conviction: Conviction) -> Person:
        convictions = (*person.convictions[:at], conviction, *person.convictions[at + 1 :])
        return replace(person, convictions=convictions)

    for at, one in enumerate(person.convictions):
        for needs, changed in (*_of_the_offence(one, person), *_of_the_sentence(one)):
            yield needs, put(at, changed)
    for number in range(len(person.away)):
        away = (*person.away[:number], *person.away[number + 1 :])
        yield frozenset({"standing-on-1997-09-01"}), replace(person, away=away)
    if person.born_latest is None:
        first, last = person.born.replace(month=1, day=1), person.born.replace(month=12, day=31)
        yield frozenset({"birth-date"}), replace(person, born=first, born_latest=last)


def _of_the_offence(one: Conviction, person: Person) -> Iterator[tuple[frozenset[Need], Conviction]]:
    for field, need in FIELDS.items():
        if getattr(one, field) is not None:
            yield frozenset({need}), replace(one, **{field: None})
    yield frozenset({"offence"}), replace(one, offence="interfering with somebody")
    # A caution of somebody who lives where cautions register is taken as given there: it is not open.
    if one.kind == "caution" and one.given_in is not None and person.jurisdiction == "scotland":
        yield frozenset({"place-of-caution"}), replace(one, given_in=None)


def _of_the_sentence(one: Conviction) -> Iterator[tuple[frozenset[Need], Conviction]]:
    if one.disposals:
        yield frozenset({"sentence", "standing-on-1997-09-01"}), replace(one, disposals=())
    for number, disposal in enumerate(one.disposals):
        for needs, changed in _less(disposal):
            disposals = (*one.disposals[:number], changed, *one.disposals[number + 1 :])
            yield needs, replace(one, disposals=disposals)


# The longest that a court can make each, in months: Powers of Criminal Courts (Sentencing) Act 2000 ss.12, 33, 101,
# 118; Sentencing Code ss.80, 202, 236, 277. A community payback order's supervision is for three years at most too.
LONGEST = {
    "suspended-imprisonment": 24,
    "dto": 24,
    "conditional-discharge": 36,
    **dict.fromkeys(COMMUNITY, 36),
}


def _longer_than_can_be(disposal: Disposal) -> bool:
    """Whether no court could make it so long: an unknown length may not be one of these."""
    term, longest = disposal.term, LONGEST.get(disposal.kind)
    if term is None or longest is None:
        return False
    return term.life or term.years * 12 + term.months + term.weeks / 4 + term.days / 28 > longest


def _shorter_than_can_be(disposal: Disposal) -> bool:
    """Supervision under a community payback order is for six months at least: 1995 Act s.227G(3)."""
    term = disposal.term
    supervised = disposal.kind == "community-payback-order" and term is not None and term != Term()
    return supervised and term is not None and not term.life and term.years * 12 + term.months < 6


def _less(disposal: Disposal) -> Iterator[tuple[frozenset[Need], Disposal]]:
    length: frozenset[Need] = frozenset({"sentence-length", "standing-on-1997-09-01"})
    if _longer_than_can_be(disposal) or _shorter_than_can_be(disposal):
        return
    if disposal.term is not None and disposal.kind in WITH_A_LENGTH - {"ipp"}:
        yield length, replace(disposal, term=None)
    if disposal.extension is not None and disposal.kind == "extended":
        yield length, replace(disposal, extension=None)
    yield frozenset({"disposal", "standing-on-1997-09-01"}), replace(disposal, kind="unknown", term=None)
    if disposal.part_2_applied is not None:
        yield frozenset({"court-determination"}), replace(disposal, part_2_applied=None)
    if disposal.sexual_aspect is not None:
        yield frozenset({"court-determination"}), replace(disposal, sexual_aspect=None)


def comes_to(found: Registration) -> tuple[object, ...]:
    """The answer of the day. Since when is of the past: it is said, and no duty of the day turns on it."""
    return found.answer, found.until, found.indefinite, found.further_order


def told(found: Registration, needs: frozenset[Need]) -> bool:
    """Whether an answer that may be another says so: not certain, and naming a fact that was taken away."""
    return not needs.isdisjoint(found.needs)


@tried(150)
@given(LIVES, st.one_of(days, st.dates(date(2004, 5, 1), date(2040, 1, 1))))
def test_without_any_one_fact_no_other_answer_about_registration_is_certain(
    person: Person, as_at: date
) -> None:
    whole = assess(person, as_at).registration
    for needs, less in without(person):
        if whole.undecided and needs == {"standing-on-1997-09-01"}:
            continue  # time inside that may have been for something else is no longer there to be doubted
        if "order" in whole.needs and needs == {"offence"}:
            continue  # words that name no offence are not taken for the breach of an order the record lacks
        found = assess(less, as_at).registration
        if comes_to(found) != comes_to(whole):
            # What was in doubt before may be so still, whichever fact is named.
            still = bool(whole.needs) and bool(found.needs)
            assert told(found, needs) or still, (needs, whole.answer, found.answer, found.needs)


@tried(100)
@given(LIVES, st.dates(date(2010, 1, 1), date(2035, 1, 1)))
def test_without_any_one_fact_nothing_owed_is_gone_without_a_word(person: Person, as_at: date) -> None:
    """What somebody certainly owes under Part 2 is owed still, or is possible and names what it turns on."""
    whole = assess(person, as_at)
    part_2 = [duty for duty in whole.duties if duty.regime == SOA_PART_2]
    owed = {(duty.kind, duty.of) for duty in part_2 if duty.state in CURRENT}
    for needs, less in without(person):
        if needs == {"standing-on-1997-09-01"} or (
            "order" in whole.registration.needs and needs == {"offence"}
        ):
            continue  # as above
        found = assess(less, as_at)
        there = [duty for duty in found.duties if duty.state in (*CURRENT, POSSIBLE)]
        assert all(duty.needs for duty in there if duty.state == POSSIBLE)
        gone = owed - {(duty.kind, duty.of) for duty in there}
        gone -= {(duty.kind, duty.of) for duty in found.duties if duty.met_on}
        if any(duty.kind == "initial" for duty in there):
            # A first notification tells all that a change before it would.
            gone -= {each for each in gone if each[0] == "change"}
        assert not gone, (needs, gone, found.registration.answer, found.registration.needs)


@tried(100)
@given(LIVES, st.dates(date(2022, 7, 1), date(2030, 1, 1)))
def test_without_any_one_fact_no_other_answer_about_mappa_is_certain(person: Person, as_at: date) -> None:
    whole = category(person, as_at)
    for needs, less in without(person):
        found = category(less, as_at)
        if (found.number, set(found.also)) != (whole.number, set(whole.also)):
            assert _open(whole) or not needs.isdisjoint(found.needs) or _by_registration(less, as_at, needs)


def _open(found: Category) -> bool:
    return found.undecided or bool(found.needs)


def _by_registration(person: Person, as_at: date, needs: frozenset[Need]) -> bool:
    """Category 1 is as certain as registration, which says beside it what it turns on."""
    return told(assess(person, as_at).registration, needs)


@tried(100)
@given(LIVES, st.dates(date(2010, 1, 1), date(2040, 1, 1)))
def test_without_any_one_fact_no_other_answer_about_a_sister_scheme_is_certain(
    person: Person, as_at: date
) -> None:
    whole = assess(person, as_at)
    for needs, less in without(person):
        if needs == {"standing-on-1997-09-01"}:
            continue  # time inside, of which the terrorism scheme's clock is no fact that is awaited
        found = assess(less, as_at)
        if _runs(found) != _runs(whole) and not _scheme_needs(whole):
            assert not needs.isdisjoint(_scheme_needs(found)), (needs, _runs(whole), _runs(found))


def _runs(answer: Assessment) -> set[str]:
    return {one.regime for one in answer.regimes}


def _scheme_needs(answer: Assessment) -> set[Need]:
    return {need for one in (*answer.regimes, *answer.regime_doubts) for need in one.needs}


@tried(60)
@given(LIVES, st.dates(date(2004, 5, 1), date(2040, 1, 1)))
def test_an_answer_that_is_not_certain_names_what_it_turns_on_and_a_certain_no_nothing(
    person: Person, as_at: date
) -> None:
    for _, less in without(person):
        found = assess(less, as_at).registration
        if found.undecided:
            assert found.needs
            assert not found.registrable
            assert found.reasons
        if found.answer == "not-registrable":
            assert (found.needs, found.may_run_to, found.may_be_indefinite) == ((), None, False)
        if found.may_run_to is not None and found.until is not None:
            assert found.may_run_to > found.until


def test_every_code_has_its_words_in_the_order_of_the_list() -> None:
    assert tuple(WORDS) == NEEDS
    assert in_order(("law", "offence", "law")) == ("offence", "law")
    assert in_words(("sentence", "law")).startswith("the sentence; law whose text")


def test_an_undecided_answer_changes_when_what_is_in_doubt_could_no_longer_count() -> None:
    caution = Conviction(kind="caution", date=date(2024, 3, 1), offence="SOA 2003 s.3")
    person = Person(born=date(1980, 5, 1), jurisdiction=ENGLAND_AND_WALES, convictions=(caution,))
    answer = assess(person, date(2024, 6, 1))
    assert answer.registration.answer == "undecided"
    assert answer.registration.may_run_to == date(2026, 2, 28)
    assert answer.changes_on == date(2026, 3, 1)
    assert assess(person, date(2026, 3, 1)).registration.answer == "not-registrable"
