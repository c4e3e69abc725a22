"""What a reason and other free text must be, wherever this room asks for one."""

from __future__ import annotations

from cairn.errors import BadInput

# Short enough to write in an emergency, long enough to be a reason.
_LEAST, _MOST = 15, 2_000


def reason(text: str, *, field: str = "why", ask: str = "Say why") -> str:
    """
    A reason, with no outer or doubled spaces.

    Raises
        BadInput: nothing, too short to be a reason, or too long.
    """
    cleaned = " ".join(text.replace("\x00", " ").split())
    if len(cleaned) < _LEAST:
        raise BadInput(f"{ask}, in a sentence that a reviewer can follow.", field=field)
    if len(cleaned) > _MOST:
        raise BadInput(f"This has {len(cleaned)} characters. Use {_MOST} or fewer.", field=field)
    return cleaned
