"""Where the person lives and stays, as subjects of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.dates import london
from cairn.record.addresses.checks import check_address, check_household_stay, check_stay
from cairn.record.addresses.homes import follow, restores
from cairn.record.addresses.models import Address, HouseholdStay, Stay
from cairn.subjects.declaration import Amending, Event, Subject


def _address_events(address: Address) -> Iterator[Event]:
    place = ", ".join(part for part in (address.lines, address.postcode) if part)
    yield Event(address.starts, address.get_kind_display(), place)
    if address.ends:
        yield Event(address.ends, f"{address.get_kind_display()}: ended", place)


def _stay_events(stay: Stay) -> Iterator[Event]:
    yield Event(stay.first_day, "Stay at other premises", stay.premises)


def _household_events(stay: HouseholdStay) -> Iterator[Event]:
    yield Event(london(stay.arrived).date(), "Stay where a child lives", stay.premises)


ADDRESS = Subject(
    key="addresses",
    read_back=True,
    model=Address,
    fact="addresses",
    order=("-starts", "kind", "recorded_at"),
    begins="starts",
    ends="ends",
    events=_address_events,
    refusals={
        "one_home_at_a_time": ("starts", "The person has another home on one of those days. End it first."),
        "address_ends_after_start": ("ends", "The last day is before the first. Give a later one."),
    },
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=("kind", "lines", "postcode", "uprn", "starts", "ends", "child"),
        check=check_address,
        follow=follow,
        restores=restores,
        ends="ends",
        ends_words="They no longer live or stay there",
    ),
)
STAY = Subject(
    key="stays",
    read_back=True,
    model=Stay,
    fact="notifications",
    order=("-first_day", "premises"),
    begins="first_day",
    events=_stay_events,
    refusals={"stay_ends_after_start": ("last_day", "The last day is before the first. Give a later one.")},
    amending=Amending(
        roles=RECORD_KEEPERS, fields=("premises", "first_day", "last_day"), check=check_stay, ends="last_day"
    ),
)
HOUSEHOLD_STAY = Subject(
    key="child-stays",
    read_back=True,
    model=HouseholdStay,
    fact="notifications",
    order=("-arrived", "premises"),
    begins="arrived",
    events=_household_events,
    refusals={
        "household_left_after_arrival": ("left", "They left before they arrived. Give a later time."),
    },
    amending=Amending(
        roles=RECORD_KEEPERS, fields=("premises", "arrived", "left"), check=check_household_stay
    ),
)
