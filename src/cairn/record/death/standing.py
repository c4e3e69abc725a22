"""What the rest of the record reads of a death: the person's own row has its day once it stands, and none before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cairn.record.death.models import Death
from cairn.subjects.declaration import Moved


def settle(death: Death, save: Callable[[], None]) -> list[Moved]:
    """Write a death, and its day on the person's row as far as it stands."""
    save()
    person, day = death.nominal, death.died_on if death.stands else None
    if person.died_on == day:
        return []
    person.died_on = day
    person.save(update_fields=["died_on"])
    return [(person, ("died_on",))]


def follow(was: Death, death: Death, save: Callable[[], None]) -> list[Moved]:
    """Write a corrected death. Another source than the one that was confirmed wants its own confirmation."""
    if (was.source, was.told_by) != (death.source, death.told_by):
        death.confirmed_by, death.confirmed_how = None, ""
    return settle(death, save)


def restores(death: Death) -> Iterator[Moved]:
    """Whoever is not dead owes again what they owed."""
    person = death.nominal
    if person.died_on is not None:
        person.died_on = None
        yield person, ("died_on",)
