"""What `cairn law` prints: an answer with its tree of reasons, and what two answers differ in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cairn.dates import in_words
from cairn.law.amendments import Amendment
from cairn.law.answers import Assessment
from cairn.law.comparing import Comparison, DutyChange, RegistrationChange, Span
from cairn.law.mappa import Category
from cairn.law.proof import Claim, Proof, Step
from cairn.law.registration_words import may_run, turns_on

_UNREAD = " [not checked against the statute]"


def answer_lines(answer: Assessment, proof: Proof, group: Category, *, figures: bool) -> Iterator[str]:
    """The whole answer: each claim with its steps, the deepest first, as they are argued."""
    yield f"On {in_words(answer.as_at)}"
    yield f"by the rules of {proof.rules.version}, {proof.rules.jurisdiction.replace('-', ' ')}"
    for switch in proof.rules.switches:
        yield f"with “{switch.rule}” from {in_words(switch.since)}"
    for claim in proof.claims:
        yield ""
        yield claim.says
        yield from _claim(claim, answer, figures=figures)
    named = f"category {group.number}" if group.number else "no category from the facts recorded"
    named = "undecided" if group.undecided else named
    yield ""
    yield f"MAPPA: {named}. {group.reason} ({group.citation})"
    if answer.changes_on is not None:
        yield ""
        yield f"With no new fact, this next changes on {in_words(answer.changes_on)}."


def _claim(claim: Claim, answer: Assessment, *, figures: bool) -> Iterator[str]:
    if claim.about == "duty":
        latest, due = claim.answer["latest"], claim.answer["due"]
        yield f"  {claim.why} ({claim.answer['basis']})"
        if claim.answer["owed_by"] != "offender":
            yield f"  owed by the {claim.answer['owed_by']}"
        if claim.answer["state"] == "overdue" and latest != due and latest >= answer.as_at:
            yield f"  arguable until {in_words(latest)}"
    for step in claim.steps:
        yield from _step(step, "  ", figures=figures)


def _step(step: Step, margin: str, *, figures: bool) -> Iterator[str]:
    for deeper in step.because:
        yield from _step(deeper, margin + "  ", figures=figures)
    yield f"{margin}- {step.provision}: {step.says}{'' if step.verified else _UNREAD}"
    for figure in step.figures if figures else ():
        until = f" to {in_words(figure.until)}" if figure.until else ""
        yield (
            f"{margin}    {figure.key} = {figure.value} {figure.unit}: {figure.citation}, from "
            f"{in_words(figure.since)}{until}; {figure.source} ({figure.status})"
        )


def comparison_lines(found: Comparison) -> Iterator[str]:
    """What differs, in words; one line where nothing does."""
    if not found.differs:
        yield "Nothing changes."
        return
    yield from _registration(found.registration)
    for regime in found.regimes:
        yield f"Scheme {regime.regime}: {regime.change}; until {regime.until_after or 'no day'}."
    if found.review is not None:
        before, after = (
            day.isoformat() if day else "no day" for day in (found.review.before, found.review.after)
        )
        yield f"Review: from {before} to {after}."
    for change in found.duties:
        yield _duty(change)


def amendment_lines(changes: Iterable[Amendment]) -> Iterator[str]:
    """Which figures of the law changed, each on its day."""
    for one in changes:
        before = "nothing in force" if one.before is None else f"{one.before} {one.unit}"
        after = "nothing in force" if one.after is None else f"{one.after} {one.unit}"
        yield f"On {in_words(one.on)}, {one.key}: {before} became {after} ({one.citation}; {one.source})"


def _registration(change: RegistrationChange) -> Iterator[str]:
    if change.change == "same":
        yield f"Registration does not change: {_span(change.after)}."
        return
    yield f"Registration {change.change}: {_span(change.before)}; then {_span(change.after)}."
    if change.until_days:
        yield f"  Its last day moves by {change.until_days:+} days."


def _span(span: Span) -> str:
    if span.undecided:
        return f"undecided. {turns_on(span)}"
    if not span.registrable or span.since is None:
        return "not registrable"
    if span.further_order:
        end = "until further order"
    elif span.indefinite:
        end = "with no end date"
    else:
        end = f"to {in_words(span.until)}" if span.until and span.end_known else "end not yet known"
    words = [f"from {in_words(span.since)} {end}", may_run(span)]
    return ", ".join(filter(None, words))


def _duty(change: DutyChange) -> str:
    name = f"{change.kind} ({change.of})" if change.of else change.kind
    before, after = change.before, change.after
    was = f"{before.state}, due {before.due or 'not known'}" if before is not None else "not owed"
    now = f"{after.state}, due {after.due or 'not known'}" if after is not None else "not owed"
    by = f" ({change.days:+} days)" if change.days else ""
    return f"Duty {name}: {was}; then {now}{by}."
