"""Files that are on the disk, by name and content, when a function returns.

``fsync`` of a file keeps its content, of a folder the names in it: a new file needs both.
"""

from __future__ import annotations

import errno
import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

_FULL: Final = {errno.ENOSPC, errno.EDQUOT}


def sync(path: Path) -> None:
    """Force a file's content, or a folder's names, to the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def put(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Put what ``write`` writes at ``path`` in one rename: there is the old file or the new.

    Raises OSError; the old file is in force then.
    """
    beside = path.with_name(path.name + ".new")
    try:
        with beside.open("wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync(path.parent)


@contextmanager
def held(path: Path, wait: bool = True) -> Iterator[None]:
    """Hold a file or folder: nobody else does meanwhile. It ends with the process too.

    Raises BlockingIOError where another process holds it, unless ``wait``; and OSError.
    """
    descriptor = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        yield
    finally:
        os.close(descriptor)


def of_the_disk(error: BaseException) -> OSError | None:
    """What the operating system refused, where that is behind ``error``."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno is not None:
            return seen
        seen = seen.__cause__ or seen.__context__
    return None


def is_full(error: OSError) -> bool:
    """Whether there is no room left."""
    return error.errno in _FULL
