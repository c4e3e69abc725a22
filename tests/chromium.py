"""
Makes sure that the browser tests have a browser: `python tests/chromium.py`.

Installs Debian's Chromium where it may. Where it may not, says in one line that the browser tests will be
skipped and why. Never fails: the other tests do not need it.
"""

from __future__ import annotations

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fonts-dejavu-core")


def _apt(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["apt-get", "-qq", *arguments],
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        capture_output=True,
        text=True,
        check=False,
    )


def obstacle() -> str | None:
    """Why there is no Chromium after trying to have one; None when there is."""
    if any(map(shutil.which, NAMES)):
        return None
    if shutil.which("apt-get") is None:
        return "this machine has no apt-get to install it with"
    if os.geteuid() != 0:
        return "installing it needs root: apt-get install chromium"
    print("Installing Chromium for the browser tests ...", flush=True)
    _apt("update")
    done = _apt("install", "-y", "--no-install-recommends", *PACKAGES)
    if done.returncode == 0:
        return None
    said = (done.stderr or done.stdout).strip().splitlines()
    return f"apt-get could not install it: {said[-1] if said else 'it did not say why'}"


if __name__ == "__main__":
    reason = obstacle()
    if reason:
        print(f"Browser tests will be skipped, for want of Chromium: {reason}.")
