"""Only the key in force signs, only its owner's file, and never before what was signed already."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from cairn.errors import Conflict
from cairn.ledger.log.heads import heads_between
from cairn.ledger.log.keys import directory, public_keys, rotate
from cairn.ledger.log.sealing import seal
from cairn.ledger.verifying.verify import verify
from tests.ledger.log.test_sealing import write


def the_file(log: psycopg.Connection) -> Path:
    return directory() / f"{public_keys(log)[-1].id}.pem"


def test_another_valid_key_in_its_place_signs_nothing(empty_log: psycopg.Connection) -> None:
    write(empty_log, {})
    seal(empty_log)
    right = the_file(empty_log).read_bytes()
    other = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    the_file(empty_log).write_bytes(other)
    write(empty_log, {})
    with pytest.raises(Conflict, match=r"another key than the one in force.*put the right file back"):
        seal(empty_log)
    the_file(empty_log).write_bytes(right)
    assert seal(empty_log).sealed == 1
    assert verify(empty_log, application="cairn_owner").count == 0


@pytest.mark.parametrize("mode", [0o604, 0o602, 0o620, 0o666])
def test_a_key_open_to_others_signs_nothing_until_it_is_closed(
    empty_log: psycopg.Connection, mode: int
) -> None:
    write(empty_log, {})
    seal(empty_log)
    the_file(empty_log).chmod(mode)
    write(empty_log, {})
    with pytest.raises(Conflict, match="chmod 600"):
        seal(empty_log)
    the_file(empty_log).chmod(0o440)
    assert seal(empty_log).sealed == 1


def test_a_clock_that_was_ahead_and_is_put_right_leaves_a_log_that_verifies(
    empty_log: psycopg.Connection,
) -> None:
    empty_log.execute(
        "CREATE SCHEMA ahead; CREATE FUNCTION ahead.clock_timestamp() RETURNS timestamptz LANGUAGE sql"
        " AS $$SELECT pg_catalog.clock_timestamp() + interval '1 day'$$"
    )
    empty_log.execute("SET LOCAL search_path = ahead, public, pg_catalog")
    write(empty_log, {})
    ahead = seal(empty_log).head
    rotate(empty_log)
    empty_log.execute("SET LOCAL search_path = public")
    for _ in range(2):
        write(empty_log, {})
        seal(empty_log)
        rotate(empty_log)
    write(empty_log, {})
    seal(empty_log)
    assert [str(found) for found in verify(empty_log, application="cairn_owner").findings] == []
    moments = [head.at for head in heads_between(empty_log, 0, 10**6)]
    assert ahead is not None
    assert moments[0] == ahead.at
    assert moments == sorted(moments)
    since = [key.since for key in public_keys(empty_log)]
    assert since == sorted(set(since))
