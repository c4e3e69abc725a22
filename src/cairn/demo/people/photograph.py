"""A head and shoulders that is nobody's: drawn once for each tint, in place of a photograph."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from io import BytesIO

from PIL import Image, ImageDraw

_TINTS = (
    (214, 219, 223),
    (222, 216, 206),
    (208, 220, 212),
    (220, 210, 218),
    (206, 214, 226),
    (224, 220, 200),
)
_FIGURE = (112, 120, 128)


@dataclass(frozen=True, slots=True)
class Picture:
    """An image's bytes and their hash."""

    image: bytes
    sha256: str


@cache
def silhouettes() -> tuple[Picture, ...]:
    """One neutral silhouette for each tint of the background, as PNG, 240 by 300."""
    return tuple(_draw(tint) for tint in _TINTS)


def _draw(tint: tuple[int, int, int]) -> Picture:
    canvas = Image.new("RGB", (240, 300), tint)
    pen = ImageDraw.Draw(canvas)
    pen.ellipse((72, 48, 168, 172), fill=_FIGURE)
    pen.rectangle((100, 150, 140, 200), fill=_FIGURE)
    pen.ellipse((24, 184, 216, 420), fill=_FIGURE)
    held = BytesIO()
    canvas.quantize(8).save(held, "PNG", optimize=True)
    image = held.getvalue()
    return Picture(image, sha256(image).hexdigest())
