"""Addresses that are not what they look like: hosts in letters that resemble others, and words that name another host."""

from __future__ import annotations

import re
import unicodedata

_HOST = re.compile(r"^\s*https?:[/\\]*(?P<host>[^/\\?#\s]*)", re.IGNORECASE)
_PLAIN = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?::\d{1,5})?", re.IGNORECASE
)
_NAMED = re.compile(r"[\s*_`]*(?:https?://)?(?P<host>(?:[a-z0-9-]+\.)+[a-z]{2,})(?:[/:?#]\S*)?[\s*_`]*", re.IGNORECASE)
_FILES = {"md", "yml", "yaml", "py", "js", "css", "html", "json", "txt", "toml", "csv", "xlsx", "sh", "env"}
"""Endings that make a word the name of a file, not of a host."""


def deception(target: str, words: str = "") -> str | None:
    """Why a link to `target` that is shown as `words` may mislead its reader, or None."""
    found = _HOST.match(target)
    if not found:
        return None
    host = found["host"]
    if "@" in host or not re.match(r"\s*https?://[^/\\]", target, re.IGNORECASE):
        return f'"{target[:60]}" hides where it leads; write https:// and then the plain name of the host'
    if re.search(r"(?:^|\.)xn--", host, re.IGNORECASE):
        return f'"{host}" is written in punycode, which hides what it says; link to a page with a plain address'
    if not _PLAIN.fullmatch(host):
        scripts = {_script(letter) for letter in host if letter.isalpha()}
        if len(scripts) > 1 or not all(_is_in_name(letter) for letter in host):
            mixed = f"letters are {' and '.join(sorted(scripts))}" if len(scripts) > 1 else "signs are unusual"
            return f'"{host}" looks like another host: its {mixed}; link to a page with a plain address'
    shown = _NAMED.fullmatch(words)
    if shown and shown["host"].rpartition(".")[2].lower() not in _FILES and not _same(shown["host"], host):
        return f"the words say {shown['host']}, and the link leads to {host}; let both say the same"
    return None


def _script(letter: str) -> str:
    """The script of a letter, by its name. Latin beyond plain letters and those with accents counts as another."""
    name = unicodedata.name(letter, "UNKNOWN").split(" ", 1)[0].title()
    plain = unicodedata.normalize("NFD", letter)[0].isascii() or letter in "ßæøœþð"
    return name if name != "Latin" or plain else "Latin look-alikes"


def _is_in_name(sign: str) -> bool:
    return sign.isalpha() or (sign.isascii() and sign.isdigit()) or sign in ".-:"


def _same(one: str, other: str) -> bool:
    return _bare(one) == _bare(other)


def _bare(host: str) -> str:
    return host.lower().partition(":")[0].removeprefix("www.").rstrip(".")
