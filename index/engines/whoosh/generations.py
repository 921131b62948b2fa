"""Which index folder is in force, and what its index contains.

``current.json`` names the generation and is replaced in one rename, so readers
see the old state or the new one. It is written after the index files are on the
disk: what it says the index contains is never more than what is there.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from index import analysis
from index.errors import IndexDamaged, IndexLocked, IndexOutdated

FORMAT = 6
"""Version of what we put into the folder. Another one is not read: it wants to be rebuilt."""

_BLOCK = 1 << 20
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Current:
    """The state in ``current.json``. ``files`` are (size, CRC-32) of the index's files."""

    generation: int
    analysis: str
    change: int
    format: int = FORMAT
    files: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def following(self, change: int | None) -> Current:
        """The state after a commit that contains the store up to ``change``."""
        return self if change is None else replace(self, change=change)


class Generations:
    """The index folder: its state file, its generations and its writer lock."""

    def __init__(self, folder: Path, lock_wait: int) -> None:
        self.folder = folder
        self._lock_wait = lock_wait
        self._state = folder / "current.json"

    def stamp(self) -> tuple[int, int] | None:
        """Changes whenever the state does; None when there is no index."""
        try:
            found = self._state.stat()
        except FileNotFoundError:
            return None
        return found.st_ino, found.st_mtime_ns

    def current(self) -> Current | None:
        """The state in force; None when there is no index.

        Raises IndexDamaged for a state file that cannot be read and
        IndexOutdated for one of another format.
        """
        try:
            text = self._state.read_text("utf-8")
        except FileNotFoundError:
            return None
        try:
            found = Current(**json.loads(text))
        except (ValueError, TypeError) as error:
            raise IndexDamaged(where=self.folder, reason=f"current.json: {error}") from error
        if found.format != FORMAT:
            raise IndexOutdated(where=self.folder, found=found.format, wanted=FORMAT)
        return found

    def path(self, generation: int) -> Path:
        """The Whoosh folder of a generation."""
        return self.folder / f"generation-{generation:04d}"

    def next(self) -> Current:
        """The state of a generation that does not exist yet, containing nothing."""
        numbers = [int(path.name.rpartition("-")[2]) for path in self._folders()]
        return Current(max(numbers, default=0) + 1, analysis.VERSION, 0)

    def publish(self, state: Current) -> None:
        """Put ``state`` in force, files first."""
        state = replace(state, files=_synced(self.path(state.generation), state.files))
        beside = self._state.with_suffix(".new")
        with beside.open("w", encoding="utf-8") as file:
            json.dump(asdict(state), file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._state)
        _sync(self.folder)

    def verify(self, state: Current, contents: bool = False) -> None:
        """Compare the index's files with what was published; with ``contents`` every byte.

        Raises IndexDamaged naming the first file that differs. A commit that a crash
        kept from being published has newer contents and is left to the next one.
        """
        folder = self.path(state.generation)
        if _newest_contents(folder) not in state.files:
            return
        for name, (size, checksum) in state.files.items():
            path = folder / name
            if not path.exists() or path.stat().st_size != size:
                raise IndexDamaged(where=folder, reason=f"{name}: ≠ {size:,} B")
            if contents and _checksum(path) != checksum:
                raise IndexDamaged(where=folder, reason=f"{name}: CRC-32")

    def verify_contents(self) -> None:
        """Compare every byte of the index in force; raises IndexDamaged."""
        while (state := self.current()) is not None:
            try:
                self.verify(state, contents=True)
            except IndexDamaged:
                if self.current() == state:
                    raise
                continue  # a commit has replaced the files meanwhile
            return

    def drop_others(self, keep: int | None) -> None:
        """Remove every generation but ``keep``: left by a rebuild or a crash."""
        for path in self._folders():
            if keep is None or path != self.path(keep):
                shutil.rmtree(path, ignore_errors=True)

    def _folders(self) -> list[Path]:
        return sorted(self.folder.glob("generation-[0-9]*"))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the one writer's lock; raises IndexLocked naming the holder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "writer.lock").open("a+", encoding="utf-8") as file:
            self._acquire(file.fileno())
            try:
                file.truncate(0)
                file.write(f"pid {os.getpid()}")
                file.flush()
                yield
            finally:
                file.truncate(0)
                fcntl.flock(file.fileno(), fcntl.LOCK_UN)

    def _acquire(self, descriptor: int) -> None:
        deadline = time.monotonic() + self._lock_wait
        while True:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    holder = (self.folder / "writer.lock").read_text("utf-8") or "?"
                    raise IndexLocked(holder=holder) from None
                time.sleep(_POLL_SECONDS)
            else:
                return


def _newest_contents(folder: Path) -> str | None:
    """The table of contents that Whoosh would open: it counts them up."""
    found = {int(path.stem.rpartition("_")[2]): path.name for path in folder.glob("_*_*.toc")}
    return found[max(found)] if found else None


def _synced(folder: Path, known: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """(size, CRC-32) of every file that holds data, all of them on the disk.

    Whoosh never forces its files there, and never changes one it has written: only
    what is not yet known needs either.
    """
    found = {}
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.endswith("LOCK"):
            continue
        size = path.stat().st_size
        before = known.get(path.name)
        if before is None or before[0] != size:
            _sync(path)
            before = (size, _checksum(path))
        found[path.name] = before
    _sync(folder)
    return found


def _checksum(path: Path) -> int:
    value = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            value = zlib.crc32(block, value)
    return value


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
