"""Every source of duties, in the order of the projection's rows: set once, by the composition root."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from cairn.duties.source import DutySource

AnySource = DutySource[Any]

_installed: list[AnySource] = []


def install(sources: Sequence[AnySource]) -> None:
    """
    Set which duties there are. Called once, by the composition root.

    Raises
        ValueError: two sources of one name, one kind of duty or one figure.
    """
    names = Counter(source.name for source in sources)
    kinds = Counter(kind for source in sources for kind in source.kinds)
    figures = Counter(figure for source in sources for figure in source.figures)
    twice = [name for counts in (names, kinds, figures) for name, many in counts.items() if many > 1]
    if twice:
        raise ValueError(f"declared twice: {', '.join(sorted(twice))}")
    _installed[:] = sources


def sources() -> tuple[AnySource, ...]:
    """All of them."""
    return tuple(_installed)


def kinds() -> Mapping[str, str]:
    """Every kind of duty, with what is said of one whose reasons the reader may not see."""
    return {kind: words for source in _installed for kind, words in source.kinds.items()}
