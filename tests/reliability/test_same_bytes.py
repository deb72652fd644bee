"""The same input gives the same bytes: in another folder, time zone, locale, hash seed, and on another day."""

from __future__ import annotations

import os

import pytest

from builders import a_repository
from reliability.builds import contents, copied, finish, start

HERE = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "LANG": "C.UTF-8"}
THERE = {
    "TZ": "Pacific/Pago_Pago",
    "LC_ALL": "tr_TR.UTF-8",
    "PYTHONHASHSEED": "4242",
    "LANG": "tr_TR.UTF-8",
    "HOME": "/nonexistent",
}
FOLDER = "a-folder-that-nobody-should-know"


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The sites of two copies of one repository, built at two ends of the world."""
    one = a_repository(tmp_path_factory.mktemp("here") / "one")
    other = copied(one, tmp_path_factory.mktemp(FOLDER) / "a much longer name" / "other")
    for path in other.rglob("*"):
        if not path.is_symlink():
            os.utime(path, (1, 1))
    for building in [start(root, environment=where) for root, where in ((one, HERE), (other, THERE))]:
        code, said = finish(building)
        assert code == 0, said
    return contents(one / "site"), contents(other / "site")


def test_two_folders_time_zones_locales_and_hash_seeds_give_the_same_bytes(
    both: tuple[dict[str, bytes], dict[str, bytes]],
) -> None:
    first, second = both
    assert sorted(first) == sorted(second)
    assert [address for address in first if first[address] != second[address]] == []


def test_nothing_in_the_site_says_where_or_when_it_was_built(
    both: tuple[dict[str, bytes], dict[str, bytes]],
) -> None:
    for address, content in both[1].items():
        assert FOLDER.encode() not in content, address
        assert b"slot-" not in content or address.endswith((".js", ".css", ".map")), address
