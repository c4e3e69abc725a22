"""A label of ours, such as a role's or a kind of fact's, as it stands within a sentence."""

from __future__ import annotations


def inside(label: str) -> str:
    """Supervisor becomes supervisor; MAPPA coordinator stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
