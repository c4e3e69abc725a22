"""
What needs people to act on each other, acted out through the services in their names.

One scene a person, in the order below, for as long as there are people for them: a small register has the
first few. Nothing is dated back: an opening whose review is late cannot be made here, since the database's
own clock measures it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cairn.access.break_glass.services import break_glass
from cairn.access.kinds import Purpose
from cairn.access.requests.services import ask_for_access
from cairn.access.restricted.models import Category, Ground
from cairn.access.restricted.services import restrict_fact, restrict_record
from cairn.access.transfers.services import offer_record
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.demo.cast import Cast, gather
from cairn.record.disclosures.checks import Abroad, Telling
from cairn.record.disclosures.models import RecipientKind
from cairn.record.disclosures.services import record_disclosure, record_overseas_transfer
from cairn.record.identity.queries import get_person, shown_name
from cairn.record.models import Address
from cairn.record.retention.services import set_hold
from cairn.record.subject_access.models import Channel
from cairn.record.subject_access.services import receive_request
from cairn.search.people import find
from cairn.supervision.visits.models import Visit

# Whoever manages people reads a fact that is kept back; who stands at the counter does not.
_CLOSE = (Role.OFFENDER_MANAGER, Role.SUPERVISOR)


@dataclass(frozen=True, slots=True)
class Scene:
    """What is acted out: by whom, about one of which people."""

    name: str
    actor: str
    about: Callable[[Cast], UUID | None]
    act: Callable[[Cast, User, UUID], object]


def play(*, seed: int, nominals: int, progress: Callable[[int, int], None] | None = None) -> dict[str, UUID]:
    """
    Act out as many scenes as there are people for, in a register just loaded with this seed and number.

    Each is its actor's own transaction over the application's connection, as a page's would be. Returns
    whom each scene is about.
    """
    cast, played = gather(seed=seed, nominals=nominals), {}
    for done, scene in enumerate(SCENES, 1):
        nominal_id = scene.about(cast)
        if nominal_id is not None:
            with acting_as(cast.users[scene.actor]) as actor:
                scene.act(cast, actor, nominal_id)
            played[scene.name] = nominal_id
        if progress:
            progress(done, len(SCENES))
    _looked_for_their_own(cast.users["counter"])
    return played


def somebody_to_find(*, seed: int, nominals: int) -> str | None:
    """The name and birthday of somebody of whom no scene tells, for the other force to look for."""
    cast = gather(seed=seed, nominals=nominals)
    for scene in SCENES:
        scene.about(cast)
    left = cast.take_at_liberty()
    if left is None:
        return None
    with acting_as(cast.users["supervisor"]):
        person = get_person(left)
        return f"{shown_name(person)}, born {person.birth.words()}"


def _looked_for_their_own(counter: User) -> None:
    """A question for the auditor: somebody searches for their own surname."""
    with acting_as(counter):
        find(counter, text=counter.name.split()[-1])


def _opened(_: Cast, officer: User, about: UUID) -> None:
    why = "Seen this afternoon outside a primary school in Northmoor, talking to a child."
    break_glass(officer, nominal_id=about, why=why)


def _address_kept_back(_: Cast, supervisor: User, about: UUID) -> None:
    row = Address.objects.filter(nominal_id=about, ends__isnull=True).order_by("-kind", "-starts", "pk")[0]
    why = "A neighbour told us of this address and must not be known to have done so."
    restrict_fact(
        supervisor, nominal_id=about, kept_in="record_address", row_id=row.pk, category=Category.SOURCE, why=why, roles=_CLOSE
    )  # fmt: skip


def _asked(_: Cast, officer: User, about: UUID) -> None:
    why = "They spend most weekends with a new partner in Northmoor, and we are asked to visit there."
    ask_for_access(officer, nominal_id=about, purpose_kind=Purpose.RISK_MANAGEMENT, why=why, days=90)


def _restricted(cast: Cast, supervisor: User, about: UUID) -> None:
    why = "A civilian employee of this force until last year, known to staff in three buildings."
    readers = [cast.users["officer"]]
    restrict_record(supervisor, nominal_id=about, ground=Ground.POLICE_EMPLOYEE, why=why, readers=readers)


def _offered(cast: Cast, supervisor: User, about: UUID) -> None:
    why = "They live in Northmoor now, and have told us that they mean to stay there."
    neighbour = cast.users["northmoor2"]
    offer_record(supervisor, nominal_id=about, to_agency=neighbour.agency, to_team=neighbour.team, why=why)


def _subject_asks(_: Cast, records: User, about: UUID) -> None:
    receive_request(
        records, nominal_id=about, received_on=today() - timedelta(days=6), channel=Channel.LETTER,
        asks="Everything that is held about me since my conviction, and with whom it was shared.",
        identity_how="Passport, compared with its holder by the officer who manages them",
    )  # fmt: skip


def _visit_kept_back(_: Cast, supervisor: User, about: UUID) -> None:
    row = Visit.objects.filter(nominal_id=about).order_by("-visited_on", "pk")[0]
    why = "A search is planned that rests on what was seen on this visit."
    restrict_fact(
        supervisor, nominal_id=about, kept_in="supervision_visit", row_id=row.pk,
        category=Category.INVESTIGATION, why=why, roles=_CLOSE, shown=False,
    )  # fmt: skip


def _held(_: Cast, records: User, about: UUID) -> None:
    set_hold(records, nominal_id=about, reason="The public inquiry into local services has asked for it.")


def _told(cast: Cast, officer: User, about: UUID) -> None:
    telling = Telling(
        told_at=datetime.now(UTC) - timedelta(hours=3), told_by=officer, authorised_by=cast.users["supervisor"],
        recipient="Bryony Ashgarth, whose daughter they have begun to collect from school",
        recipient_kind=RecipientKind.MEMBER_OF_PUBLIC, power="child-sex-offender",
        power_which="Her daughter, aged nine, with whom they are left alone on two afternoons a week",
        what="That they have a conviction for an offence against a child, and must not be alone with her.",
        why="She leaves the child with them. Nothing short of telling her would have kept the child safe.",
        subject_told=True, conditions="Not to be passed on to anybody, the child's school included.",
        agreement_on=today(),
    )  # fmt: skip
    record_disclosure(officer, nominal_id=about, telling=telling)


def _told_abroad(_: Cast, officer: User, about: UUID) -> None:
    telling = Telling(
        told_at=datetime.now(UTC) - timedelta(hours=1), told_by=officer, power="policing-purpose",
        recipient="Border police of Ruritania", recipient_kind=RecipientKind.OVERSEAS_AUTHORITY,
        what="Name, date of birth, convictions, and the flight on which they arrive.",
        why="They have booked a fortnight beside a holiday camp for children.",
        subject_told=False, subject_told_why="They would change the booking, and not tell us.",
        conditions="For use at the border only; not to be passed on without this force's authority.",
    )  # fmt: skip
    where = Abroad(country="Ruritania", ground="approved", relevant_authority=True)
    record_overseas_transfer(officer, nominal_id=about, telling=telling, abroad=where)


SCENES = (
    Scene("opened in an emergency", "northmoor", Cast.take_at_liberty, _opened),
    Scene("an address kept back", "supervisor", Cast.take_housed, _address_kept_back),
    Scene("asked for", "northmoor", Cast.take_at_liberty, _asked),
    Scene("restricted", "supervisor", Cast.take_at_liberty, _restricted),
    Scene("offered", "supervisor", Cast.take_at_liberty, _offered),
    Scene("asked for by its subject", "records", Cast.take_at_liberty, _subject_asks),
    Scene("a visit kept back in silence", "supervisor", Cast.take_visited, _visit_kept_back),
    Scene("on legal hold", "records", Cast.take, _held),
    Scene("told to a mother", "officer", Cast.take_at_liberty, _told),
    Scene("told to another country", "officer", Cast.take_at_liberty, _told_abroad),
)
