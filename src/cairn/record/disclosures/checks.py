"""What is asked of a disclosure whenever it is written; its texts are tidied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import in_words, london
from cairn.errors import BadInput
from cairn.record.disclosures.models import Disclosure, RecipientKind
from cairn.record.disclosures.policy import Basis, grounds, needs_authority, powers
from cairn.record.field_checks import check_born_by, check_day, choice_of, clean_text
from cairn.record.identity.models import Nominal

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


def disclosure_of(telling: Telling, abroad: Abroad | None, *, nominal: Nominal) -> Disclosure:
    """The disclosure as a row, not yet checked or saved."""
    said = {name: getattr(telling, name) for name in Telling.__slots__}
    where = {name: getattr(abroad, name) for name in Abroad.__slots__} if abroad is not None else {}
    return Disclosure(nominal=nominal, **said, **where)


def check_disclosure(row: Disclosure, _today: date, *, now: datetime | None = None) -> None:
    """
    Raises
        BadInput: something is missing, is not one of those offered, does not go together or lies in the future;
            of a transfer: no country, no ground of ss.73-76, or nothing said of onward transfer.

    Source: Data Protection Act 2018 s.62(3), ss.73-78; Criminal Justice Act 2003 ss.325, 327A.
    """
    row.recipient_kind = choice_of(row.recipient_kind, RecipientKind.values, field="recipient_kind")
    power = _basis(row.power, powers(), field="power")
    _check_when(row, now=now or datetime.now(UTC))
    if power.to and row.recipient_kind not in power.to:
        reached = " or ".join(
            RecipientKind(each).label[0].lower() + RecipientKind(each).label[1:] for each in power.to
        )
        raise BadInput(f"“{power.label}” reaches {reached}. Choose another power.", field="power")
    row.recipient = clean_text(row.recipient, field="recipient", missing="Say who was told.", most=200)
    row.what = clean_text(row.what, field="what", missing="Say what they were told.", most=_MOST)
    missing = "Say why it was necessary and proportionate."
    row.why = clean_text(row.why, field="why", missing=missing, most=_MOST)
    row.power_which = _which(power, row.power_which, field="power_which")
    row.subject_told_why = clean_text(
        "" if row.subject_told else row.subject_told_why,
        field="subject_told_why",
        missing="" if row.subject_told else "Say why the person was not told.",
        most=_MOST,
    )
    row.conditions = clean_text(row.conditions, field="conditions", missing="", most=_MOST)
    if row.ground or row.country:
        _check_abroad(row)
    _check_still_authorised(row)


def check_teller(told_by: User, *, actor: User) -> None:
    """
    Raises
        BadInput: somebody of another agency.
    """
    if told_by.agency_id != actor.agency_id:
        raise BadInput("Choose somebody of your agency.", field="told_by")


def _check_abroad(row: Disclosure) -> None:
    if not row.conditions:
        raise BadInput(
            "Say that the recipient may not pass it on without authority (DPA 2018 s.78), and any other condition.",
            field="conditions",
        )
    ground = _basis(row.ground, grounds(), field="ground")
    row.country = clean_text(row.country, field="country", missing="Say to which country it went.", most=80)
    row.ground_which = _which(ground, row.ground_which, field="ground_which")
    row.not_relevant_why = clean_text(
        "" if row.relevant_authority else row.not_relevant_why,
        field="not_relevant_why",
        missing="" if row.relevant_authority else "Say why it went to a body that is no relevant authority.",
        most=_MOST,
    )


def _check_still_authorised(row: Disclosure) -> None:
    """Of a row on record: that a corrected recipient asks for no authority that nobody gave."""
    if row._state.adding:  # noqa: SLF001  Django's own API; a new one is asked more, see `check_authority`
        return
    if row.recipient_kind == RecipientKind.OVERSEAS_AUTHORITY and not row.country:
        raise BadInput("It is on record as made in the United Kingdom.", field="recipient_kind")
    rests_on = [powers()[row.power], *([grounds()[row.ground]] if row.ground else [])]
    if row.authorised_by_id is None and needs_authority(row.recipient_kind, *rests_on):
        raise BadInput(
            "A disclosure to such a recipient needs another officer's authority, and none is on record.",
            field="recipient_kind",
        )


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
    return offered[choice_of(key, list(offered), field=field)]


def _which(basis: Basis, said: str, *, field: str) -> str:
    """What was said of a power or ground that asks something; nothing where it asks nothing."""
    missing = f"{basis.which}: say so, for “{basis.label}”." if basis.which else ""
    return clean_text(said if basis.which else "", field=field, missing=missing, most=_MOST)


def _check_when(row: Disclosure, *, now: datetime) -> None:
    told_on, nominal = london(row.told_at).date(), row.nominal
    check_born_by(told_on, nominal=nominal, field="told_on", what="The disclosure")
    if row.told_at > now:
        said = f"{in_words(told_on)}, {london(row.told_at):%H:%M}"
        raise BadInput(
            f"The disclosure is on {said}, which is in the future. Give an earlier time.", field="told_on"
        )
    if row.agreement_on is not None:
        today = london(now).date()
        what = "The agreement"
        check_day(row.agreement_on, nominal=nominal, today=today, field="agreement_on", what=what)
