"""
Places that do not exist: towns and streets put together, in postcode area FE, which is well formed and
not one of the United Kingdom's postcode areas, so no letter could ever arrive.
"""

from __future__ import annotations

from dataclasses import dataclass

from cairn.demo.chance import Chance, words

# Each town has its own postal district, so that a town and its postcodes agree.
TOWNS = (
    "Hollinbeck", "Scarthwaite", "Thornmoor", "Kirkrigg", "Wetherholme", "Ravenshaw", "Langbeck", "Netherby Cross",
    "Coldgarth", "Eskerside",
)  # fmt: skip
_TREES = words(
    "Alder Ash Beech Birch Bracken Cedar Elm Hawthorn Hazel Juniper Larch Maple Oak Rowan Willow Yew"
)
_OTHERS = words("Station Chapel Mill Quarry Harbour Market Foundry Castle School Abbey Viaduct Tannery")
_KINDS = words("Road Street Lane Avenue Close Terrace Court Drive Gardens")
# Inward letters leave out C, I, K, M, O and V, as the postcode's form does.
_INWARD = "ABDEFGHJLNPQRSTUWXYZ"
STATIONS = ("Hollinbeck police station", "Scarthwaite police station", "Thornmoor police station")
PRISONS = ("HMP Thornscar", "HMP Coldbeck", "HMP Ravengate")
HOSPITALS = ("Larchmoor Hospital", "The Whinfell Unit")
COURTS = ("Hollinbeck Crown Court", "Scarthwaite Crown Court")
MAGISTRATES = ("Fellside Magistrates' Court", "Thornmoor Magistrates' Court")
BANKS = ("Fellside Building Society", "Northmoor Bank", "Becksteads Bank", "Tarn Mutual")
_FOUND_AT = (
    "The arcade by the bus station", "The shelter behind the covered market", "The night refuge, Chapel Lane",
    "The library steps, Market Street", "The car park under the viaduct",
)  # fmt: skip
COUNTRIES = (
    ("Spain", "Alicante airport"), ("Portugal", "Faro airport"), ("France", "Calais"),
    ("Poland", "Krakow airport"), ("Ireland", "Dublin airport"), ("Thailand", "Bangkok airport"),
    ("Turkey", "Antalya airport"), ("Greece", "Corfu airport"),
)  # fmt: skip
RETURN_POINTS = ("Manchester airport", "Newcastle airport", "Dover", "Liverpool airport")


@dataclass(frozen=True, slots=True)
class Place:
    """An address: its lines, postcode and property number."""

    lines: str
    postcode: str
    uprn: str


def place(chance: Chance) -> Place:
    """A house or flat on a street of an invented town."""
    town = chance.whole(0, len(TOWNS) - 1)
    street = f"{chance.pick(_TREES) if chance.happens(0.6) else chance.pick(_OTHERS)} {chance.pick(_KINDS)}"
    house = f"{chance.whole(1, 180)} {street}"
    if chance.happens(0.2):
        house = f"Flat {chance.whole(1, 12)}, {house}"
    inward = f"{chance.whole(1, 9)}{chance.pick(_INWARD)}{chance.pick(_INWARD)}"
    # Numbers from 9990... are far above those in use.
    uprn = f"9990{chance.whole(0, 99_999_999):08d}" if chance.happens(0.7) else ""
    return Place(f"{house}, {TOWNS[town]}", f"FE{town + 1} {inward}", uprn)


def found_at(chance: Chance) -> str:
    """Where somebody without a home can regularly be found (SOA 2003 s.83(7)(b))."""
    return f"{chance.pick(_FOUND_AT)}, {chance.pick(TOWNS)}"
