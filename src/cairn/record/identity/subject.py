"""Who the person is, as subjects of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.record.identity.checking import check_identifier, check_name, check_person, check_photograph
from cairn.record.identity.models import Identifier, Name, Nominal, Photograph
from cairn.record.identity.shown import follow, restores
from cairn.subjects.declaration import Amending, Event, Subject


def _name_events(name: Name) -> Iterator[Event]:
    if name.used_from:
        yield Event(name.used_from, f"{name.get_kind_display()} first used", str(name))
    if name.used_until:
        yield Event(name.used_until, f"{name.get_kind_display()} no longer used", str(name))


PERSON = Subject(
    key="person",
    model=Nominal,
    fact="identity",
    nominal="id",
    title="Date of birth, sex and gender",
    called="the person's particulars",
    letter="who you are",
    order=("added_at",),
    restrictable=False,
    # When they died has a page of its own, with who says so.
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=("date_of_birth", "born_known", "born_within", "sex", "gender"),
        derived=("birth_earliest", "birth_latest"),
        check=check_person,
        withdraws=False,
    ),
)
NAME = Subject(
    key="names",
    read_back=True,
    model=Name,
    fact="identity",
    order=("-shown", "kind", "surname", "forenames"),
    begins="used_from",
    ends="used_until",
    events=_name_events,
    words=lambda name: f"{name} ({name.get_kind_display().lower()})",
    refusals={
        "name_ends_after_start": (
            "used_until",
            "They stopped using it before they started. Check both dates.",
        ),
    },
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=("kind", "forenames", "surname", "shown", "used_from", "used_until", "source"),
        check=check_name,
        follow=follow,
        restores=restores,
        ends="used_until",
        ends_words="They no longer use this name",
    ),
)
IDENTIFIER = Subject(
    key="identifiers",
    model=Identifier,
    fact="identifiers",
    order=("kind", "recorded_at"),
    letter="number that other systems know you by",
    refusals={
        "identifier_once_a_record": ("raw", "This number is on this record already."),
    },
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=("kind", "raw", "source", "current"),
        check=check_identifier,
        derived=("canonical", "status"),
    ),
)
PHOTOGRAPH = Subject(
    key="photographs",
    model=Photograph,
    fact="photograph",
    order=("-taken_on", "-added_at"),
    begins="taken_on",
    unread=("image",),
    amending=Amending(roles=RECORD_KEEPERS, fields=("taken_on",), check=check_photograph),
)
