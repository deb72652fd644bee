"""Characters that nobody sees and that show one thing while saying another."""

from __future__ import annotations

import re

UNSEEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
"""Zero-width and bidirectional controls. Joiners (U+200C, U+200D) may stay: scripts need them."""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
"""What no text holds, and the line ends of other systems, which would shift every position behind them."""


def invisible(character: str) -> str:
    """What is wrong with one of them."""
    name = "a control character" if CONTROL.fullmatch(character) else "an invisible character"
    return f"{name} (U+{ord(character):04X}) stands here; delete it"
