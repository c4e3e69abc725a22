"""A PDF's words as a screen reader gets them: its own text for a span where it says one, else the glyphs' characters."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream

_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\n")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")


def spoken(pdf: bytes) -> str:
    """The text of all pages, in the order of the glyphs: from right to left where the letters are written so."""
    return "".join("".join(_spoken(page)) for page in PdfReader(io.BytesIO(pdf)).pages)


def _spoken(page: PageObject) -> Iterator[str]:
    fonts = {name: _characters(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    content = ContentStream(page["/Contents"], page.pdf)
    nested: list[bool] = []
    font: dict[int, str] = {}
    for operands, operator in content.operations:
        if operator in {b"BDC", b"BMC"}:
            told = operands[1] if operator == b"BDC" else {}
            instead = told.get("/ActualText") if isinstance(told, dict) else None
            if instead is not None and not any(nested):
                yield str(instead)
            nested.append(instead is not None)
        elif operator == b"EMC":
            nested.pop()
        elif operator == b"Tf":
            font = fonts[operands[0]]
        elif operator in {b"Tj", b"TJ"} and not any(nested):
            shown = operands[0] if operator == b"TJ" else operands
            for piece in shown:
                if isinstance(piece, str | bytes):
                    codes = piece if isinstance(piece, bytes) else piece.original_bytes
                    yield "".join(
                        font.get(int.from_bytes(codes[at : at + 2]), "\ufffd")
                        for at in range(0, len(codes), 2)
                    )


def _characters(font: dict) -> dict[int, str]:
    text = font["/ToUnicode"].get_data()
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", text, re.DOTALL):
        found |= {
            int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in _PAIR.findall(block)
        }
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", text, re.DOTALL):
        for first, last, to in _RANGE.findall(block):
            start = ord(bytes.fromhex(to.decode()).decode("utf-16-be"))
            found |= {
                code: chr(start + code - int(first, 16)) for code in range(int(first, 16), int(last, 16) + 1)
            }
    return found
