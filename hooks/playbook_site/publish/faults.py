"""The page that stands in for the site while its library has problems, under `serve` only."""

from __future__ import annotations

import re

_ROOTED = re.compile(r'((?:href|src)=")(?:\./)?(?=assets/|search/)')


def markdown(report: str) -> str:
    """The report as a page. The page reloads by itself once the files are mended."""
    fence = "`" * max(3, *(len(run) + 1 for run in re.findall(r"`+", report)), 3)
    return (
        "# Something needs mending\n\n"
        "The site is not rebuilt until this is right. Mend it and save: this page heals by itself.\n\n"
        f"{fence}text\n{report}\n{fence}\n"
    )


def everywhere(html: str) -> str:
    """The page so that it works under any address."""
    return _ROOTED.sub(r"\1/", html)
