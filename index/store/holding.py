"""Who is writing to an SQLite database: what SQLite itself does not say."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

_LOCKS: Final = Path("/proc/locks")
_WRITE_LOCK: Final = "120"
"""The byte of the ``-shm`` file that a writer locks (SQLite's "WAL-mode file format")."""
_LONGEST: Final = 200


def holder(file: Path) -> str:
    """`` (pid: command)`` of the process that writes to ``file``, empty where it is not known.

    Linux lists its locks in ``/proc/locks``: kind, pid, device and inode, first byte.
    """
    try:
        inode = str(file.with_name(file.name + "-shm").stat().st_ino)
        for line in _LOCKS.read_text("ascii").splitlines():
            fields = line.split()
            if fields[-2] == _WRITE_LOCK and fields[-3].rpartition(":")[2] == inode:
                pid = int(fields[-4])
                return f" ({pid}: {_command(pid)})" if pid > 0 else ""
    except (OSError, ValueError, IndexError):
        pass  # another system, or the lock was given back meanwhile
    return ""


def _command(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().rstrip(b"\0").split(b"\0")
    return " ".join(os.fsdecode(word) for word in words)[:_LONGEST]
