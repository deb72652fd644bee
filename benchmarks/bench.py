"""`make bench`: what a build, a save, a check and a search cost, against a plain Material site and ProperDocs.

Builds are measured in rounds, ours and the plain one by turns, so that a machine that others use slows
both. A ratio is that of a round; the table shows the median and the spread. Times are wall-clock.
"""

from __future__ import annotations

import gzip
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

from benchmarks import large_library, plain, properdocs, search

ROOT = Path(__file__).parent.parent
RESULTS = Path(__file__).parent / "RESULTS.md"
PAGE = "playbooks/roi/put-ranges-not-points-1.md"
ADDRESS = "playbooks/put-ranges-not-points-1/"
PORT = 8768
PACKAGES = ("mkdocs", "mkdocs-material", "markdown", "pymdown-extensions", "jinja2", "nh3", "pydantic")
BINARIES = Path(sys.executable).parent
LONG_SECONDS = 40
"""A build that takes longer is measured once."""

PEAKS: dict[Path, int] = {}
"""The largest process of all builds of a repository, in MB."""

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": ""}
"""As on most machines: Python keeps the modules that it has compiled, of both sides."""


@dataclass
class Measured:
    """Seconds of both sides, a pair at each place."""

    what: str
    bar: str
    ours: list[float] = field(default_factory=list)
    plain: list[float] = field(default_factory=list)

    def row(self) -> str:
        """As a row of the table."""
        ratios = [ours / theirs for ours, theirs in zip(self.ours, self.plain, strict=True)]
        return (
            f"| {self.what} | {statistics.median(self.ours):.2f} s | {statistics.median(self.plain):.2f} s "
            f"| {statistics.median(ratios):.3f} ({min(ratios):.3f} to {max(ratios):.3f}) | {self.bar} | {len(ratios)} |"
        )


def say(words: str) -> None:
    """Progress, for whoever waits."""
    sys.stderr.write(f"{words}\n")


def build(root: Path, target: Path, program: Path = BINARIES / "mkdocs") -> float:
    """Build a site; the seconds that it took. What it says is shown when it fails."""
    command = [str(program), "build", "-q", "-f", str(root / "mkdocs.yml"), "-d", str(target)]
    with tempfile.TemporaryFile("w+") as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=with_code_of(root), stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(said.read()[-3000:])
    PEAKS[root] = max(PEAKS.get(root, 0), used.ru_maxrss // 1024)
    return seconds


def forget(root: Path) -> None:
    """As if nobody had built here before; simulations are kept, they are the same for all."""
    shutil.rmtree(root / ".cache" / "pages", ignore_errors=True)


def with_code_of(root: Path) -> dict[str, str]:
    """The environment in which a repository runs its own copy of our code, so that its templates can be edited."""
    return {**ENVIRONMENT, "PYTHONPATH": str(root / "hooks")}


def edit(path: Path, old: str, new: str) -> None:
    """Change a file."""
    text = path.read_text(encoding="utf-8")
    if old not in text:
        raise SystemExit(f"{path.name} no longer holds {old!r}")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def builds(folder: Path, count: int, rounds: int, fork: Path | None) -> list[Measured]:
    """Cold and warm builds of a library; each round ends with a plain build of the same Markdown, which all are held against.

    If ProperDocs is there, it builds that Markdown too, and the cold build is held against it.
    """
    root, bare, target = folder / "ours", folder / "plain", folder / "out" / "site"
    large_library.make(root, count)
    build(root, target)
    plain.make(root, bare)
    page = root / PAGE
    sound = page.read_text(encoding="utf-8")
    kinds = {
        "cold": "0.45",
        "nothing changed": "0.10",
        "one body changed": "0.12",
        "one title changed": "0.35",
    }
    found = {what: Measured(f"{count:,} playbooks, {what}", bar) for what, bar in kinds.items()}
    forked = Measured(f"{count:,} playbooks, cold; *Plain* built by ProperDocs", "")
    for number in range(rounds):
        forget(root)
        found["cold"].ours.append(build(root, target))
        found["nothing changed"].ours.append(build(root, target))
        edit(page, "A range says", f"A range {number} says")
        found["one body changed"].ours.append(build(root, target))
        edit(page, "title: ", f"title: {number} ")
        found["one title changed"].ours.append(build(root, target))
        page.write_text(sound, encoding="utf-8")
        seconds = build(bare, folder / "plain-out")
        for measured in found.values():
            measured.plain.append(seconds)
            say(f"{measured.what}: {measured.ours[-1]:.1f} s, plain {seconds:.1f} s")
        if fork:
            forked.ours.append(found["cold"].ours[-1])
            forked.plain.append(build(bare, folder / "properdocs-out", fork))
            say(f"{forked.what}: {forked.plain[-1]:.1f} s")
    return [*found.values(), *([forked] if forked.plain else [])]


def own(folder: Path, rounds: int) -> Measured:
    """First builds of the library of this repository, each followed by a plain one of the same Markdown.

    They are short, so chance weighs more: more rounds.
    """
    root, bare, target = folder / "ours", folder / "plain", folder / "out" / "site"
    for part in ("docs", "hooks", "playbooks"):
        shutil.copytree(ROOT / part, root / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy2(ROOT / "mkdocs.yml", root)
    build(root, target)
    pages = plain.make(root, bare)
    found = Measured(f"this repository, {pages} pages, cold", "1.15")
    for _ in range(rounds):
        forget(root)
        found.ours.append(build(root, target))
        found.plain.append(build(bare, folder / "plain-out"))
        say(f"{found.what}: {found.ours[-1]:.1f} s, plain {found.plain[-1]:.1f} s")
    return found


def properdocs_in(folder: Path) -> tuple[Path | None, str]:
    """ProperDocs' command, if it can be installed, and a sentence that says which or why not."""
    try:
        return properdocs.install(folder), f"ProperDocs: {properdocs.RELEASE}, with the same Material and settings."
    except properdocs.NotInstalledError as fault:
        return None, f"ProperDocs: not measured, {properdocs.RELEASE} could not be installed here: {fault}"


def size(folder: Path) -> int:
    """Bytes of a folder."""
    return sum(path.stat().st_size for path in folder.resolve().rglob("*") if path.is_file())


@contextmanager
def serving(root: Path) -> Iterator[Callable[[], str]]:
    """`mkdocs serve`; what is shown at ADDRESS."""
    command = [str(BINARIES / "mkdocs"), "serve", "-q", "-f", str(root / "mkdocs.yml"), "-a", f"127.0.0.1:{PORT}"]

    def shown() -> str:
        try:
            with urlopen(f"http://127.0.0.1:{PORT}/{ADDRESS}", timeout=60) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    with subprocess.Popen(command, env=with_code_of(root), stderr=subprocess.DEVNULL) as server:
        try:
            while "A range" not in shown():
                time.sleep(0.1)
            yield shown
        finally:
            server.terminate()


def saves(root: Path, times: int) -> list[float]:
    """Seconds from writing a file to new bytes being served: bodies, titles, templates, vocabulary by turns."""
    page, template = root / PAGE, root / "hooks/playbook_site/playbooks/templates/page.md.jinja"
    vocabulary = root / "playbooks/vocabulary.yml"
    sound = {path: path.read_text(encoding="utf-8") for path in (page, template, vocabulary)}
    found = []
    with serving(root) as shown:
        for number in range(times):
            token = f"Token{number}"
            path, old, new = (
                (page, "A range says", f"{token} A range says"),
                (page, "title: ", f"title: {token} "),
                (template, "## Steps", f"{token}\n\n## Steps"),
                (vocabulary, "planning: ", f"planning: {token} "),
            )[number % 4]
            start = time.perf_counter()
            path.write_text(sound[path].replace(old, new, 1), encoding="utf-8")
            while token not in shown():
                time.sleep(0.02)
            found.append(time.perf_counter() - start)
            path.write_text(sound[path], encoding="utf-8")
            while token in shown():
                time.sleep(0.02)
            time.sleep(1)
    return found


def growth(times: dict[int, float]) -> float:
    """The exponent b of cost = a * N**b between the smallest and the largest library."""
    small, large = min(times), max(times)
    return math.log(times[large] / times[small]) / math.log(large / small)


def main(rounds: int = 5) -> None:
    """Measure everything and write RESULTS.md."""
    facts = []
    with tempfile.TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        fork, said = properdocs_in(folder / "properdocs")
        facts.append(said)
        rows = [own(folder / "own", 5 * rounds).row()]
        rows += [found.row() for found in builds(folder / "1000", 1_000, rounds, fork)]
        ours = folder / "1000" / "out" / "site"
        facts.append(
            f"Bytes of the site at 1,000 playbooks: {size(ours):,}, plain {size(folder / '1000/plain-out'):,}."
        )
        saved = saves(folder / "1000" / "ours", 20)
        facts.append(
            f"Save to served at 1,000: median {statistics.median(saved):.2f} s, worst of 20 {max(saved):.2f} s."
        )
        cold = {1_000: statistics.median([build_cold(folder / "1000")])}
        for count in (100, 5_000):
            large_library.make(folder / str(count) / "ours", count)
            cold[count] = build_cold(folder / str(count))
            say(f"{count:,} cold: {cold[count]:.1f} s")
        facts.append("Cold build by size: " + ", ".join(f"{n:,}: {s:.1f} s" for n, s in sorted(cold.items())) + ".")
        facts.append(f"Exponent of the growth from 100 to 5,000: {growth(cold):.2f}.")
        peak = PEAKS[folder / "5000" / "ours"]
        facts.append(f"Largest process of a build at 5,000: {peak:,} MB.")
        start = time.perf_counter()
        subprocess.run(
            [str(BINARIES / "playbooks"), "check"], cwd=folder / "5000/ours", capture_output=True, check=False
        )
        facts.append(f"`playbooks check` of 5,000: {time.perf_counter() - start:.1f} s.")
        facts += search.facts(folder / "5000" / "out" / "site", "5,000")
        index = ours / "search" / "words.json"
        if index.exists():
            facts.append(f"Words of the search at 1,000: {len(gzip.compress(index.read_bytes())):,} bytes gzipped.")
    write(rows, facts)


def machine() -> str:
    """What it was measured on. TMPDIR says where the files lie."""
    asked = ["stat", "-f", "-c", "%T", tempfile.gettempdir()]
    disk = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip() or "an unknown file system"
    kind = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{kind}, files on {disk}, Python {platform.python_version()}"


def build_cold(folder: Path) -> float:
    """A first build at this place: the median of three, of one where it takes long."""
    found = []
    for _ in range(3):
        forget(folder / "ours")
        found.append(build(folder / "ours", folder / "out" / "site"))
        if found[-1] > LONG_SECONDS:
            break
    return statistics.median(found)


def write(rows: list[str], facts: list[str]) -> None:
    """The table, with the machine and the versions."""
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    lines = [
        "# What it costs",
        "",
        "Written by `make bench`. Each row: medians of wall-clock seconds, and the ratio of each round, ours to a plain",
        "Material build of the same generated Markdown with the same navigation (`navigation.prune` on, our hooks and",
        "templates off).",
        "",
        f"{machine()}, {versions}.",
        "",
        "| Build | Ours | Plain | Ratio: median (spread) | Bar | Rounds |",
        "|---|---|---|---|---|---|",
        *rows,
        "",
        *(f"- {fact}" for fact in facts),
        "",
    ]
    RESULTS.write_text("\n".join(lines), encoding="utf-8")
    say("\n".join(lines))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
