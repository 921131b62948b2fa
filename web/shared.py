"""Numbers that gunicorn's workers share, being forked from the process that made them."""

from __future__ import annotations

import fcntl
import mmap
import os
import tempfile
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager


class Shared:
    """So many numbers, 0.0 at first, in memory that forked processes have in common."""

    def __init__(self, count: int) -> None:
        self._numbers = memoryview(mmap.mmap(-1, count * 8)).cast("d")
        # a lock on a file ends with the process that holds it; threads need one beside it
        with tempfile.TemporaryFile() as file:
            self._file = os.dup(file.fileno())
        weakref.finalize(self, os.close, self._file)
        self._threads = threading.Lock()

    @contextmanager
    def alone(self) -> Iterator[memoryview[float]]:
        """The numbers, which nobody else reads or writes meanwhile.

        A process that is killed meanwhile holds up nobody.
        """
        with self._threads:
            fcntl.lockf(self._file, fcntl.LOCK_EX)
            try:
                yield self._numbers
            finally:
                fcntl.lockf(self._file, fcntl.LOCK_UN)
