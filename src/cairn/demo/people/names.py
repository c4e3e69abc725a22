"""
Names for invented people.

Forenames are common ones. Half of the surnames are put together from northern place-name syllables
and half are among the commonest in the country, with the spelling variants that a search must bear.
"""

from __future__ import annotations

from dataclasses import dataclass

from cairn.demo.chance import Chance, words

_MEN = words(
    "Adam Ahmed Alan Andrew Anthony Barry Brian Callum Carl Christopher Colin Connor Craig Daniel Darren "
    "David Dean Derek Edward Frank Gareth Gary George Glen Graham Hassan Ian Imran Jack Jakub James Jason "
    "John Jonathan Jordan Joseph Keith Kenneth Kevin Kieran Lee Liam Lewis Luke Malcolm Marcin Mark Martin "
    "Matthew Michael Mohammed Nathan Neil Nigel Norman Owen Patrick Paul Peter Philip Piotr Raymond Richard "
    "Robert Ronald Ross Ryan Samuel Scott Sean Simon Stephen Steven Stuart Terence Thomas Tomasz Trevor "
    "Victor Wayne William"
)
_WOMEN = words(
    "Alison Amanda Angela Beverley Catherine Christine Claire Deborah Donna Elaine Emma Gemma Helen Jane "
    "Janet Joanne Julie Karen Katherine Kathryn Kelly Laura Lesley Linda Lisa Lorraine Lynn Margaret Michelle "
    "Nicola Patricia Rachel Rebecca Sandra Sarah Sharon Susan Tracey Wendy Zofia"
)
_FIRST_PARTS = words(
    "Birk Thorn Hollin Raven Scar Beck Garth Lang Stock Kirk Wether Hazel Bracken Whin Mire Ling Esk Cold "
    "Apple Broad Stain Grise Gill Os Nether Dun Corn Hart"
)
_LAST_PARTS = words("rigg thwaite dale ber well holme gate side shaw croft bank field by wick mire garth")
_COMMON = words(
    "Smith Smyth Smythe Jones Taylor Tayler Brown Browne Williams Wilson Johnson Davies Davis Robinson Wright "
    "Thompson Thomson Evans Walker White Roberts Green Hall Wood Jackson Clarke Clark Khan Ahmed Ali Begum "
    "Kowalski Nowak Wojcik Singh Patel O'Brien O'Neill MacKenzie Mackenzie McDonald Macdonald Reid Reed Read "
    "Phillips Philips Stephens Stevens Allan Allen Alan Shepherd Sheppard Shepperd Graham Gray Grey Hodgson "
    "Bell Little Armstrong Nixon Irving Dixon Dickson Pearson Pierson Harrison Tyson Fisher Postlethwaite"
)
_SHORT = {
    "Michael": "Mick", "Robert": "Bob", "William": "Bill", "Anthony": "Tony", "Stephen": "Steve",
    "Steven": "Stevie", "Christopher": "Chris", "Daniel": "Danny", "James": "Jimmy", "Joseph": "Joe",
    "Richard": "Rick", "Kenneth": "Ken", "Raymond": "Ray", "Terence": "Terry", "Thomas": "Tommy",
    "Katherine": "Kath", "Kathryn": "Kathy", "Catherine": "Cath", "Patricia": "Pat", "Susan": "Sue",
}  # fmt: skip
_HANDLES = ("fell", "river", "night", "lone", "blue", "north", "grey", "moor")
_CREATURES = ("walker", "heron", "fox", "angler", "rider", "hawk", "badger", "drifter")


@dataclass(frozen=True, slots=True)
class FullName:
    """Forenames and surname."""

    forenames: str
    surname: str


def surname(chance: Chance) -> str:
    """A surname: common, put together, or now and then double-barrelled."""
    one = (
        chance.pick(_COMMON) if chance.happens(0.5) else chance.pick(_FIRST_PARTS) + chance.pick(_LAST_PARTS)
    )
    return f"{one}-{chance.pick(_COMMON)}" if chance.happens(0.02) else one


def full_name(chance: Chance, *, woman: bool = False) -> FullName:
    """A name, with a middle name six times in ten."""
    stock = _WOMEN if woman else _MEN
    first, middle = chance.pick(stock), chance.pick(stock)
    forenames = f"{first} {middle}" if chance.happens(0.6) and middle != first else first
    return FullName(forenames, surname(chance))


def alias(chance: Chance, name: FullName) -> FullName:
    """Another name somebody goes by: a short form, a misspelling's twin, or another surname."""
    first = name.forenames.split()[0]
    if first in _SHORT and chance.happens(0.6):
        return FullName(_SHORT[first], name.surname)
    return FullName(first, surname(chance))


def handle(chance: Chance) -> str:
    """A name used online."""
    return f"{chance.pick(_HANDLES)}_{chance.pick(_CREATURES)}{chance.whole(10, 99)}"
