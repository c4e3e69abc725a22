"""
The facts on which an answer may turn and that a record may lack: a closed list of codes, with their words.

What is not known is not a no: an answer that turns on one of these is undecided, and names it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

Need = Literal[
    "offence",
    "offence-date",
    "victim-age",
    "shown-age",
    "intended-victim-age",
    "sexual-gratification",
    "all-willing",
    "parental-household",
    "court-determination",
    "sentence",
    "sentence-length",
    "disposal",
    "standing-on-1997-09-01",
    "place-of-caution",
    "birth-date",
    "held",
    "order",
    "law",
]
NEEDS: tuple[Need, ...] = get_args(Need)

# What is to be found out, as the end of "It turns on ...".
WORDS: dict[Need, str] = {
    "offence": "which offence it was: the Act, the section and the subsection",
    "offence-date": "the date of the offence",
    "victim-age": "the victim's age at the offence",
    "shown-age": "the age of the youngest person shown",
    "intended-victim-age": "the age of the intended victim",
    "sexual-gratification": "whether it was done for sexual gratification",
    "all-willing": "whether everybody involved was 16 or over and willing",
    "parental-household": "whether they had a parent's place in the same household",
    "court-determination": "what the court determined about Part 2, or about a sexual aspect",
    "sentence": "the sentence",
    "sentence-length": "the length of the sentence, as the order states it",
    "disposal": "what kind of sentence it was",
    "standing-on-1997-09-01": "how they stood at the beginning of 1 September 1997: serving, supervised, "
    "in hospital or not yet dealt with",
    "place-of-caution": "where the caution was given",
    "birth-date": "their date of birth",
    "held": "whether they were taken into custody or hospital by the sentence, where and since when",
    "order": "which order was breached, and until when it runs",
    "law": "law whose text was not read, or that may not be in force: a person must decide",
}


# The same for codes that were kept, and are text.
_BY_CODE: dict[str, str] = {str(code): words for code, words in WORDS.items()}


def in_order(found: Iterable[Need]) -> tuple[Need, ...]:
    """Each once, in the order of the list."""
    among = frozenset(found)
    return tuple(need for need in NEEDS if need in among) if among else ()


def in_words(needs: Iterable[str]) -> str:
    """Codes, as kept or as answered: "the victim's age at the offence; the sentence"."""
    return "; ".join(_BY_CODE[need] for need in needs)
