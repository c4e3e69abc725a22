"""Who acts in the scenes, and about whom: the people of one officer, each once, in an order drawn from the seed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from cairn.access.acting import acting_as
from cairn.access.kinds import AgencyKind
from cairn.access.models import Partnership, User
from cairn.demo.chance import Chance
from cairn.demo.lives.traits import SET_PIECES
from cairn.demo.lives.whole import nominal_of
from cairn.record.addresses.models import AddressKind
from cairn.record.models import Address, Allocation
from cairn.supervision.visits.models import Visit

_ACTORS = ("officer", "supervisor", "records", "northmoor", "northmoor2")
# Among so many: an officer's caseload is spread over the whole register.
_MOST = 2000


@dataclass(slots=True)
class Cast:
    """
    The actors by username, and those of whom no scene tells yet.

    Parameters
        homes: who has a home or other address today; others: who has a second address; housed: with whom a
            housing provider works; visited: who was visited.
    """

    users: dict[str, User]
    free: list[UUID]
    homes: set[UUID]
    others: set[UUID]
    housed: set[UUID]
    visited: set[UUID]

    def take(self, *preferred: Collection[UUID]) -> UUID | None:
        """The next person of the first of these that has any left (of everybody if none is given); once."""
        for among in preferred or (self.free,):
            for nominal_id in self.free:
                if nominal_id in among:
                    self.free.remove(nominal_id)
                    return nominal_id
        return None

    def take_housed(self) -> UUID | None:
        """Somebody with an address, at best a second one and known to a housing provider."""
        return self.take(self.others & self.housed, self.homes & self.housed, self.homes)

    def take_visited(self) -> UUID | None:
        """Somebody who was visited."""
        return self.take(self.visited)


def gather(*, seed: int, nominals: int) -> Cast:
    """The cast of a register loaded with this seed and number: those whom the officer manages."""
    found = User.objects.select_related("agency", "team").filter(username__in=_ACTORS)
    users = {user.username: user for user in found}
    with acting_as(users["supervisor"]):
        managed = Allocation.objects.filter(officer=users["officer"], ends__isnull=True)
        mine = set(managed.values_list("nominal_id", flat=True))
        homes = Address.objects.filter(ends__isnull=True, nominal_id__in=mine)
        with_housing = Partnership.objects.filter(agency__kind=AgencyKind.HOUSING, until__isnull=True)
        return Cast(
            users=users,
            free=[nominal_id for nominal_id in _drawn(seed, nominals) if nominal_id in mine],
            homes=set(homes.values_list("nominal_id", flat=True)),
            others=set(homes.filter(kind=AddressKind.OTHER).values_list("nominal_id", flat=True)),
            housed=set(with_housing.values_list("nominal_id", flat=True)),
            visited=set(Visit.objects.filter(nominal_id__in=mine).values_list("nominal_id", flat=True)),
        )


def _drawn(seed: int, nominals: int) -> list[UUID]:
    """In an order drawn from the seed; the set pieces last, since each of them shows something already."""
    chance = Chance(seed, "scenes")
    others = sorted(range(SET_PIECES, min(nominals, _MOST)), key=lambda _: chance.share(0, 1))
    pieces = reversed(range(min(nominals, SET_PIECES)))
    return [nominal_of(seed, index) for index in (*others, *pieces)]
