"""A file that left the house proves itself, and any byte of it that is changed is found."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import HealthCheck, given
from hypothesis import settings as checked
from hypothesis import strategies as st

from cairn.errors import BadInput, Conflict, NotFound
from cairn.ledger.log.heads import heads_between
from cairn.ledger.log.leaf_encoding import canonical
from cairn.ledger.proofs.checking import check
from cairn.ledger.proofs.making import bundle, consistency
from cairn.ledger.proofs.proof_schema import written
from tests.ledger.conftest import SealedLog

Make = Callable[[SealedLog], bytes]


def _bundle(log: SealedLog) -> bytes:
    return written(bundle(log.owner, nominal_id=UUID(log.nominal)))


def _consistency(log: SealedLog) -> bytes:
    heads = heads_between(log.owner, 0, 10**6)
    return written(consistency(log.owner, first=heads[0].size, second=heads[-1].size))


@pytest.mark.parametrize("make", [_bundle, _consistency])
def test_as_it_left_the_house_it_holds(make: Make, sealed_log: SealedLog) -> None:
    found = check(make(sealed_log))
    assert found.wrong == ()
    assert found.first_key
    assert found.heads[-1] == heads_between(sealed_log.owner, 0, 10**6)[-1]


def _holds(data: bytes) -> bool:
    try:
        return check(data).wrong == ()
    except BadInput:
        return False


@pytest.mark.parametrize("make", [_bundle, _consistency])
def test_every_byte_counts(make: Make, sealed_log: SealedLog) -> None:
    data = make(sealed_log)
    for place in range(len(data)):
        changed = bytearray(data)
        changed[place] ^= 1 << (place % 7)
        assert not _holds(bytes(changed)), (place, data[max(place - 20, 0) : place + 20])


@checked(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_no_change_of_any_bytes_passes(sealed_log: SealedLog, draw: st.DataObject) -> None:
    data = _bundle(sealed_log)
    start = draw.draw(st.integers(0, len(data)))
    end = draw.draw(st.integers(start, min(len(data), start + 40)))
    put = draw.draw(st.binary(max_size=40))
    changed = data[:start] + put + data[end:]
    assert _holds(changed) is (changed == data)


def test_an_entry_left_out_is_found(sealed_log: SealedLog) -> None:
    made = bundle(sealed_log.owner, nominal_id=UUID(sealed_log.nominal))
    fewer = msgspec.structs.replace(made, entries=made.entries[1:])
    assert "left out" in " ".join(check(written(fewer)).wrong)


def test_a_chain_of_keys_made_up_elsewhere_shows_in_the_first_key(sealed_log: SealedLog) -> None:
    made = bundle(sealed_log.owner, nominal_id=UUID(sealed_log.nominal))
    private = Ed25519PrivateKey.generate()
    forged = msgspec.structs.replace(made, signature="", entries=[])
    forged = msgspec.structs.replace(forged, signature=private.sign(canonical(forged)).hex())
    assert any("signature over the whole file" in wrong for wrong in check(written(forged)).wrong)


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"{}", b'{"format":"cairn-ledger-bundle/1"}', b"\xff", b'{"format":"x"}']
)
def test_anything_else_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(BadInput):
        check(data)


def test_nobody_known_and_no_such_head_are_said(sealed_log: SealedLog) -> None:
    with pytest.raises(NotFound, match="no sealed entry"):
        bundle(sealed_log.owner, nominal_id=uuid4())
    with pytest.raises(NotFound, match="No signed head has the size 1;"):
        consistency(sealed_log.owner, first=1, second=2)
    with pytest.raises(Conflict, match="smaller first"):
        consistency(sealed_log.owner, first=2, second=1)
