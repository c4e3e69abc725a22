"""Who acts in the scenes, and about whom: the people of one officer, each once, in an order drawn from the seed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from cairn.access.models import Partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.kinds import AgencyKind
from cairn.accounts.models import User
from cairn.dates import today
from cairn.demo.chance import Chance, years_after
from cairn.demo.lives.traits import SET_PIECES
from cairn.demo.lives.whole import nominal_of
from cairn.record.addresses.models import AddressKind
from cairn.record.models import Address, Allocation, Nominal, TimeAway
from cairn.supervision.visits.models import Visit

_ACTORS = ("officer", "supervisor", "records", "counter", "northmoor", "northmoor2")
# Among so many: an officer's caseload is spread over the whole register.
_MOST = 2000


@dataclass(slots=True)
class Cast:
    """
    The actors by username, and those of whom no scene tells yet.

    Parameters
        at_liberty: adults who are not in custody, in hospital or abroad.
        homes: who has an address today; others: who has a second one.
        housed: with whom a housing provider works; visited: who was visited.
    """

    users: dict[str, User]
    free: list[UUID]
    at_liberty: set[UUID]
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

    def take_at_liberty(self) -> UUID | None:
        """An adult who could be met anywhere."""
        return self.take(self.at_liberty)

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
            at_liberty=_adults(mine) - _away(mine),
            homes=set(homes.values_list("nominal_id", flat=True)),
            others=set(homes.filter(kind=AddressKind.OTHER).values_list("nominal_id", flat=True)),
            housed=set(with_housing.values_list("nominal_id", flat=True)),
            visited=set(Visit.objects.filter(nominal_id__in=mine).values_list("nominal_id", flat=True)),
        )


def _adults(people: set[UUID]) -> set[UUID]:
    born = Nominal.objects.filter(pk__in=people, date_of_birth__lte=years_after(today(), -18), died_on=None)
    return set(born.values_list("pk", flat=True))


def _away(people: set[UUID]) -> set[UUID]:
    away = TimeAway.objects.filter(nominal_id__in=people, ended__isnull=True)
    return set(away.values_list("nominal_id", flat=True))


def _drawn(seed: int, nominals: int) -> list[UUID]:
    """In an order drawn from the seed; the set pieces last, since each of them shows something already."""
    chance = Chance(seed, "scenes")
    others = sorted(range(SET_PIECES, min(nominals, _MOST)), key=lambda _: chance.share(0, 1))
    pieces = reversed(range(min(nominals, SET_PIECES)))
    return [nominal_of(seed, index) for index in (*others, *pieces)]
