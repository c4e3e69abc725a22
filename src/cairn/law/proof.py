"""
The proof of an answer: a tree of claims, steps, facts and figures, in a stable form.

An assessment's reasons name the figures they read by key and day; here each is looked up in the rulebook
that was applied, so that a proof names the version of the rules, and every figure with its dates and
source. docs/integrators/law-proof.md describes the form for other programs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import msgspec

from cairn.law.answers import Assessment, Duty, Read, Reason, RegimeDoubt, RegimeStanding
from cairn.law.needs import in_words as need_words
from cairn.law.parameters import Figure, Parameter
from cairn.law.registration_words import may_run, turns_on
from cairn.law.rulebook import STATUTE_BOOK, Rulebook, Switch
from cairn.law.sister_schemes.registry import SCHEMES
from cairn.law.wording import Language, Value, in_words, say

FORMAT = "cairn-law-proof/1"


class FigureRead(msgspec.Struct, frozen=True, kw_only=True):
    """One figure of the law that a step used: `since` and `until` are the days between which it was law."""

    key: str
    value: int
    unit: str
    since: date = msgspec.field(name="from")
    until: date | None = msgspec.field(name="to")
    citation: str
    source: str
    status: str


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """
    One step: a provision applied to facts.

    Parameters
        says: the sentence, in the language asked for.
        template, values: what it was made of, for another language or a program; days are days, and
            texts once they have been through JSON.
        facts: ids of the facts it used.
        verified: False where nobody has read the text of the law it rests on.
        because: the steps it rests on.
    """

    provision: str
    says: str
    template: str
    values: dict[str, Any] = {}
    facts: tuple[str, ...] = ()
    verified: bool = True
    figures: tuple[FigureRead, ...] = ()
    because: tuple[Step, ...] = ()


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """
    One answer and its steps.

    Parameters
        about: registration, duty, regime or review.
        why: of a duty, what brought it about, in one line.
        answer: its values, by name.
    """

    about: str
    says: str
    answer: dict[str, Any]
    steps: tuple[Step, ...]
    why: str = ""


class Rules(msgspec.Struct, frozen=True, kw_only=True):
    """Which law was applied."""

    version: str
    jurisdiction: str
    switches: tuple[Switch, ...]


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """The whole proof of one assessment."""

    format: str
    rules: Rules
    as_at: date
    changes_on: date | None
    claims: tuple[Claim, ...]


def prove(
    answer: Assessment, jurisdiction: str, book: Rulebook = STATUTE_BOOK, language: Language = "en"
) -> Proof:
    """
    The proof of an assessment made by `book` for a person of `jurisdiction`.

    Raises
        BadInput: there are no rules for that jurisdiction.
    """
    figures = book.scheme(jurisdiction).rules.parameters
    claims = [_registration(answer, _Writer(figures, language))]
    claims += [
        _regime(regime, _Writer({**figures, **SCHEMES[regime.regime].parameters}, language))
        for regime in answer.regimes
    ]
    claims += [
        _regime_doubt(each, _Writer({**figures, **SCHEMES[each.regime].parameters}, language))
        for each in answer.regime_doubts
    ]
    if answer.review is not None:
        claims.append(_review(answer, _Writer(figures, language)))
    for duty in answer.duties:
        scheme = SCHEMES.get(duty.regime)
        own = figures if scheme is None else {**figures, **scheme.parameters}
        claims.append(_duty(duty, _Writer(own, language)))
    return Proof(
        format=FORMAT,
        rules=Rules(version=book.version, jurisdiction=jurisdiction, switches=book.switches),
        as_at=answer.as_at,
        changes_on=answer.changes_on,
        claims=tuple(claims),
    )


class _Writer:
    """Steps written out over one set of figures, in one language."""

    def __init__(self, figures: Mapping[str, Parameter], language: Language) -> None:
        self.figures = figures
        self.language = language

    def steps(self, reasons: Iterable[Reason]) -> tuple[Step, ...]:
        return tuple(self.step(reason) for reason in reasons)

    def step(self, reason: Reason) -> Step:
        return Step(
            provision=reason.provision,
            says=say(reason.template, reason.values, self.language),
            template=reason.template,
            values=dict(reason.values),
            facts=reason.facts,
            verified=reason.verified,
            figures=tuple(figure for read in reason.reads for figure in self.read(read)),
            because=self.steps(reason.because),
        )

    def read(self, read: Read) -> Iterable[FigureRead]:
        key, day = read
        parameter = self.figures.get(key)
        figure: Figure | None = None
        if parameter is not None:
            figure = parameter.figure(max(day, parameter.figures[0].since))
        if figure is not None and figure.value is not None:
            yield FigureRead(
                key=key,
                value=figure.value,
                unit=figure.unit,
                since=figure.since,
                until=figure.to,
                citation=figure.citation,
                source=figure.source,
                status=figure.status,
            )

    def words(self, value: Value) -> str:
        return in_words(value, self.language)


def _registration(answer: Assessment, write: _Writer) -> Claim:
    found = answer.registration
    if found.undecided:
        says = "Undecided whether subject to notification requirements."
    elif not found.registrable or found.since is None:
        says = "Not subject to notification requirements."
    elif found.further_order:
        says = f"Registrable from {write.words(found.since)}, until further order."
    elif found.indefinite:
        says = f"Registrable from {write.words(found.since)}, with no end date."
    elif found.until is not None:
        says = f"Registrable from {write.words(found.since)} to {write.words(found.until)}."
    else:
        says = f"Registrable from {write.words(found.since)}; the end is not yet known."
    if longer := may_run(found, write.words):
        says = f"{says[:-1]}; it {longer}."
    says = " ".join(filter(None, (says, turns_on(found))))
    values: dict[str, Any] = {
        "registrable": "undecided" if found.undecided else found.registrable,
        "from": found.since,
        "until": found.until,
        "indefinite": found.indefinite,
        "further_order": found.further_order,
        "end_known": found.end_known,
        "needs": found.needs,
        "may_run_to": found.may_run_to,
        "may_be_indefinite": found.may_be_indefinite,
    }
    return Claim(about="registration", says=says, answer=values, steps=write.steps(found.reasons))


def _regime(found: RegimeStanding, write: _Writer) -> Claim:
    end = f" to {write.words(found.until)}" if found.until is not None else ", with no end date known"
    says = f"Subject to the scheme “{found.regime.replace('-', ' ')}” from {write.words(found.since)}{end}."
    values: dict[str, Value | bool] = {
        "regime": found.regime,
        "from": found.since,
        "until": found.until,
    }
    if found.needs:
        says += f" It turns on {need_words(found.needs)}."
        values["needs"] = ", ".join(found.needs)
    return Claim(about="regime", says=says, answer=values, steps=write.steps(found.reasons))


def _regime_doubt(found: RegimeDoubt, write: _Writer) -> Claim:
    name = found.regime.replace("-", " ")
    says = f"Undecided whether subject to the scheme “{name}”. It turns on {need_words(found.needs)}."
    values = {"regime": found.regime, "running": "undecided", "needs": found.needs}
    return Claim(about="regime", says=says, answer=values, steps=write.steps(found.reasons))


def _review(answer: Assessment, write: _Writer) -> Claim:
    found = answer.review
    if found is None:
        raise LookupError("no review to write of")
    if found.may_apply_from is not None:
        says = f"May apply for review of the indefinite requirement from {write.words(found.may_apply_from)}."
    elif found.decided_by is not None:
        says = f"The police review the indefinite requirement by {write.words(found.decided_by)}."
    else:
        says = "The day from which the indefinite requirement may be reviewed is not known yet."
    values: dict[str, Value | bool] = {
        "may_apply_from": found.may_apply_from,
        "decided_by": found.decided_by,
    }
    return Claim(about="review", says=says, answer=values, steps=write.steps(found.reasons))


def _duty(duty: Duty, write: _Writer) -> Claim:
    what = f"{duty.kind} ({duty.of})" if duty.of else duty.kind
    due = f", due {write.words(duty.due_at or duty.due)}" if duty.due else ""
    met = f", done {write.words(duty.met_on)}" if duty.met_on else ""
    values: dict[str, Value | bool] = {
        name: value
        for name in duty.__struct_fields__
        if name not in {"reasons", "why"} and (value := getattr(duty, name)) != ()
    }
    return Claim(
        about="duty",
        says=f"{what}: {duty.state}{due}{met}",
        why=duty.why,
        answer=values,
        steps=write.steps(duty.reasons),
    )
