"""What the person has and uses: one function for each kind of thing, drawn last so that it moves nothing else."""

from __future__ import annotations

from collections.abc import Callable

from cairn.demo.lives.life import Life

BELONGINGS: tuple[Callable[[Life], None], ...] = ()
