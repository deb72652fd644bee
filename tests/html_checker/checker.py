"""Where the Nu HTML checker is, how it is asked, and what it may say."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from conftest import ROOT

JAVA = shutil.which("java")
JAR = ROOT / ".cache/html-checker/node_modules/vnu-jar/build/dist/vnu.jar"

PASSED_OVER = (
    # Read from disk, no file is the site's own. The browser tests see to the policy.
    r".*Content Security Policy.*",
    # Safari's screen reader takes a list without bullets for no list, unless it is told.
    r"The “list” role is unnecessary for element “ul”\.",
)


def said_of(site: Path) -> list[str]:
    """What the checker says of every page below a folder, one line each."""
    command = [JAVA or "java", "-Xss4m", "-Xmx512m", "-jar", str(JAR), "--skip-non-html", "--format", "gnu"]
    done = subprocess.run(
        [*command, "--filterpattern", "|".join(PASSED_OVER), f"{site.resolve()}/"],
        capture_output=True,
        text=True,
        check=False,
    )
    return (done.stdout + done.stderr).splitlines()
