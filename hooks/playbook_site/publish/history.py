"""When each page was last edited, as the commits say: one question to git for all files.

Edited is not reviewed: a comma changed is an edit, and nobody has read the page again. Where the
history is not whole, or there is none, nothing is said, and the review date stands alone.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

_DAY = "day "
_QUIETLY = ("-c", "core.quotepath=off", "-c", "log.follow=false", "-c", "log.showsignature=false")


class Shallow(Exception):
    """The history is cut off, so that a file may seem to be edited when it was only copied here."""


def edited(root: Path, paths: Iterable[str], *, must_be_whole: bool = False) -> Mapping[str, date]:
    """The day of the last commit that changed each file, for those that a commit holds.

    The clock and the time stamps of files have no say. A history that is cut off gives nothing,
    or `Shallow` where it must be whole.
    """
    if not _is_whole(root):
        if must_be_whole:
            raise Shallow(
                "this clone is shallow, so nobody can say when pages were edited. Fetch the whole history "
                '("git fetch --unshallow", "fetch-depth: 0" on GitHub, "GIT_DEPTH: 0" on GitLab), or leave '
                "SOURCE_DATE_EPOCH out to build with review dates alone"
            )
        return {}
    return _newest(root, set(paths))


def _is_whole(root: Path) -> bool:
    command = ["git", "-C", str(root), "rev-parse", "--is-shallow-repository"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no words of anybody else's
    except OSError:
        return True
    return done.stdout.strip() != "true"


def _newest(root: Path, wanted: set[str]) -> Mapping[str, date]:
    """Read from the newest commit on, and stop as soon as every file was met."""
    what = ("log", "--relative", "--name-only", "--no-renames", f"--format={_DAY}%cs", "--", "playbooks")
    command = ["git", "-C", str(root), *_QUIETLY, *what]
    found: dict[str, date] = {}
    try:
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8") as git:  # noqa: S603 - no words of anybody else's
            day = date.min
            for line in git.stdout or ():
                name = line.rstrip("\n")
                if name.startswith(_DAY):
                    day = date.fromisoformat(name.removeprefix(_DAY))
                elif name in wanted:
                    found.setdefault(name, day)
                    if len(found) == len(wanted):
                        git.kill()
                        break
    except OSError:
        return {}
    return found
