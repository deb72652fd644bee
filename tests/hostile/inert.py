"""What in a page's HTML could run, load or reach out: found with another parser than the sanitiser's."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import markdown
from mkdocs.config import load_config
from selectolax.lexbor import LexborHTMLParser, LexborNode

from conftest import ROOT

QUIET = frozenset(
    "a abbr b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre q s span strong sub sup "
    "table tbody td tfoot th thead tr ul".split()
)
ATTRIBUTES = frozenset("id class href title rel src alt width height start align".split())
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):|[/\\]{2}", re.IGNORECASE)


@functools.cache
def _markdown() -> markdown.Markdown:
    settings = load_config(str(ROOT / "mkdocs.yml"))
    return markdown.Markdown(extensions=settings.markdown_extensions, extension_configs=settings.mdx_configs)


def rendered(body: str) -> str:
    """A body as the site's own Markdown renders it, not tamed."""
    return _markdown().reset().convert(body)


def active(html: str) -> list[str]:
    """Everything in a page's text that is not quiet."""
    body = LexborHTMLParser(f"<!doctype html><body><article>{html}</article>").css_first("body")
    assert body is not None
    return [fault for node in body.css("article *") for fault in _faults(node)]


def _faults(node: LexborNode) -> Iterator[str]:
    if node.tag not in QUIET:
        yield f"<{node.tag}>"
    for name, value in node.attributes.items():
        address = re.sub(r"[\x00-\x20]", "", value or "")
        scheme = _SCHEME.match(address)
        if name not in ATTRIBUTES:
            yield f"<{node.tag} {name}>"
        elif name == "src" and scheme:
            yield f"<{node.tag} src={value}>"
        elif name == "href" and scheme and (scheme[1] or "//").lower() not in {"https", "http", "mailto"}:
            yield f"<{node.tag} href={value}>"
        elif name == "id" and (value or "").startswith("__"):
            yield f"<{node.tag} id={value}>"
