"""The site itself, served until stopped."""

from __future__ import annotations

import os
import socket
from pathlib import Path

from django.core.management import call_command
from django.db import connections
from django.db.backends.postgresql.base import DatabaseWrapper
from granian import Granian
from granian.constants import Interfaces

from cairn.cli.database import EmbeddedDatabase
from cairn.errors import Conflict


def serve(host: str = "127.0.0.1", port: int = 8000, workers: int = 1) -> None:
    """
    Serve the pages on host:port until stopped with Ctrl-C.

    Raises:
        Conflict: another Cairn serves from this directory, or something else listens on the port.
    """
    with EmbeddedDatabase(Path(os.environ.get("CAIRN_HOME", "var"))).hold():
        _refuse_a_taken_port(host, port)
        call_command("collectstatic", interactive=False, verbosity=0)
        _let_go_of_the_database()
        Granian(
            target="cairn.project.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=8,
            log_enabled=False,
        ).serve()


def _let_go_of_the_database() -> None:
    """Workers are forks of this process: a connection that they inherited would be one for all of them."""
    for connection in connections.all(initialized_only=True):
        connection.close()
        if isinstance(connection, DatabaseWrapper):
            connection.close_pool()


def _refuse_a_taken_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Conflict(
                f"Something already listens on {host}:{port} ({error.strerror}). Stop it, or use --port."
            ) from None
