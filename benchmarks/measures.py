"""Small measures that several parts of a run share."""

from __future__ import annotations

import os
import platform
import subprocess
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

_Made = TypeVar("_Made")


def timed(work: Callable[[], _Made]) -> tuple[float, _Made]:
    """Seconds of ``work``, and what it gave."""
    began = time.perf_counter()
    made = work()
    return time.perf_counter() - began, made


def percentile(values: Iterable[float], share: float) -> float:
    """The value that ``share`` of ``values`` do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, -(-int(share * 1_000) * len(ordered) // 1_000) - 1)]


def summary(seconds: Sequence[float]) -> dict[str, float]:
    """p50, p90, p99 and worst in milliseconds."""
    shares = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "worst": 1.0}
    return {name: round(1000 * percentile(seconds, share), 3) for name, share in shares.items()}


def machine() -> dict[str, object]:
    """What a figure was measured on, and how busy it was."""
    memory = Path("/proc/meminfo").read_text("utf-8").split()[1]
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory GB": round(int(memory) / 1e6),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return " ".join(line.partition(":")[2].split())
    return platform.machine()


def drop_from_page_cache(folder: Path) -> None:
    """Ask the system to forget the files of ``folder``: the next reader gets them cold.

    What another process has mapped stays.
    """
    os.sync()
    for path in folder.rglob("*"):
        if path.is_file():
            file = os.open(path, os.O_RDONLY)
            os.posix_fadvise(file, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(file)


def watched(process: subprocess.Popen[bytes], every: float = 0.5) -> tuple[float, float]:
    """Seconds until ``process`` ends, and the most MB (PSS) that it and its own took."""
    began = time.perf_counter()
    most = 0.0
    while process.poll() is None:
        with suppress(OSError, KeyError):  # one of them ended while it was looked at
            most = max(most, memory_of(tree(process.pid))["pss MB"])
        with suppress(subprocess.TimeoutExpired):
            process.wait(every)
    return time.perf_counter() - began, most


def tree(process: int) -> list[int]:
    """A process and all that it started."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text("utf-8").split()
    return [process, *(each for child in children for each in tree(int(child)))]


def memory_of(processes: Sequence[int | str]) -> dict[str, float]:
    """MB that processes take together, each shared page counted once (PSS).

    ``mapped`` are pages of files, which the system can drop; ``own`` all others.
    """
    total: dict[str, int] = {}
    for process in processes:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8")
        for row in rollup.splitlines()[1:]:
            name, size = row.split(":")[0], int(row.split()[1])
            total[name] = total.get(name, 0) + size
    mapped = total["Pss_File"]
    return {
        "pss MB": round(total["Pss"] / 1024, 1),
        "own MB": round((total["Pss"] - mapped) / 1024, 1),
        "mapped MB": round(mapped / 1024, 1),
    }


def ratios(ours: Mapping[int, float], theirs: Mapping[int, float]) -> dict[str, float]:
    """Of ours to theirs, query by query: p50, p90 and worst, of three digits."""
    found = [ours[each] / theirs[each] for each in ours if each in theirs]
    shares = {"p50": percentile(found, 0.5), "p90": percentile(found, 0.9), "worst": max(found)}
    return {name: float(f"{share:.3g}") for name, share in shares.items()}
