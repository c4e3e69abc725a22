"""The policy as data: closed, sourced, and honest about what nobody has read."""

from __future__ import annotations

from cairn.record.disclosures.models import RecipientKind
from cairn.record.disclosures.policy import grounds, needs_authority, power_choices, powers


def test_the_powers_and_grounds_are_those_of_the_policy() -> None:
    assert list(powers()) == [
        "policing-purpose", "co-operation", "child-sex-offender", "csods", "dvds", "court-order", "consent", "other",
    ]  # fmt: skip
    assert list(grounds()) == ["approved", "safeguards", "special-circumstances"]
    assert power_choices()[1] == ("co-operation", "Co-operation of MAPPA agencies (CJA 2003 s.325)")


def test_every_one_has_a_source_and_reaches_kinds_that_exist() -> None:
    for basis in (*powers().values(), *grounds().values()):
        assert basis.source
        assert set(basis.to) <= set(RecipientKind.values)


def test_what_nobody_read_is_marked_as_such() -> None:
    unread = {key for key, power in powers().items() if not power.verified}
    assert unread == {"policing-purpose", "csods", "dvds", "court-order", "other"}


def test_who_is_told_beyond_the_agencies_is_told_with_authority() -> None:
    policing = powers()["policing-purpose"]
    asking = {kind for kind in RecipientKind.values if needs_authority(kind, policing)}
    assert asking == {"third-party", "member-of-public", "other"}
    assert needs_authority("mappa-agency", powers()["child-sex-offender"])
    assert needs_authority("overseas-authority", policing, grounds()["special-circumstances"])
    assert not needs_authority("overseas-authority", policing, grounds()["approved"])
