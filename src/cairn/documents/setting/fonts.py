"""
The fonts that documents are set in: the setter's own serif for Latin, and Noto Sans for every other script.

Noto comes in two packages that hold font files and nothing else (requirements/main.txt, locked by hash), under the
SIL Open Font License 1.1. No font of the machine is used, so that a document is the same wherever it is made.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import typst

from cairn.documents.setting.character_maps import characters_of

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
SERIF = "Libertinus Serif"
_FIRST = "Noto Sans"
# Of the five faces for Chinese, Japanese and Korean one is enough: each has the forms of all, by language.
_HAN = "Noto Sans CJK SC"
# Pictures are named in words (letters.py): small and in black they cannot be told apart, and nobody can read them out.
_PICTURES = "Noto Emoji"


@dataclass(frozen=True, slots=True)
class Font:
    """A family of letters, and the characters that it has."""

    family: str
    characters: frozenset[int]


def directories() -> list[Path]:
    """
    Where the packages keep their files.

    Raises
        ModuleNotFoundError: a package is not installed.
    """
    found = []
    for package in PACKAGES:
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"the fonts of {package} are not installed", name=package)
        found.append(Path(spec.origin).parent)
    return found


@cache
def fonts() -> tuple[Font, ...]:
    """The families of the packages, in the order in which a character is looked for."""
    faces = {
        face.family: (Path(face.path), face.index)
        for face in typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=directories()
        ).fonts()
        if face.path and face.style == "normal"
    }
    chosen = sorted(
        (family for family in faces if family == _HAN or ("CJK" not in family and family != _PICTURES)),
        key=lambda family: (family != _FIRST, family == _HAN, family),
    )
    return tuple(Font(family, characters_of(*faces[family])) for family in chosen)


def families() -> list[str]:
    """What the setter is told to look through, in this order."""
    return [SERIF, *(font.family for font in fonts())]
