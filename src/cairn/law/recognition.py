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
