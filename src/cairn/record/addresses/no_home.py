"""Words typed as a home address that say that there is none, or that it is abroad."""

from __future__ import annotations

import re

from cairn.errors import BadInput

# What people write in the address box of somebody without a home.
_SAYS_NONE = (
    r"n\W*f\W*[ah]|of no fixed \w+|no fixed (abode|address|home|residence|place)|no (home|address|abode)|none"
    r"|without (a )?(fixed |permanent )?(home|address|abode)|homeless|roofless|vagrant|street homeless"
    r"|(sofa|couch)\W*surf(ing|s|er)?|sleep(s|ing)? rough|rough sleep(ing|er)?|on the streets?"
    r"|(living |sleeping |sleeps |lives )?(in|on) (a|his|her|their|the) (car|van|tent|streets?|friends? sofa)"
)
_NOTHING_ELSE = re.compile(rf"({_SAYS_NONE})", re.IGNORECASE)
# With more words after it: "sofa surfing at friends", "NFA, Kendal". A hostel for the homeless is a place.
_AND_MORE = re.compile(
    r"(n\W?f\W?a|(of )?no fixed (abode|address|home|residence)|(sofa|couch)\W*surf\w*|sleep(s|ing)? rough|rough sleep\w*)\b.*",
    re.IGNORECASE | re.DOTALL,
)
# Neighbours and the countries most often named; the Islands and Ireland are no part of the United Kingdom either.
_ABROAD = frozenset(
    """
    albania algeria andorra argentina australia austria bangladesh belarus belgium brazil bulgaria canada chile
    china colombia croatia cuba cyprus czechia denmark egypt estonia ethiopia finland france germany ghana gibraltar
    greece guernsey hungary iceland india indonesia iran iraq ireland israel italy jamaica japan jersey kenya kosovo
    kuwait latvia lebanon libya lithuania luxembourg malaysia malta mexico moldova monaco montenegro morocco nepal
    netherlands nigeria norway oman pakistan peru philippines poland portugal qatar romania russia senegal serbia
    singapore slovakia slovenia somalia spain sudan sweden switzerland syria taiwan thailand tunisia turkey ukraine
    usa venezuela vietnam yemen zambia zimbabwe
    """.split()
) | {
    *("czech republic", "isle of man", "republic of ireland", "south africa", "saudi arabia", "sri lanka"),
    *("united states", "united states of america", "united arab emirates", "new zealand", "hong kong"),
    *("the netherlands", "eire", "deutschland", "polska", "españa", "italia", "românia", "north macedonia"),
}
# Large cities that no place in the United Kingdom is called after; their address often ends without a country.
_CITIES = frozenset(
    """
    amsterdam athens barcelona belgrade berlin brussels bucharest budapest copenhagen dubai dublin frankfurt gdansk
    gdańsk hamburg helsinki istanbul karachi katowice kraków krakow lagos lahore lisbon łódź madrid manila milan
    mumbai munich nairobi oslo paris poznań prague riga rome sofia stockholm tallinn vienna vilnius warsaw warszawa
    wrocław zagreb zurich
    """.split()
)
# Letters of no language of these islands, and the form of a Polish postcode.
_FOREIGN = re.compile(r"[ąćęłńśźżčďěňřšťůžßåøæñőűşğțășđ]|\b[0-9]{2}-[0-9]{3}\b", re.IGNORECASE)


def says_none(lines: str) -> bool:
    """Whether the words say that there is no home: "NFA", "no fixed abode", "sofa surfing"."""
    text = " ".join(lines.split()).strip(" .,;-")
    return bool(_NOTHING_ELSE.fullmatch(text) or _AND_MORE.fullmatch(text))


def names_abroad(lines: str) -> str:
    """What of the address shows that it is outside the United Kingdom: its end, or letters; empty if nothing does."""
    last = re.split(r"[,\n]", lines.strip(" .,;\n"))[-1].strip(" .")
    place = re.sub(r"^[0-9-]+ ", "", last).casefold()
    return last if place in _ABROAD | _CITIES or _FOREIGN.search(lines) else ""


def check_home(kind: str, lines: str) -> None:
    """
    That a home address is one, and that a place to be found at is one.

    Raises
        BadInput: at `kind`, words that say there is no home; at `lines`, no place at all, or one abroad.

    Source: Sexual Offences Act 2003 s.83(7).
    """
    if kind == "home" and says_none(lines):
        raise BadInput(
            "Do you mean no fixed abode? Then select it, and enter where they can regularly be found. They must "
            "then notify every week.",
            field="kind",
        )
    if kind == "no-fixed-abode" and _NOTHING_ELSE.fullmatch(" ".join(lines.split()).strip(" .,;-")):
        raise BadInput(
            "Enter a place where they can regularly be found, such as a hostel, a day centre or a street.",
            field="lines",
        )
    if kind in ("home", "no-fixed-abode") and (country := names_abroad(lines)):
        raise BadInput(
            f"{country} is outside the United Kingdom. A home address under section 83(7) is in the United "
            "Kingdom. If they live abroad, record the time abroad; if they have no home here, select no fixed abode "
            "and enter where they can be found.",
            field="lines",
        )
