"""What a disclosure must say before it is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import in_words, london
from cairn.errors import BadInput
from cairn.record.disclosures.models import RecipientKind
from cairn.record.disclosures.policy import Basis, grounds, needs_authority, powers
from cairn.record.identity.models import Nominal
from cairn.record.keeping import check_born_by, check_day, chosen, filled

_MOST = 8000


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """
    What somebody was told, as whoever records it says it; each name is a column of `Disclosure`.

    Parameters
        told_by: who told it, of the agency that owns the record.
        authorised_by: another officer, a supervisor; asked for where policy.toml says so.
        subject_told_why: why the person was not told, where they were not.
        conditions: what the recipient may not do with it (CJA 2003 s.327A(5), DPA 2018 s.78).
        agreement_on: when the recipient signed an agreement on what they were told, if they did.
    """

    told_at: datetime
    told_by: User
    recipient: str
    recipient_kind: str
    what: str
    why: str
    power: str
    subject_told: bool
    power_which: str = ""
    authorised_by: User | None = None
    subject_told_why: str = ""
    conditions: str = ""
    agreement_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Abroad:
    """Where it went and on what ground; each name is a column of `Disclosure`."""

    country: str
    ground: str
    relevant_authority: bool
    ground_which: str = ""
    not_relevant_why: str = ""


def checked_telling(telling: Telling, *, nominal: Nominal, actor: User, now: datetime) -> dict[str, object]:
    """
    The columns of a disclosure, checked.

    Raises
        BadInput: something is missing, is not one of those offered, does not go together or lies in the future.

    Source: Data Protection Act 2018 s.62(3); Criminal Justice Act 2003 ss.325, 327A.
    """
    kind = chosen(telling.recipient_kind, RecipientKind.values, field="recipient_kind")
    power = _basis(telling.power, powers(), field="power")
    _check_when(telling.told_at, nominal=nominal, now=now)
    if telling.agreement_on is not None:
        check_day(
            telling.agreement_on,
            nominal=nominal,
            today=london(now).date(),
            field="agreement_on",
            what="The agreement",
        )
    if telling.told_by.agency_id != actor.agency_id:
        raise BadInput("Choose somebody of your agency.", field="told_by")
    if power.to and kind not in power.to:
        reached = " or ".join(
            RecipientKind(each).label[0].lower() + RecipientKind(each).label[1:] for each in power.to
        )
        raise BadInput(f"“{power.label}” reaches {reached}. Choose another power.", field="power")
    not_told = "" if telling.subject_told else "Say why the person was not told."
    return {
        "told_at": telling.told_at,
        "told_by": telling.told_by,
        "recipient": filled(telling.recipient, field="recipient", missing="Say who was told.", most=200),
        "recipient_kind": kind,
        "what": filled(telling.what, field="what", missing="Say what they were told.", most=_MOST),
        "why": filled(
            telling.why, field="why", missing="Say why it was necessary and proportionate.", most=_MOST
        ),
        "power": power.key,
        "power_which": _which(power, telling.power_which, field="power_which"),
        "authorised_by": telling.authorised_by,
        "subject_told": telling.subject_told,
        "subject_told_why": filled(
            "" if telling.subject_told else telling.subject_told_why,
            field="subject_told_why",
            missing=not_told,
            most=_MOST,
        ),
        "conditions": filled(telling.conditions, field="conditions", missing="", most=_MOST),
        "agreement_on": telling.agreement_on,
    }


def checked_abroad(abroad: Abroad, *, conditions: object) -> dict[str, object]:
    """
    The columns of a transfer, checked.

    Raises
        BadInput: no country, no ground of ss.73-76, or nothing said of onward transfer.

    Source: Data Protection Act 2018 ss.73-78.
    """
    if not conditions:
        raise BadInput(
            "Say that the recipient may not pass it on without authority (DPA 2018 s.78), and any other condition.",
            field="conditions",
        )
    ground = _basis(abroad.ground, grounds(), field="ground")
    not_relevant = (
        "" if abroad.relevant_authority else "Say why it went to a body that is no relevant authority."
    )
    return {
        "country": filled(abroad.country, field="country", missing="Say to which country it went.", most=80),
        "ground": ground.key,
        "ground_which": _which(ground, abroad.ground_which, field="ground_which"),
        "relevant_authority": abroad.relevant_authority,
        "not_relevant_why": filled(
            "" if abroad.relevant_authority else abroad.not_relevant_why,
            field="not_relevant_why",
            missing=not_relevant,
            most=_MOST,
        ),
    }


def check_authority(telling: Telling, *, actor: User, ground: str = "") -> None:
    """
    Refuse without the authority of another officer where policy asks for it, and any that is none.

    Raises
        BadInput: nobody named, or somebody who is not a supervisor of the agency, tells it, or records it.

    Source: local policy (policy.toml); CJA 2003 s.327A.
    """
    rests_on = [powers()[telling.power], *([grounds()[ground]] if ground else [])]
    who = telling.authorised_by
    if who is None:
        if needs_authority(telling.recipient_kind, *rests_on):
            raise BadInput(
                "Say which supervisor authorised it: policy asks for another officer.", field="authorised_by"
            )
        return
    if who.agency_id != actor.agency_id or not who.is_active or not who.has_role(Role.SUPERVISOR):
        raise BadInput("Choose a supervisor of your agency.", field="authorised_by")
    if who.pk in {actor.pk, telling.told_by.pk}:
        raise BadInput(
            "Whoever tells or records it cannot be who authorised it. Choose another officer.",
            field="authorised_by",
        )


def _basis(key: str, offered: Mapping[str, Basis], *, field: str) -> Basis:
    return offered[chosen(key, list(offered), field=field)]


def _which(basis: Basis, said: str, *, field: str) -> str:
    """What was said of a power or ground that asks something; nothing where it asks nothing."""
    missing = f"{basis.which}: say so, for “{basis.label}”." if basis.which else ""
    return filled(said if basis.which else "", field=field, missing=missing, most=_MOST)


def _check_when(told_at: datetime, *, nominal: Nominal, now: datetime) -> None:
    check_born_by(london(told_at).date(), nominal=nominal, field="told_on", what="The disclosure")
    if told_at > now:
        said = f"{in_words(london(told_at).date())}, {london(told_at):%H:%M}"
        raise BadInput(
            f"The disclosure is on {said}, which is in the future. Give an earlier time.", field="told_on"
        )
