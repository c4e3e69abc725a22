"""What the person has and uses: one function for each kind of thing, drawn last so that it moves nothing else."""

from __future__ import annotations

from collections.abc import Callable

from cairn.demo.chance import days
from cairn.demo.lives.life import Life
from cairn.demo.people import names
from cairn.record.contacts.models import Contact, ContactKind, Verified
from cairn.record.contacts.subject import check_contact
from cairn.record.death.models import Death, DeathSource
from cairn.record.vehicles.models import Vehicle, VehicleUse

_CARS = ("Ford Focus", "Vauxhall Corsa", "Nissan Qashqai", "Volkswagen Golf", "Skoda Octavia", "Ford Transit")
_COLOURS = ("Black", "Blue", "Grey", "Red", "Silver", "White")


def _contacts(life: Life) -> None:
    """Most have a telephone that we know; some an account. Numbers are of the range kept for fiction."""
    chance = life.chance
    if chance.happens(0.75):
        number = f"07700 {chance.whole(900_000, 900_999)}"
        _contact(life, ContactKind.TELEPHONE, number, verified=Verified.ANSWERED)
    if chance.happens(0.3):
        _contact(life, ContactKind.EMAIL, f"{names.handle(chance)}@example.org")
    if chance.happens(0.2):
        _contact(
            life, ContactKind.ACCOUNT, names.handle(chance), platform=chance.pick(("Crag", "Tarn", "Beck"))
        )


def _contact(
    life: Life, kind: ContactKind, value: str, *, platform: str = "", verified: Verified = Verified.NO
) -> None:
    row = Contact(
        id=life.chance.uuid(), nominal_id=life.nominal_id, kind=kind, value=value, platform=platform,
        verified=verified, recorded_at=life.written(life.relevant + days(1)),
    )  # fmt: skip
    check_contact(row, life.as_at)
    life.add(row)


def _vehicles(life: Life) -> None:
    """A third have a car. No mark begins with QX."""
    chance = life.chance
    if not chance.happens(0.35):
        return
    letters = "".join(chance.pick(tuple("ABCDEFGHJKLMNOPRSTUVWXY")) for _ in range(3))
    mark = f"QX{chance.whole(2, 26):02d} {letters}"
    life.add(
        Vehicle(
            id=chance.uuid(), nominal_id=life.nominal_id, registration=mark, canonical=mark.replace(" ", ""),
            make=chance.pick(_CARS), colour=chance.pick(_COLOURS),
            use=VehicleUse.KEEPER if chance.happens(0.7) else VehicleUse.USER,
            recorded_at=life.written(life.relevant + days(1)),
        )
    )  # fmt: skip


def _deaths(life: Life) -> None:
    """Of a few it was said that they died, and nobody has confirmed it."""
    chance = life.chance
    if chance.happens(0.02):
        life.add(
            Death(
                id=chance.uuid(), nominal_id=life.nominal_id, died_on=life.as_at - days(chance.whole(2, 20)),
                source=DeathSource.FAMILY, told_by="A neighbour, at the door", recorded_at=life.written(life.as_at),
            )
        )  # fmt: skip


BELONGINGS: tuple[Callable[[Life], None], ...] = (_contacts, _vehicles, _deaths)
