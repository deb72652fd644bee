"""Whatever happens to a build, the old site stays whole, and the reason is named."""

from __future__ import annotations

import contextlib
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from builders import a_repository
from playbook_site.publish import built, swap
from playbook_site.speed import processes
from reliability.builds import contents, copied, finish, start


@pytest.fixture(scope="module")
def timed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A small repository whose site is published, and the seconds that building it takes."""
    root = a_repository(tmp_path_factory.mktemp("published") / "root")
    began = time.monotonic()
    code, said = finish(start(root))
    assert code == 0, said
    return root, time.monotonic() - began


@pytest.fixture(scope="module")
def published(timed: tuple[Path, float]) -> Path:
    return timed[0]


@pytest.fixture
def root(published: Path) -> Iterator[Path]:
    """The published repository with an edit that is not published yet; its site must be the old one when a test is done."""
    page = published / "playbooks" / "roi" / "y.md"
    sound, before, place = (
        page.read_text(encoding="utf-8"),
        contents(published / "site"),
        (published / "site").resolve(),
    )
    page.write_text(sound.replace("Our dates keep slipping", "Our dates slip"), encoding="utf-8")
    yield published
    page.write_text(sound, encoding="utf-8")
    assert (published / "site").resolve() == place
    assert contents(published / "site") == before
    assert "playbooks/y/index.html" in before


def builds_of(root: Path) -> list[str]:
    return sorted(path.name for path in (root / swap.BUILDS).iterdir())


def is_whole(site: Path) -> bool:
    """Whether every byte of a site is the one that its record speaks of."""
    folder = site.resolve()
    return bool(json.loads((folder / built.NAME).read_text(encoding="utf-8"))["content"] == built.content_hash(folder))


def test_a_build_killed_at_ten_random_moments_leaves_the_old_site_whole(
    timed: tuple[Path, float], tmp_path: Path
) -> None:
    published, takes = timed
    root = Path(shutil.copytree(published, tmp_path / "root", symlinks=True))
    old, place = contents(root / "site"), (root / "site").resolve()
    moments, killed = random.Random(7), 0  # noqa: S311 - chance enough for a moment
    for _ in range(40):
        process = start(root)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(takes * moments.uniform(0.1, 0.8))
        process.kill()
        finish(process)
        if (root / "site").resolve() == place:
            assert contents(root / "site") == old
            killed += 1
        else:  # quicker than the one that was timed: it was done, and has taken the old one's place
            assert is_whole(root / "site")
            place, takes = (root / "site").resolve(), takes * 0.7
        if killed == 10:
            break
    assert killed == 10


def test_the_next_build_removes_what_killed_ones_left(published: Path, tmp_path: Path) -> None:
    root = copied(published, tmp_path / "root")
    for left in ("site-dead", "site-killed", "site-broken"):
        (root / swap.BUILDS / left).mkdir(parents=True)
    (root / "site").symlink_to(f"{swap.BUILDS}/site-dead")
    assert finish(start(root))[0] == 0
    assert len(builds_of(root)) == swap.KEPT
    assert "site-dead" in builds_of(root), "somebody may still be reading it"


def _small_files_only() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))


def test_a_disk_that_is_full_is_named_and_leaves_the_old_site_whole(root: Path) -> None:
    kept = builds_of(root)
    code, said = finish(start(root, before=_small_files_only))
    assert code == 1
    assert "The site at site/ was left as it was: File too large: " in said
    assert "Traceback" not in said
    assert builds_of(root) == kept


def test_a_target_that_cannot_be_written_is_named_and_stays(root: Path) -> None:
    folder = root / swap.BUILDS
    folder.chmod(0o555)
    code, said = finish(start(root, without_rights=True))
    folder.chmod(0o755)
    assert code == 1
    assert "The site at site/ was left as it was: Permission denied: " in said
    assert "Traceback" not in said


def test_a_file_that_cannot_be_read_in_the_middle_of_a_build_is_named(root: Path) -> None:
    secret = root / "docs" / "assets" / "secret.txt"
    secret.write_text("x", encoding="utf-8")
    secret.chmod(0)
    kept = builds_of(root)
    code, said = finish(start(root, without_rights=True))
    secret.unlink()
    assert code == 1
    assert f"The site at site/ was left as it was: Permission denied: {secret}" in said
    assert "Traceback" not in said
    assert builds_of(root) == kept


def test_an_authored_file_that_cannot_be_read_is_named_with_the_others(root: Path) -> None:
    page = root / "playbooks" / "roi" / "x.md"
    page.chmod(0)
    code, said = finish(start(root, without_rights=True))
    page.chmod(0o644)
    assert code == 1
    assert "playbooks/roi/x.md:1:1: cannot be read: Permission denied" in said


def test_a_site_that_is_wrong_in_itself_is_not_published_and_says_where(root: Path) -> None:
    settings = root / "mkdocs.yml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(
        f'{before}copyright: <a href="https://e.org" onclick="x">x</a> <a href="/gone/">y</a>\n', encoding="utf-8"
    )
    code, said = finish(start(root))
    settings.write_text(before, encoding="utf-8")
    assert code == 1
    assert "The site at site/ was left as it was; wrong in the new one:" in said
    assert "index.html: holds <a onclick=...>" in said
    assert "index.html: /gone/ leads nowhere" in said
    assert "Traceback" not in said


def test_two_builds_at_once_wait_for_each_other_and_both_are_whole(published: Path, tmp_path: Path) -> None:
    root = copied(published, tmp_path / "root")
    both = [start(root, arguments=("-v",)), start(root, arguments=("-v",))]
    done = [finish(process) for process in both]
    assert [code for code, _ in done] == [0, 0], done
    assert sum("Another build for this folder is running; waiting for it to end." in said for _, said in done) == 1
    assert contents(root / "site") == contents(published / "site")
    assert len(builds_of(root)) == swap.KEPT


def test_a_build_that_waits_goes_on_when_the_other_one_is_killed(published: Path, tmp_path: Path) -> None:
    root = copied(published, tmp_path / "root")
    lock = os.open(root, os.O_RDONLY)
    said: list[str] = []
    swap.fcntl.flock(lock, swap.fcntl.LOCK_EX)
    waiting = threading.Thread(
        target=lambda: swap.end(swap.begin(root / "site", root / swap.BUILDS / "site-x", said.append))
    )
    waiting.start()
    time.sleep(0.05)
    assert said == ["Another build for this folder is running; waiting for it to end."]
    os.close(lock)
    waiting.join(timeout=5)
    assert not waiting.is_alive()


def test_a_site_that_was_moved_aside_when_the_plug_was_pulled_comes_back(tmp_path: Path) -> None:
    aside = tmp_path / swap.BUILDS / "site-before-site-x"
    aside.mkdir(parents=True)
    (aside / "index.html").write_text("old", encoding="utf-8")
    swap.end(swap.begin(tmp_path / "site", tmp_path / swap.BUILDS / "site-y", print))
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "old"


def test_a_reader_who_asks_during_a_hundred_swaps_never_misses_a_page(tmp_path: Path) -> None:
    site = tmp_path / "site"
    pages = [f"{name}/index.html" for name in "abcdefgh"]

    def a_build(number: int) -> Path:
        built = swap.staging(site, f"{number:04}")
        for page in pages:
            (built / page).parent.mkdir(parents=True)
            (built / page).write_text(f"{number} {page}", encoding="utf-8")
        return built

    swap.swap(a_build(0), site)
    missed: list[str] = []
    reads, done = 0, threading.Event()

    def read() -> None:
        nonlocal reads
        while not done.is_set():
            for page in pages:
                try:
                    text = (site / page).read_text(encoding="utf-8")
                    missed.extend([] if text.endswith(page) else [text])
                except OSError as error:
                    missed.append(str(error))
                reads += 1

    reader = threading.Thread(target=read)
    reader.start()
    for number in range(1, 101):
        swap.swap(a_build(number), site)
    done.set()
    reader.join()
    assert missed == []
    assert reads > 200
    assert (site / pages[0]).read_text(encoding="utf-8").startswith("100 ")


@contextlib.contextmanager
def with_hook(root: Path, code: str) -> Iterator[None]:
    """Build with a hook of somebody else's beside ours."""
    hook, settings = root / "theirs.py", root / "mkdocs.yml"
    hook.write_text(code, encoding="utf-8")
    before = settings.read_text(encoding="utf-8")
    settings.write_text(f"{before}hooks: [hooks/mkdocs_hooks.py, theirs.py]\n", encoding="utf-8")
    yield
    settings.write_text(before, encoding="utf-8")
    hook.unlink()


def test_a_page_that_takes_too_long_is_named(root: Path) -> None:
    slow = (
        "import time, playbook_site.publish.patience as patience\n"
        "patience.begin.__defaults__ = (2,)\n"
        "def on_page_markdown(markdown, page, **_):\n"
        "    if page.file.src_uri.endswith('roi/y.md'):\n"
        "        time.sleep(9)\n"
    )
    with with_hook(root, slow):
        code, said = finish(start(root))
    assert code == 1
    assert "playbooks/roi/y.md: takes more than 20 seconds to read; split it" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("name", ["roi/x.md", "roi/y.md", "checklists/red-line.md"])
def test_a_page_that_cannot_be_made_is_named(root: Path, name: str) -> None:
    """It is made in another process, while the engine puts other pages in their places."""
    odd = (
        "def on_page_markdown(markdown, page, **_):\n"
        f"    if markdown and page.file.src_uri.endswith('{name}'):\n"
        "        raise RuntimeError('this hook is odd')\n"
    )
    shutil.rmtree(root / ".cache" / "pages", ignore_errors=True)
    with with_hook(root, odd):
        code, said = finish(start(root))
    assert code == 1
    assert f"Error building page 'playbooks/{name}': this hook is odd" in said
    assert "The site at site/ was left as it was." in said


@pytest.mark.skipif(processes.cores() == 1, reason="one core: the build is one process")
def test_a_build_one_of_whose_processes_is_killed_says_so_and_how_to_do_without(root: Path) -> None:
    kept = builds_of(root)
    killed = (
        "import os, signal\n"
        "def on_page_markdown(markdown, page, **_):\n"
        "    if markdown and page.file.src_uri.endswith('roi/y.md'):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    shutil.rmtree(root / ".cache" / "pages", ignore_errors=True)  # else so little is made anew that one process does it
    with with_hook(root, killed):
        code, said = finish(start(root))
    assert code == 1
    assert "for want of memory; no page is at fault. With `speed: false` under `extra:`" in said
    assert "Traceback" not in said
    assert builds_of(root) == kept


def test_a_build_that_somebody_interrupts_ends_at_once_and_leaves_no_process(root: Path) -> None:
    """Ctrl-C reaches every process of the build."""
    slow = (
        "import time\n"
        "def on_page_markdown(markdown, page, **_):\n"
        "    if markdown:\n"
        "        print('at work', flush=True)\n"
        "        time.sleep(2)\n"
    )
    shutil.rmtree(root / ".cache" / "pages", ignore_errors=True)
    with with_hook(root, slow):
        process = start(root, before=os.setsid)
        assert process.stdout
        while "at work" not in process.stdout.readline():
            assert process.poll() is None
        os.killpg(process.pid, signal.SIGINT)
        began = time.monotonic()
        code, said = finish(process)  # which waits for whoever could still say something
    assert code == 1
    assert "Aborted!" in said
    assert "Traceback" not in said
    assert time.monotonic() - began < 5
