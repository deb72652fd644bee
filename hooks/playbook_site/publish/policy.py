"""What a page of this site may load, written once: nothing that does not come from the site itself.

The policy goes out three times: in a `<meta>` tag on every page, in a snippet for nginx, and in a
`_headers` file for hosts that read one. Only a header can say who may frame the site.
`python -m playbook_site.publish.policy` prints the snippet.
"""

from __future__ import annotations

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

YEAR = "public, max-age=31536000, immutable"
"""How long a file may be kept whose name changes with its content."""


def nginx() -> str:
    """The headers for nginx; included wherever a location sets a header of its own."""
    lines = (f'add_header {name} "{value}" always;' for name, value in HEADERS.items())
    return "# Written by: python -m playbook_site.publish.policy\n" + "\n".join(lines) + "\n"


def headers_file() -> str:
    """The headers as a `_headers` file, which some static hosts read from the root of a site."""
    lines = (f"  {name}: {value}" for name, value in HEADERS.items())
    return "/*\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    print(nginx(), end="")  # noqa: T201 - it is a command
