"""
Signed heads outside the house: in a file of JSON lines, or posted to a witness.

A head says how many rows there are and their root, and nothing about any of them. Whoever keeps published
heads can tell a log that was cut off or made anew.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import msgspec
import psycopg
from django.conf import settings

from cairn.errors import BadInput, Conflict
from cairn.ledger.log.connecting import keeper
from cairn.ledger.log.heads import heads_between, last_head
from cairn.ledger.log.leaf_encoding import canonical
from cairn.ledger.log.sealing import Progress, Sealing, seal
from cairn.ledger.proofs.proof_schema import SignedHead

_log = logging.getLogger(__name__)
_SECONDS = 10
# The root that this process published last, by the places it went to: nothing is published twice a minute, and a
# process that starts publishes the last head once more.
_published: dict[tuple[str, str], str] = {}


class _StayThere(HTTPRedirectHandler):
    """A head is for the witness that was named; sent on, the post would become a GET, and nobody had it."""

    def redirect_request(self, *told: object) -> None:
        """Go nowhere: the answer is then an error."""


def read_heads(path: Path) -> list[SignedHead]:
    """
    The heads in a file of JSON lines.

    Raises
        BadInput: the file cannot be read, or a line is no head.
    """
    try:
        lines = path.read_bytes().splitlines()
        return [msgspec.json.decode(line, type=SignedHead) for line in lines if line.strip()]
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {error.strerror}.", field="witness") from error
    except msgspec.DecodeError as error:
        raise BadInput(f"{path} holds a line that is no signed head: {error}.", field="witness") from error


def add_to_file(connection: psycopg.Connection, path: Path) -> int:
    """
    Add every head that the file does not have yet; give how many.

    Raises
        BadInput: the file holds something else.
        Conflict: it cannot be written.
    """
    had = read_heads(path) if path.exists() else []
    fresh = heads_between(connection, max((head.size for head in had), default=0), 2**62)
    try:
        with path.open("ab") as file:
            file.writelines(canonical(head) + b"\n" for head in fresh)
    except OSError as error:
        raise Conflict(f"{path} cannot be written: {error.strerror}.") from error
    return len(fresh)


def post(head: SignedHead, url: str) -> None:
    """
    Post a head to a witness.

    Raises
        BadInput: not an http or https address.
        Conflict: the witness does not answer, refuses, or sends us elsewhere.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise BadInput(f"“{url}” is not an http or https address.", field="http")
    asked = Request(  # noqa: S310  the scheme was looked at
        url, data=canonical(head), headers={"Content-Type": "application/json"}, method="POST"
    )
    try:
        with build_opener(_StayThere).open(asked, timeout=_SECONDS):
            pass
    except (OSError, HTTPException) as error:
        raise Conflict(f"The witness at {url} did not take the head: {error}.") from error


def seal_and_publish(progress: Progress | None = None) -> Sealing:
    """
    Seal what waits, and publish the new head where the settings say.

    A witness that cannot be reached is said in the log and costs no seal: the file gets later what it
    missed, and a later head vouches for the earlier. A head that was signed by a process which died before it
    could publish it is published by the next.

    Raises
        BadInput, Conflict: as for `seal`.
    """
    with keeper() as connection:
        done = seal(connection, progress=progress)
        if done.refused:
            _log.error("%s rows were not sealed: run `cairn ledger verify`", done.refused)
        if done.head:
            _publish(connection, done.head)
    return done


def publish_last(*, files: Sequence[Path], urls: Sequence[str]) -> SignedHead:
    """
    Publish on request.

    Raises
        Conflict: nothing is sealed yet; a place cannot be written or does not answer.
        BadInput: see `add_to_file` and `post`.
    """
    with keeper() as connection:
        head = last_head(connection)
        if head is None:
            raise Conflict("Nothing is sealed yet, so there is no head to publish. Run `cairn ledger seal`.")
        for path in files:
            add_to_file(connection, path)
        for url in urls:
            post(head, url)
    return head


def _publish(connection: psycopg.Connection, head: SignedHead) -> None:
    path: Path | None = settings.CAIRN.ledger_witness_file
    url: str = settings.CAIRN.ledger_witness_url
    if _published.get((str(path), url)) == head.root:
        return
    try:
        if path:
            add_to_file(connection, path)
        if url:
            post(head, url)
    except (BadInput, Conflict) as refused:
        _log.exception("the head of %s was not published: %s", head.size, refused.message)
    else:
        _published[str(path), url] = head.root
