"""Heads outside the house: each once in a file, posted as signed, and a deaf witness costs no seal."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import msgspec
import pytest
from pytest_django.fixtures import Settings

from cairn.accounts.database_user import acting_as
from cairn.errors import BadInput, Conflict
from cairn.ledger.log.connecting import keeper
from cairn.ledger.log.publishing import publish_last, read_heads, seal_and_publish
from cairn.ledger.log.sealing import seal
from cairn.ledger.proofs.proof_schema import SignedHead
from cairn.ledger.services import enter
from cairn.ledger.tasks import seal_each_minute
from tests.factories.access import make_user
from tests.factories.operations import OVERVIEW_OPENED

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


class Witness(HTTPServer):
    """Takes what is posted to it."""

    taken: list[bytes]


class _Takes(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()

    def do_POST(self) -> None:
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", "/elsewhere")
            self.end_headers()
            return
        self.server.taken.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *said: object) -> None:
        """Says nothing."""


@pytest.fixture
def witness() -> Iterator[Witness]:
    server = Witness(("127.0.0.1", 0), _Takes)
    server.taken = []
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def _act() -> None:
    officer = make_user()
    with acting_as(officer):
        enter(officer, OVERVIEW_OPENED)


def _set(settings: Settings, **values: object) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update=values)


def test_the_worker_publishes_each_head_once(settings: Settings, tmp_path: Path, witness: Witness) -> None:
    file = tmp_path / "heads"
    _act()
    seal_and_publish()  # a head from before there was a witness
    url = f"http://127.0.0.1:{witness.server_port}/heads"
    _set(settings, ledger_witness_file=file, ledger_witness_url=url)
    _act()
    seal_each_minute(0)
    seal_each_minute(60)
    heads = read_heads(file)
    assert len(heads) == 2
    assert heads[0].size < heads[1].size
    assert [msgspec.json.decode(body, type=SignedHead) for body in witness.taken] == heads[1:]


def test_a_head_whose_sealer_died_before_publishing_it_is_published_by_the_next_run(
    settings: Settings, tmp_path: Path, witness: Witness
) -> None:
    _set(
        settings,
        ledger_witness_file=tmp_path / "heads",
        ledger_witness_url=f"http://127.0.0.1:{witness.server_port}/heads",
    )
    _act()
    with keeper() as connection:
        seal(connection)
    assert seal_and_publish().sealed == 0
    (head,) = read_heads(tmp_path / "heads")
    assert [msgspec.json.decode(body, type=SignedHead) for body in witness.taken] == [head]


def test_a_deaf_witness_costs_no_seal(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    _set(settings, ledger_witness_url="http://127.0.0.1:1/")
    _act()
    with caplog.at_level(logging.ERROR):
        done = seal_and_publish()
    assert done.sealed > 0
    assert "was not published" in caplog.text


def test_a_witness_that_sends_us_elsewhere_has_not_taken_the_head(witness: Witness) -> None:
    _act()
    seal_and_publish()
    with pytest.raises(Conflict, match="did not take the head"):
        publish_last(files=[], urls=[f"http://127.0.0.1:{witness.server_port}/moved"])
    assert witness.taken == []


def test_on_request_it_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Conflict, match="Nothing is sealed yet"):
        publish_last(files=[tmp_path / "heads"], urls=[])
    _act()
    seal_and_publish()
    with pytest.raises(BadInput, match="not an http or https address"):
        publish_last(files=[], urls=["file:///etc/passwd"])
    with pytest.raises(Conflict, match="did not take the head"):
        publish_last(files=[], urls=["http://127.0.0.1:1/"])
    with pytest.raises(Conflict, match="cannot be written"):
        publish_last(files=[tmp_path / "nowhere" / "heads"], urls=[])
    (tmp_path / "other").write_text("not a head\n")
    with pytest.raises(BadInput, match="no signed head"):
        publish_last(files=[tmp_path / "other"], urls=[])
    assert publish_last(files=[tmp_path / "heads"], urls=[]).size > 0
