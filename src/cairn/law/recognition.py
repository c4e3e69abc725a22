"""
Whether the words for an offence say which offence it was.

What names an Act and a section that no Schedule lists is a certain no. Words that name none are not
thereby unlisted; nor are the provisions that name no offence by themselves (an attempt at what?).
"""

from __future__ import annotations

from functools import lru_cache

from cairn.law.references import is_certain, parse


@lru_cache(maxsize=4096)
def recognised(offence: str) -> bool:
    """Whether every list of offences either has it or has it not: an Act and a provision, and no slip in them."""
    found = parse(offence)
    return found is not None and is_certain(found)


@lru_cache(maxsize=4096)
def may_be_statutory(offence: str) -> bool:
    """Whether it may be an offence under some statute that the words do not name: not one at common law."""
    found = parse(offence)
    return found is None or not (is_certain(found) or all(not one.section for one in found.provisions))
