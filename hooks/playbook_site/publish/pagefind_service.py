"""Pagefind's program, asked over its pipes: one message for each page, one answer for each message."""

from __future__ import annotations

import base64
import json
import os
import subprocess
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import IO, Any


class PagefindFault(Exception):
    """Pagefind is not there, failed, or works in another way; the message says which."""


def serve(requests: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Have Pagefind's service do what is asked, in order; its last answer. The same order gives the same files.

    Ask for the files (GetFiles), never to write them: Pagefind 1.5.2 says that they are written before they are,
    and ends when we do, so that files are cut off (Pagefind/pagefind#1271).
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
        answers = _answers(service.stdout)
        last: dict[str, Any] = {}
        for _ in messages:
            last = _done(next(answers, None))
        asking.join()
        service.stdin.close()
    return last


def _ask(pipe: IO[bytes], messages: Iterable[bytes]) -> None:
    with suppress(BrokenPipeError):  # it ended; what it said last is read by the other side
        for message in messages:
            pipe.write(message)
        pipe.flush()


def _answers(pipe: IO[bytes]) -> Iterator[bytes]:
    rest = bytearray()
    while more := os.read(pipe.fileno(), 1 << 20):
        rest += more
        if b"," in more:
            *whole, rest = rest.split(b",")
            yield from map(bytes, whole)


def _done(answer: bytes | None) -> dict[str, Any]:
    if answer is None:
        raise PagefindFault("Pagefind ended before it had made the search")
    payload: dict[str, Any] = json.loads(base64.b64decode(answer))["payload"]
    if payload["type"] == "Error":
        raise PagefindFault(f"Pagefind did not make the search: {payload['message']}")
    return payload
