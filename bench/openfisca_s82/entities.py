"""The one entity: a person in respect of one conviction, caution or finding."""

from __future__ import annotations

from openfisca_core.entities import build_entity

Person = build_entity(
    key="person",
    plural="persons",
    label="A person in respect of one conviction, caution or finding",
    is_person=True,
)
