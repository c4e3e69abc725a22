"""From answers to the one act that adds a person, and the same in words for the check."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from cairn.accounts.models import User
from cairn.law.disposals import takes_inside
from cairn.law.offences import in_words as offence_in_words
from cairn.record.addresses.models import AddressKind, ChildAtAddress
from cairn.record.convictions.held import NewHeld
from cairn.record.convictions.models import DisposalKind, ForeignRoute, GivenIn, Outcome, TriedBy
from cairn.record.identity.models import NAME_NOT_KNOWN, IdentifierKind, Sex
from cairn.record.identity.services import NewIdentifier
from cairn.record.intake.services import IntakeConviction, IntakeDisposal
from cairn.record.notifications.changes import NewAddress
from cairn.web.add_person.forms import new_disposal, numbers_in
from cairn.web.base.filters import day, plural
from cairn.web.subjects.held import held_words, new_held

Answers: TypeAlias = Mapping[str, Sequence[dict[str, Any]]]

_UNITS = ("years", "months", "weeks", "days")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the check of answers, and the step to change it on."""

    slug: str
    key: str
    value: str


def compose(answers: Answers, *, officers: Sequence[User]) -> dict[str, Any]:
    """Everything typed, as the service takes it."""
    identity, details, home = answers["identity"][0], answers["details"][0], answers["home"][0]
    chosen = answers["officer"][0]["officer"]
    return {
        "forenames": identity["forenames"],
        "surname": identity["surname"] or identity["known_as"],
        "name_unknown": not identity["surname"],
        "date_of_birth": identity["date_of_birth"],
        "sex": details["sex"],
        "gender": details["gender"],
        "identifiers": [NewIdentifier(kind, raw, "typed when added") for kind, raw in numbers_in(details)],
        "officer": next((one for one in officers if str(one.pk) == chosen), None),
        "convictions": _convictions(answers),
        "held": _held(answers),
        "home": NewAddress(**home) if home["lines"] else None,
    }


def _name(who: Mapping[str, Any]) -> str:
    return f"{who['forenames']} {who['surname']}".strip() or f"{NAME_NOT_KNOWN} {who['known_as']}"


def _held(answers: Answers) -> NewHeld | None:
    """Where they are, where that was asked."""
    if not answers.get("held"):
        return None
    kinds = {one["kind"] for one in answers["sentences"] if takes_inside(one["kind"])}
    return new_held(answers["held"][0], kinds)


def _convictions(answers: Answers) -> list[IntakeConviction]:
    sentences = answers["sentences"]
    return [
        IntakeConviction(
            facts, tuple(_disposal(sentence) for sentence in sentences if sentence["of"] == str(place))
        )
        for place, facts in enumerate(answers["convictions"])
    ]


def _disposal(sentence: dict[str, Any]) -> IntakeDisposal:
    follows = sentence["consecutive_to"]
    return IntakeDisposal(new_disposal(sentence), follows=int(follows) if follows else None)


def lines(answers: Answers, *, officers: Sequence[User]) -> list[Line]:
    """Every answer in words, in the order of the steps."""
    who, details, home = answers["identity"][0], answers["details"][0], answers["home"][0]
    found = [
        Line("identity", "Name", _name(who)),
        Line("identity", "Date of birth", day(who["date_of_birth"])),
        Line("details", "Sex, as recorded", Sex(details["sex"]).label),
    ]
    if details["gender"]:
        found.append(Line("details", "Gender", details["gender"]))
    for kind, raw in numbers_in(details):
        found.append(Line("details", IdentifierKind(kind).label, raw))
    offences = [f"{offence_in_words(one['offence'])}, {day(one['on'])}" for one in answers["convictions"]]
    for place, one in enumerate(answers["convictions"]):
        found.append(Line("convictions", Outcome(one["outcome"]).label, offences[place]))
        found.extend(
            Line("convictions", f"{Outcome(one['outcome']).label}, {key}", value) for key, value in _more(one)
        )
        found.extend(
            Line(
                "sentences", f"Sentence for {offence_in_words(one['offence'])}", _sentence(sentence, offences)
            )
            for sentence in answers["sentences"]
            if sentence["of"] == str(place)
        )
    if answers.get("held"):
        found.append(Line("held", "Custody or hospital", held_words(answers["held"][0])))
    found.append(Line("home", "Home address", _home(home)))
    named = {str(one.pk): one.name for one in officers}
    found.append(
        Line("officer", "Offender manager", named.get(answers["officer"][0]["officer"], "Nobody yet"))
    )
    return found


def _more(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What else was said of a conviction, each with its words: nothing typed is left out of the check."""
    if one["offence_date"]:
        yield "date of the offence", day(one["offence_date"])
    if one["court"]:
        yield "court", one["court"]
    ages = (("victim_age", "age of the victim"), ("shown_age", "age of the child shown"))
    for field, words in (*ages, ("intended_victim_age", "age of the intended victim")):
        if one[field] is not None:
            yield words, str(one[field])
    if one["given_in"]:
        yield "given in", GivenIn(one["given_in"]).label
    if one["tried_by"] != TriedBy.HERE:
        yield "by", TriedBy(one["tried_by"]).label + (f", in {one['country']}" if one["country"] else "")
    if one["called"]:
        yield "called there", one["called"]
    if one["route"] != ForeignRoute.NONE:
        yield "counts here by", f"{ForeignRoute(one['route']).label}, {day(one['noticed_on'])}"


def _sentence(sentence: dict[str, Any], offences: Sequence[str]) -> str:
    parts = [DisposalKind(sentence["kind"]).label]
    if sentence["life"]:
        parts.append("for life")
    parts += [plural(sentence[unit], unit.removesuffix("s")) for unit in _UNITS if sentence[unit]]
    if sentence["extension_months"]:
        parts.append(f"extended by {plural(sentence['extension_months'], 'month')}")
    if sentence["restriction"]:
        parts.append("with a restriction order")
    if sentence["passed_on"]:
        parts.append(f"passed on {day(sentence['passed_on'])}")
    if sentence["consecutive_to"]:
        parts.append(f"consecutive to the term for {offences[int(sentence['consecutive_to'])]}")
    return ", ".join(parts)


def _home(home: dict[str, Any]) -> str:
    if not home["lines"]:
        return "Not known yet"
    where = ", ".join(part for part in (*home["lines"].splitlines(), home["postcode"]) if part)
    none = "No fixed abode: found at " if home["kind"] == AddressKind.NO_FIXED_ABODE else ""
    return f"{none}{where}; since {day(home['starts'])}; child there: {ChildAtAddress(home['child']).label.lower()}"
