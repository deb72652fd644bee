"""The search of a large library: the same entries, indexed by Pagefind, which sends a reader only what a query needs.

A playbook and its checklist are one record, because each record costs every reader some bytes of its
first query. A word of its texts is indexed once, and not at all if very many records hold it: such words
are half of the index, and say least. What is shown of a record are its entries as the theme's index has
them, which stand in the record's fragment.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from html import escape, unescape
from pathlib import Path, PurePosixPath
from typing import Any

from playbook_site.publish import pagefind_service
from playbook_site.publish.assets import Asset, small
from playbook_site.publish.built import content_hash
from playbook_site.publish.pagefind_service import PagefindFault
from playbook_site.publish.search import asking_for

SETTINGS = ("auto", "theme", "pagefind")

MOST_PAGES = 2_000
"""Above so many pages `auto` takes Pagefind."""

FOLDER = "pagefind"
"""Where Pagefind's files stand in the site."""

KEPT = ("pagefind.js", "pagefind-entry.json", "pagefind.*.pf_meta", "wasm.en.pagefind", "*.pf_index", "*.pf_fragment")
"""What our worker asks for; the rest of what Pagefind writes is for pages that are not ours."""

TITLE, SAID, PART, TEXT = 10, 10, 4, 1
"""How much a word weighs: in a page's title, in what people say, in the title of a part, in a text (measured).

They say which records are fetched; the worker then weighs what it shows as the theme would.
"""

COMMON, FEW = 0.15, 10
"""A word is common that more than this share of the records hold, and more than a few."""

STEM = "assets/search-pagefind"
"""How the address of the worker begins; the servers' headers name it."""

_THE_THEMES = 'if (!tell) importScripts("THEME_WORKER");'
_SIGNATURE = b"pagefind_dcd"
_NOTHING: Mapping[str, Any] = {"url": "", "content": "", "word_count": 0, "filters": {}, "meta": {}, "anchors": []}
"""What Pagefind's script expects of a fragment."""
_TAG = re.compile(r"<[^>]*>")
_WORD = re.compile(r"\w+")
_FORM = re.compile(r"<pre>.*?</pre>", re.DOTALL)
_RECORD = re.compile(rb"(\x82[j-w])(en_[0-9a-f]{7,})([\x00-\x17]|\x18.|\x19..|\x1a....)", re.DOTALL)
"""A record in the file of all names: a pair of its fragment's name and how many words it has, in CBOR."""

Doc = Mapping[str, Any]
"""An entry of the theme's index: its location, title and text, perhaps tags and a boost."""


def is_chosen(setting: Any, pages: int) -> bool:
    """Whether a site of so many pages is searched by Pagefind; raises ValueError for a setting that there is not."""
    if setting not in (None, *SETTINGS):
        raise ValueError(f"mkdocs.yml: extra: search: expected one of {', '.join(SETTINGS)}, found {setting!r}")
    return setting == "pagefind" or (setting != "theme" and pages > MOST_PAGES)


def worker(ours: Path, told: Asset) -> Asset:
    """Our search worker, which asks Pagefind in place of the theme's."""
    text = ours.read_text(encoding="utf-8")
    if text.count(_THE_THEMES) != 1:
        raise PagefindFault(f"{ours.name} does not say once {_THE_THEMES}")
    text = asking_for(told, text.replace(_THE_THEMES, ""))
    return small(STEM, text + ours.with_name("pagefind.js").read_text(encoding="utf-8"))


def records(docs: Iterable[Doc]) -> dict[str, list[Doc]]:
    """The entries of each page, its own first; those of a checklist with the playbook of the same name."""
    found: dict[str, list[Doc]] = {}
    for doc in sorted(docs, key=lambda doc: str(doc["location"]).startswith("checklists/")):
        page = doc["location"].partition("#")[0]
        playbook = page.replace("checklists/", "playbooks/", 1)
        found.setdefault(playbook if playbook in found else page, []).append(doc)
    return found


def html(docs: Sequence[Doc], left_out: Container[str] = ()) -> str:
    """A record as Pagefind reads it, without some words of its texts."""
    weighed = [(PART if place else TITLE, _plain(doc["title"])) for place, doc in enumerate(docs)]
    weighed += [(SAID, _plain(said)) for doc in docs for said in doc.get("tags", ())]
    weighed.append((TEXT, " ".join(word for word in words_of(docs) if word not in left_out)))
    lines = (f'<p data-pagefind-weight="{weight}">{escape(words)}</p>' for weight, words in weighed)
    return f'<html lang="en"><body>{"".join(lines)}'


def words_of(docs: Iterable[Doc]) -> tuple[str, ...]:
    """The words of the texts of a record, each once."""
    texts = " ".join(_plain(doc["text"]) for doc in docs).lower()
    return tuple(dict.fromkeys(_WORD.findall(texts.replace("'", "").replace("\u2019", ""))))


def common(found: Mapping[str, Sequence[Doc]]) -> dict[str, int]:
    """The words that very many records hold in their texts, and how many do."""
    held = Counter(word for docs in found.values() for word in words_of(docs))
    return {word: count for word, count in sorted(held.items()) if count > max(FEW, len(found) * COMMON)}


def _plain(html: str) -> str:
    return unescape(_TAG.sub(" ", html))


def move(site: Path) -> None:
    """Give the entries of the theme's index to Pagefind; what is left of that index is how to search."""
    index = site / "search" / "search_index.json"
    data = json.loads(index.read_text(encoding="utf-8"))
    found = records(data["docs"])
    folder = write(site / FOLDER, found)
    config = {**data["config"], "pagefind": f"../{folder.relative_to(site).as_posix()}/", "records": len(found)}
    index.write_text(json.dumps({**data, "config": config, "docs": []}, separators=(",", ":")), encoding="utf-8")


def write(folder: Path, found: Mapping[str, Sequence[Doc]]) -> Path:
    """Write Pagefind's index of some records into a new folder in `folder`, which is named after what is in it."""
    made, left_out = folder / "new", common(found)
    made.mkdir(parents=True)
    answer = pagefind_service.serve(
        [
            {"type": "NewIndex", "config": {"force_language": "en"}},
            *(
                {"type": "AddFile", "index_id": 0, "url": location, "file_contents": html(entries, left_out)}
                for location, entries in found.items()
            ),
            {"type": "GetFiles", "index_id": 0},
        ]
    )
    for file in answer["files"]:
        path = PurePosixPath(file["path"])
        if any(path.match(pattern) for pattern in KEPT):
            target = made / path
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(base64.b64decode(file["content"]))
    _fill(made, found)
    (made / "common.json").write_text(json.dumps(left_out, ensure_ascii=False), encoding="utf-8")
    return made.rename(folder / content_hash(made)[:8])


def _fill(made: Path, found: Mapping[str, Sequence[Doc]]) -> None:
    """Put the entries of each record into its fragment, in place of the words that were indexed.

    A first query waits for the file of all names. It is half as long if fragments are named after their number,
    the digit that changes first, and if numbers of words are nearly right: neighbours look alike then.
    """
    fragments, filled = made / "fragment", made / "filled"
    filled.mkdir()
    names: set[str] = set()

    def renamed(record: re.Match[bytes]) -> bytes:
        head, name, words = record.groups()
        old = fragments / f"{name.decode()}.pf_fragment"
        new = "en_" + f"{len(names):0{len(name) - 3}x}"[::-1]
        names.add(new)
        _pack(filled / f"{new}.pf_fragment", {**_NOTHING, "docs": _kept(found[str(_unpacked(old)["url"])])})
        old.unlink()
        return head + new.encode() + _nearly(words)

    try:
        json.loads((made / "pagefind-entry.json").read_text(encoding="utf-8"))
        (meta,) = made.glob("*.pf_meta")
        meta.write_bytes(gzip.compress(_RECORD.sub(renamed, gzip.decompress(meta.read_bytes())), 9, mtime=0))
        fragments.rmdir()
        filled.rename(fragments)
    except (OSError, ValueError, KeyError) as fault:
        raise PagefindFault(f"Pagefind's files have another shape than publish/pagefind.py knows: {fault}") from fault
    if not len(names) == len(found) == len(list(fragments.iterdir())):
        raise PagefindFault(f"Pagefind made {len(names):,} fragments of {len(found):,} records")


def _nearly(number: bytes) -> bytes:
    """A number in CBOR, small ones as they are, others to sixteen; a record's length hardly weighs."""
    return number if len(number) == 1 else number[:-1] + bytes([number[-1] & 0xF0 | 8])


def _kept(docs: Iterable[Doc]) -> list[Doc]:
    """Entries without their forms to fill in, which are found but say nothing in a list of results."""
    return [{**doc, "text": _FORM.sub("", doc["text"])} for doc in docs]


def _unpacked(path: Path) -> Any:
    return json.loads(gzip.decompress(path.read_bytes()).removeprefix(_SIGNATURE))


def _pack(path: Path, data: Mapping[str, Any]) -> None:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(_SIGNATURE + text.encode(), 9, mtime=0))
