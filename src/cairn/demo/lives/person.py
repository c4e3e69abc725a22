"""Who the person is: names, numbers, accounts and a stand-in for a photograph."""

from __future__ import annotations

from cairn.demo.chance import Chance, days
from cairn.demo.lives.life import Life, Owed
from cairn.demo.people import names, places
from cairn.demo.people.numbers import numbers
from cairn.demo.people.photograph import silhouettes
from cairn.record.financial.models import FinancialDetail, FinancialKind
from cairn.record.identity.identifiers import check, tidied
from cairn.record.identity.models import Identifier, Name, NameKind, Nominal, Photograph, Sex
from cairn.record.notifications.models import Matter

# Our assumption: the published tables at hand give no sex.
_WOMEN = 0.03


def identify(life: Life) -> None:
    """The nominal, every name, every number, and what reg.12 asks for."""
    chance = life.chance
    woman = chance.happens(_WOMEN)
    life.add(
        Nominal(
            id=life.nominal_id,
            date_of_birth=life.born,
            sex=Sex.FEMALE if woman else Sex.MALE,
            added_at=life.written(life.relevant + days(1)),
        )
    )
    _names(life, woman=woman)
    for number in numbers(chance, life.index, first_seen=life.relevant, imprisoned=life.imprisoned):
        checked = check(number.kind, tidied(number.raw), as_at=life.as_at)
        life.add(
            Identifier(
                id=chance.uuid(),
                nominal_id=life.nominal_id,
                kind=number.kind,
                raw=number.raw,
                canonical=checked.canonical,
                status=checked.status,
                source=number.source,
                recorded_at=life.written(life.relevant + days(1)),
            )
        )
    if life.story.registers and life.free_from is not None and chance.happens(0.8):
        _accounts(life)
    if life.traits.photographed:
        _photograph(life)


def _names(life: Life, *, woman: bool) -> None:
    chance = life.chance
    name = names.full_name(chance, woman=woman)
    renamed = life.claim(1) if life.traits.renamed else None
    _name(life, NameKind.LEGAL, name, shown=renamed is None)
    if renamed is not None:
        now = names.FullName(name.forenames, names.surname(chance))
        life.add(
            Name(
                id=chance.uuid(), nominal_id=life.nominal_id, kind=NameKind.LEGAL, forenames=now.forenames,
                surname=now.surname, shown=True, used_from=renamed, source="Told by the person",
            )
        )  # fmt: skip
        life.owe(Owed(Matter.CHANGE, renamed, life.soon(renamed), about="name"))
    for _ in range(life.traits.aliases):
        other = names.alias(chance, name)
        if other != name:
            _name(life, NameKind.ALIAS, other)
    if chance.happens(0.06):
        _name(life, NameKind.ONLINE, names.FullName("", names.handle(chance)))


def _name(life: Life, kind: NameKind, name: names.FullName, *, shown: bool = False) -> None:
    life.add(
        Name(
            id=life.chance.uuid(), nominal_id=life.nominal_id, kind=kind, forenames=name.forenames,
            surname=name.surname, shown=shown, source="Told by the person" if kind == NameKind.LEGAL else "Police",
        )
    )  # fmt: skip


def _accounts(life: Life) -> None:
    chance = life.chance
    bank = chance.pick(places.BANKS)
    account = f"{chance.whole(0, 99_999_999):08d}"
    # Sort codes from 00 and cards from 9 are issued by no bank.
    sort_code = f"00-{chance.whole(0, 99):02d}-{chance.whole(0, 99):02d}"
    life.add(
        FinancialDetail(
            id=chance.uuid(), nominal_id=life.nominal_id, kind=FinancialKind.BANK_ACCOUNT, institution=bank,
            account_number=account, sort_code=sort_code, held_from=life.relevant - days(chance.whole(30, 4000)),
        )
    )  # fmt: skip
    if chance.happens(0.85):
        year = life.as_at.year % 100
        life.add(
            FinancialDetail(
                id=chance.uuid(), nominal_id=life.nominal_id, kind=FinancialKind.DEBIT_CARD, institution=bank,
                card_number=_card(chance), expires=f"{chance.whole(1, 12):02d}/{year + chance.whole(1, 4):02d}",
            )
        )  # fmt: skip


def _card(chance: Chance) -> str:
    return " ".join(
        ["9" + f"{chance.whole(0, 999):03d}", *(f"{chance.whole(0, 9999):04d}" for _ in range(3))]
    )


def _photograph(life: Life) -> None:
    picture = life.chance.pick(silhouettes())
    taken = life.chance.day(life.free_from or life.relevant, life.as_at - days(1))
    life.add(
        Photograph(
            id=life.chance.uuid(),
            nominal_id=life.nominal_id,
            taken_on=taken,
            image=picture.image,
            media_type="image/png",
            sha256=picture.sha256,
            added_at=life.written(taken),
        )
    )
