"""What a page of this site may load, written once: nothing that does not come from the site itself.

The policy goes out three times: in a `<meta>` tag on every page, in a snippet for nginx, and in a
`_headers` file for hosts that read one. Only a header can say who may frame the site.
`python -m playbook_site.publish.policy` prints the snippet; with `worker` behind it, the one for the
worker that asks Pagefind, which is WebAssembly. A worker is under the header of its own file, not
under the tag of the page: so pages never get that right.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

DIRECTIVES: Mapping[str, str] = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
"""Where each sort of thing may come from. `data:` pictures are the icons in the theme's sheet."""

FRAMES = "frame-ancestors 'self'"

POLICY = "; ".join(f"{name} {sources}" for name, sources in DIRECTIVES.items())

META = f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n      <meta name="referrer" content="no-referrer">'
"""What stands in the head of every page. An address of this site, such as a private page's, goes to no other host."""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": f"{POLICY}; {FRAMES}",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What a server adds to every answer."""

WITH_WASM: Mapping[str, str] = {
    **HEADERS,
    "Content-Security-Policy": HEADERS["Content-Security-Policy"].replace(
        "script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'"
    ),
}
"""The same for the worker that asks Pagefind."""

YEAR = "public, max-age=31536000, immutable"
"""How long a file may be kept whose name changes with its content."""


def nginx(*, for_worker: bool = False) -> str:
    """The headers for nginx; included wherever a location sets a header of its own."""
    lines = (f'add_header {name} "{value}" always;' for name, value in (WITH_WASM if for_worker else HEADERS).items())
    command = "python -m playbook_site.publish.policy" + (" worker" if for_worker else "")
    return f"# Written by: {command}\n" + "\n".join(lines) + "\n"


def headers_file(*, with_wasm: bool = False) -> str:
    """The headers as a `_headers` file, which some static hosts read from the root of a site.

    There one rule is for all files; with WebAssembly allowed to the worker, the tag of each page still refuses it.
    """
    lines = (f"  {name}: {value}" for name, value in (WITH_WASM if with_wasm else HEADERS).items())
    return "/*\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(nginx(for_worker=sys.argv[1:] == ["worker"]), end="")  # noqa: T201 - it is a command
