"""How an offence is written: one form to compare by, and what else a reference may be listed as."""

from __future__ import annotations

import re
from functools import lru_cache

# Abbreviations in use, each for one Act whatever its year.
_SHORT = {
    "sexual offences act": "soa",
    "oapa": "offences against the person act",
    "offences against the persons act": "offences against the person act",
    "pha": "protection from harassment act",
    "poa": "public order act",
    "rta": "road traffic act",
    "msa": "modern slavery act",
}
_SHORTS = re.compile(rf"\b({'|'.join(_SHORT)})\b")
_SECTION = re.compile(r"\bs(?:ect(?:ion)?)?\.? ?(?=\d)")
_FORM = re.compile(r"^(?P<base>.*?)(?P<sub>(?:\([0-9a-z]{1,4}\))*)(?: \((?P<verb>[a-z ]+)\))?$")


def normal(reference: str) -> str:
    """The reference in the form to compare by: "soa 2003 s.9" of "Sexual Offences Act 2003 section 9"."""
    text = re.sub(r"\s+", " ", reference.strip().lower())
    text = _SHORTS.sub(lambda found: _SHORT[found[1]], text)
    return _SECTION.sub("s.", text)


@lru_cache(maxsize=4096)
def among(reference: str, offences: frozenset[str]) -> bool:
    """Whether an offence, or an inchoate form of it, is one of some that are written in the form to compare by."""
    return any(form in offences for form in forms(reference)[0])


def forms(reference: str) -> tuple[tuple[str, ...], str]:
    """
    What an offence may be listed as, the narrowest first, and the verb of an inchoate form.

    "soa 2003 s.66b(3) (attempt)" may be listed as s.66B(3) or as s.66B; the verb is "attempt".
    """
    text = normal(reference)
    parts = _FORM.match(text)
    if parts is None:
        return (text,), ""
    listed = dict.fromkeys((parts["base"] + parts["sub"], parts["base"]))
    return tuple(listed), parts["verb"] or ""
