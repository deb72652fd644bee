"""What takes long in a comparison, remembered between builds by the fingerprint of its inputs and by our code."""

from __future__ import annotations

import hashlib
import json
import os
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from playbook_site import comparisons
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.simulation import fingerprint
from playbook_site.comparisons.worked_out import WorkedOut, WorkOut, work_out

_STORED: TypeAdapter[WorkedOut] = TypeAdapter(WorkedOut)


def remembering(folder: Path) -> WorkOut:
    """`work_out`, which looks in `folder` first and keeps there what it works out.

    The folder may be deleted, and what is in it may be broken: then it is worked out again.
    """

    def remembered(front: ComparisonFront) -> WorkedOut:
        path = folder / f"{fingerprint(front)}-{_code()}.json"
        found = _read(path)
        if found is None:
            found = work_out(front)
            _write(path, _STORED.dump_python(found, mode="json"))
        return found

    return remembered


@cache
def _code() -> str:
    """A name for the code that works it out."""
    sources = sorted(Path(comparisons.__file__).parent.glob("*.py"))
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:8]


def _read(path: Path) -> WorkedOut | None:
    try:
        return _STORED.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _write(path: Path, value: Any) -> None:
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(value), encoding="utf-8")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
