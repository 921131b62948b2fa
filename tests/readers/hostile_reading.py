"""Reads each file named on the command line in a process of its own that may take 100 MB.

Run by ``test_hostile``: ``python -m tests.readers.hostile_reading FILE...``. Prints a JSON
object: for each file what was answered, or how the process ended.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from pathlib import Path

from index.readers import Refusal, read

MEMORY = 100_000_000
"""Bytes of address space beyond what the program itself takes."""
CPU_SECONDS = 20
"""Ends a reader that hangs; how fast it is, is measured elsewhere."""
WARM = "<html><body><h1>Tin mới trong ngày</h1>" + "<p>Người dân hai bờ sông đi lại dễ hơn.</p>" * 9


def _answers(path: str) -> list[list[str]]:
    found = []
    for one in read([path]):
        said = one.message("en") if isinstance(one, Refusal) else one.title or one.text[:40]
        found.append([type(one).__name__, said])
    return [*found[:3], *found[-1:]]


def _address_space() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    return pages * resource.getpagesize()


def _in_a_child(path: str) -> object:
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        limit = _address_space() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
        try:
            result = json.dumps(_answers(path))
        except BaseException as error:  # whatever it is, the parent reports it
            result = json.dumps(repr(error)[:200])
        os.write(sending, result.encode())
        os._exit(0)
    os.close(sending)
    with os.fdopen(receiving, "rb") as answer:
        text = answer.read()
    _, status = os.waitpid(child, 0)
    return json.loads(text) if text else f"ended with {status}"


def main(paths: list[str]) -> None:
    """Load every library first, so that what is measured is the reading."""
    folder = Path(paths[0]).parent
    (folder / "warm.html").write_text(WARM, encoding="utf-8")
    (folder / "warm.xml").write_text("<rss version='2.0'><channel><item><title>T</title></item>")
    list(read([folder / "warm.html", folder / "warm.xml"]))
    sys.stdout.write(json.dumps({path: _in_a_child(path) for path in paths}))


if __name__ == "__main__":
    main(sys.argv[1:])
