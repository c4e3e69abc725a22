"""A photograph as it may be kept: a real picture, of a known kind, with nothing hidden in it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from hashlib import sha256

from PIL import Image, ImageOps, UnidentifiedImageError

from cairn.errors import BadInput

MOST_BYTES = 5 * 1024 * 1024
# Cameras stay below this; a small file can unfold into far more.
_MOST_PIXELS = 50_000_000
_MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}


@dataclass(frozen=True, slots=True)
class CleanImage:
    """A picture encoded anew, its kind, and its digest."""

    content: bytes
    media_type: str
    sha256: str


def clean_image(image: bytes) -> CleanImage:
    """
    The picture encoded anew: upright, and without place, device or comment.

    Raises
        BadInput: over 5 MB, not a JPEG or PNG, damaged, or too many pixels.
    """
    if len(image) > MOST_BYTES:
        raise BadInput(
            f"The photograph has {len(image) / 1024 / 1024:.1f} MB. Use one of 5 MB or less.", field="image"
        )
    try:
        with Image.open(io.BytesIO(image), formats=list(_MEDIA_TYPES)) as opened:
            kind = opened.format or ""
            if opened.width * opened.height > _MOST_PIXELS:
                raise BadInput(
                    f"The photograph is {opened.width} by {opened.height}. Use a smaller one.", field="image"
                )
            picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise BadInput(
            "This is not a JPEG or PNG picture that can be read. Use another.", field="image"
        ) from error
    picture.info.clear()
    encoded = io.BytesIO()
    picture.save(encoded, format=kind, quality=90, optimize=True)
    content = encoded.getvalue()
    return CleanImage(content, _MEDIA_TYPES[kind], sha256(content).hexdigest())
