"""
Which characters a font file has a picture of: its table "cmap", of the two forms that all modern fonts have.

Source: OpenType 1.9.1, "cmap: character to glyph index mapping table", formats 4 and 12.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from struct import iter_unpack, unpack_from

_COLLECTION = b"ttcf"
_LAST = 0xFFFF


def characters_of(path: Path, index: int = 0) -> frozenset[int]:
    """
    The code points that the font has.

    Parameters
        index: which font of a collection.

    Raises
        ValueError: the file is no font, or maps characters in no known form.
    """
    data = path.read_bytes()
    start = unpack_from(">I", data, 12 + 4 * index)[0] if data[:4] == _COLLECTION else 0
    for tag, _, offset, _ in iter_unpack(">4sIII", _directory(data, start)):
        if tag == b"cmap":
            return frozenset(_mapped(data, offset))
    raise ValueError(f"{path.name} is no font that maps characters")


def _directory(data: bytes, start: int) -> bytes:
    (tables,) = unpack_from(">H", data, start + 4)
    return data[start + 12 : start + 12 + 16 * tables]


def _mapped(data: bytes, table: int) -> Iterator[int]:
    (count,) = unpack_from(">H", data, table + 2)
    offsets = {table + unpack_from(">I", data, table + 8 + 8 * place)[0] for place in range(count)}
    forms = {unpack_from(">H", data, offset)[0]: offset for offset in offsets}
    if 12 in forms:
        yield from _groups(data, forms[12])
    elif 4 in forms:
        yield from _segments(data, forms[4])
    else:
        raise ValueError(f"characters are mapped in the forms {sorted(forms)}, and not in 4 or 12")


def _groups(data: bytes, at: int) -> Iterator[int]:
    """Format 12: runs of characters with runs of glyphs."""
    (count,) = unpack_from(">I", data, at + 12)
    for first, last, glyph in iter_unpack(">III", data[at + 16 : at + 16 + 12 * count]):
        yield from range(first + (glyph == 0), last + 1)


def _segments(data: bytes, at: int) -> Iterator[int]:
    """Format 4: segments with a distance to their glyphs, or with a list of them."""
    count = unpack_from(">H", data, at + 6)[0] // 2
    lasts, firsts, deltas, ranges = (
        unpack_from(f">{count}H", data, at + 14 + 2 * skipped)
        for skipped in (0, count + 1, 2 * count + 1, 3 * count + 1)
    )
    for place, (first, last, delta, away) in enumerate(zip(firsts, lasts, deltas, ranges, strict=True)):
        listed = at + 14 + 2 * (3 * count + 1 + place) + away
        for code in range(first, min(last, _LAST - 1) + 1):
            glyph = unpack_from(">H", data, listed + 2 * (code - first))[0] if away else code
            if glyph and (glyph + delta) & _LAST:
                yield code
