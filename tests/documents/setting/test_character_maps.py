"""Which characters a font has, read from files of both forms, and from a collection."""

from __future__ import annotations

from pathlib import Path
from struct import pack

import pytest

from cairn.documents.setting.character_maps import characters_of
from cairn.documents.setting.fonts import fonts


def a_font(subtable: bytes) -> bytes:
    """A font of nothing but a map of characters."""
    table = pack(">HHHHI", 0, 1, 3, 1, 12) + subtable
    return b"\0\1\0\0" + pack(">HHHH", 1, 0, 0, 0) + pack(">4sIII", b"cmap", 0, 28, len(table)) + table


def segments() -> bytes:
    """Format 4: A to C by a distance, a to c by a list in which b has no glyph, and the end mark."""
    lasts, firsts = (0x43, 0x63, 0xFFFF), (0x41, 0x61, 0xFFFF)
    deltas, ranges = (0x10000 - 0x40, 0, 1), (0, 4, 0)
    words = (6, 0, 0, 0, *lasts, 0, *firsts, *deltas, *ranges, 7, 0, 8)
    return pack(">HHH", 4, 0, 0) + pack(f">{len(words)}H", *words)


def test_segments_with_a_distance_and_with_a_list(tmp_path: Path) -> None:
    file = tmp_path / "a.ttf"
    file.write_bytes(a_font(segments()))
    assert characters_of(file) == frozenset(map(ord, "ABCac"))


def test_groups_beyond_the_first_plane(tmp_path: Path) -> None:
    file = tmp_path / "a.ttf"
    file.write_bytes(a_font(pack(">HHIII", 12, 0, 0, 0, 2) + pack(">6I", 0x61, 0x62, 5, 0x20BB7, 0x20BB8, 9)))
    assert characters_of(file) == {0x61, 0x62, 0x20BB7, 0x20BB8}


def test_a_file_that_is_no_font_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.ttf"
    file.write_bytes(b"\0\1\0\0" + bytes(60))
    with pytest.raises(ValueError, match="no font that maps characters"):
        characters_of(file)
    file.write_bytes(a_font(pack(">HHH", 6, 0, 0)))
    with pytest.raises(ValueError, match="in the forms"):
        characters_of(file)


def test_the_installed_fonts_have_their_scripts_letters() -> None:
    held = {font.family: font.characters for font in fonts()}
    for family, letters in {
        "Noto Sans": "Aéßжω",
        "Noto Sans Arabic": "محمد",
        "Noto Sans Bengali": "রহ",
        "Noto Sans CJK SC": "王𠮷たカ김ㄅ",
    }.items():
        assert set(map(ord, letters)) <= held[family]
    assert ord("م") not in held["Noto Sans"]
