"""What the person has and uses: one function for each kind of thing, drawn last so that it moves nothing else."""

from __future__ import annotations

from collections.abc import Callable

from cairn.demo.chance import days
from cairn.demo.lives.life import Life
from cairn.demo.people import names
from cairn.record.contacts.models import Contact, ContactKind, Verified
from cairn.record.contacts.subject import check_contact


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


BELONGINGS: tuple[Callable[[Life], None], ...] = (_contacts,)
