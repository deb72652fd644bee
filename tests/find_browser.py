"""Make sure that browser tests have a browser, or stop and say how to get one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "chrome")
"""The first is the same browser without windows: the tests take half the time with it."""

ADVICE = """The browser tests need Chromium, and none was found. Any of these brings one:
  apt-get install chromium-headless-shell   (Debian)
  brew install --cask chromium        (macOS)
  .venv/bin/playwright install chromium"""


def on_path() -> str | None:
    """A browser on the PATH."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def of_playwright() -> bool:
    """Whether Playwright has a browser of its own."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only when none is on the PATH

    with sync_playwright() as playwright:
        return os.path.exists(playwright.chromium.executable_path)  # noqa: PTH110 - a plain question


def from_debian() -> bool:
    """Install Debian's package, when that is possible here."""
    if not shutil.which("apt-get") or os.geteuid() != 0:
        return False
    sys.stderr.write("No browser found; installing Debian's chromium-headless-shell (once, about a minute)\n")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (("apt-get", "update", "-qq"), ("apt-get", "install", "-y", "-qq", "chromium-headless-shell")):
        if subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL).returncode:
            return False
    return on_path() is not None


if __name__ == "__main__":
    if not (on_path() or of_playwright() or from_debian()):
        sys.exit(ADVICE)
