"""Pagefind's program, asked over its pipes: one message for each page, one answer for each message."""

from __future__ import annotations

import base64
import json
import subprocess
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import IO, Any


class PagefindFault(Exception):
    """Pagefind is not there, failed, or works in another way; the message says which."""


def serve(requests: Iterable[Mapping[str, Any]]) -> None:
    """Have Pagefind's service do what is asked, in order; the same order gives the same files.

    The command reads a folder as the disk lists it, and Pagefind's own client waits a tenth of a second for each page.
    """
    from pagefind.service import get_executable  # noqa: PLC0415 - it brings asyncio, which no other build needs

    executable = get_executable()
    if executable is None:
        raise PagefindFault("Pagefind is not there: pip install -c constraints.txt pagefind pagefind-bin")
    messages = [
        base64.b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","
        for number, payload in enumerate(requests)
    ]
    command = [str(executable), "--service"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as service:  # noqa: S603 - no words of anybody else's
        assert service.stdin  # noqa: S101 - it was asked for
        assert service.stdout  # noqa: S101 - it was asked for
        asking = threading.Thread(target=_ask, args=(service.stdin, messages), daemon=True)
        asking.start()
        for _ in messages:
            _expect_done(service.stdout)
        asking.join()
        service.stdin.close()


def _ask(pipe: IO[bytes], messages: Iterable[bytes]) -> None:
    with suppress(BrokenPipeError):  # it ended; what it said last is read by the other side
        for message in messages:
            pipe.write(message)
        pipe.flush()


def _expect_done(pipe: IO[bytes]) -> None:
    answer = bytearray()
    while (byte := pipe.read(1)) not in {b"", b","}:
        answer += byte
    if not byte:
        raise PagefindFault("Pagefind ended before it had made the search")
    payload = json.loads(base64.b64decode(answer))["payload"]
    if payload["type"] == "Error":
        raise PagefindFault(f"Pagefind did not make the search: {payload['message']}")
