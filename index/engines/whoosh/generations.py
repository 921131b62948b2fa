"""Which index folder is in force, and what its index contains.

``current.json`` names the generation and its files and is replaced in one rename, so
readers see the old state or the new one. It is written after those files are on the
disk: what it says the index contains is never more than what is there. Files that it
does not name are nobody's: a crash left them, and the next writer removes them.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import sys
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Final

from index import analysis, durable
from index.engines.whoosh import toc
from index.engines.whoosh.contents import ENDING
from index.engines.whoosh.sections import Sections
from index.errors import IndexDamaged, IndexLocked, IndexOutdated, IndexTooNew
from index.moment import told

FORMAT = 7
"""Version of what we put into the folder. Another one is not read: it is made anew."""

_BLOCK = 1 << 20
_POLL_SECONDS = 0.05
_LONGEST_COMMAND: Final = 200
"""Code points of a command line that a waiting process is told."""


@dataclass(frozen=True, slots=True)
class Current:
    """The state in ``current.json``.

    ``files`` are (size, CRC-32) of the index's files; of a segment's the one in its header,
    which covers those of its sections: they were made as it was written.
    """

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

        Raises IndexDamaged for a state file that cannot be read, IndexOutdated and
        IndexTooNew for one of another format.
        """
        try:
            content = self._state.read_bytes()
        except FileNotFoundError:
            return None
        try:
            found = Current(**json.loads(content))
        except (ValueError, TypeError) as error:
            raise IndexDamaged(where=self.folder, reason=f"current.json: {error}") from error
        if found.format != FORMAT:
            kind = IndexOutdated if found.format < FORMAT else IndexTooNew
            raise kind(where=self.folder, found=found.format, wanted=FORMAT)
        return found

    def path(self, generation: int) -> Path:
        """The Whoosh folder of a generation."""
        return self.folder / f"generation-{generation:04d}"

    def next(self) -> Current:
        """The state of a generation that does not exist yet, containing nothing."""
        numbers = [int(path.name.rpartition("-")[2]) for path in self._folders()]
        return Current(max(numbers, default=0) + 1, analysis.VERSION, 0)

    def publish(self, state: Current, files: Iterable[str]) -> None:
        """Put ``state`` with the index's ``files`` in force, files first.

        Raises OSError: then the state before is in force, or already the new one.
        """
        state = replace(state, files=_synced(self.path(state.generation), files, state.files))
        durable.sync(self.folder)  # a new generation's own name
        durable.put(self._state, lambda file: file.write(json.dumps(asdict(state)).encode()))

    def verify(self, state: Current, contents: bool = False) -> None:
        """Compare the index's files with what was published; with ``contents`` every byte.

        Raises IndexDamaged naming the first file that differs.
        """
        folder = self.path(state.generation)
        for name, (size, checksum) in state.files.items():
            path = folder / name
            if not path.exists() or path.stat().st_size != size:
                raise IndexDamaged(where=folder, reason=f"{name}: ≠ {size:,} B")
            # a table of contents is small, and Whoosh unpickles it: never one that was changed
            if contents or toc.is_table(name):
                _compare(path, checksum)

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

    def clean(self) -> None:
        """Remove what the state in force does not name: left by a crash or a replaced state.

        Only for who holds the writer's lock. Raises OSError where the state is not known to
        be on the disk: the one before may come back then, and needs its files.
        """
        durable.sync(self.folder)
        for path in self.orphans():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def orphans(self) -> list[Path]:
        """What the state in force does not name. A writer at work has files there too."""
        try:
            state = self.current()
        except (IndexDamaged, IndexOutdated, IndexTooNew):
            return []  # what is whose cannot be told; after a rebuild it can
        kept = state and self.path(state.generation)
        found = [path for path in self._folders() if path != kept]
        found += self.folder.glob("*.new")
        if kept and state and state.files and kept.is_dir():
            known = state.files
            found += [p for p in kept.iterdir() if p.name not in known and not _is_lock(p)]
        return found

    def _folders(self) -> list[Path]:
        return sorted(self.folder.glob("generation-[0-9]*"))

    @contextmanager
    def writing(self, wait: bool = True) -> Iterator[None]:
        """Hold the one writer's lock; raises IndexLocked naming the holder."""
        if not self.folder.is_dir():
            self.folder.mkdir(parents=True, exist_ok=True)
            durable.sync(self.folder.parent)
        with (self.folder / "writer.lock").open("a+", encoding="utf-8") as file:
            self._acquire(file, self._lock_wait if wait else 0)
            _sign(file)
            try:
                yield
            finally:
                fcntl.flock(file.fileno(), fcntl.LOCK_UN)

    def _acquire(self, file: IO[str], wait: int) -> None:
        deadline = time.monotonic() + wait
        while True:
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise IndexLocked(**_holder(file), waited=wait) from None
                time.sleep(_POLL_SECONDS)
            else:
                return


def _sign(lock: IO[str]) -> None:
    """Say in the lock file who holds it, for those who wait."""
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:_LONGEST_COMMAND]
    since = datetime.now(UTC).isoformat(timespec="seconds")
    with suppress(OSError):  # a full disk shall not keep anybody from deleting
        lock.truncate(0)
        said = json.dumps({"pid": os.getpid(), "command": command, "since": since})
        os.write(lock.fileno(), said.encode())  # a buffer would try again when it is closed


def _holder(lock: IO[str]) -> dict[str, object]:
    """Who holds the lock, since when; ``?`` for what its holder has not written yet."""
    try:
        lock.seek(0)
        said = json.loads(lock.read())
        said["since"] = told(said["since"])
    except (ValueError, KeyError, TypeError):
        said = {}
    return {name: said.get(name, "?") for name in ("pid", "command", "since")}


def _is_lock(path: Path) -> bool:
    """Whoosh's own: its name stays from commit to commit."""
    return path.name.endswith("LOCK")


def _synced(
    folder: Path, files: Iterable[str], known: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """(size, CRC-32) of each of ``files``, all of them on the disk.

    Whoosh never forces its files there, and never changes one it has written: only
    what is not yet known needs either.
    """
    found = {}
    for name in sorted(files):
        path = folder / name
        size = path.stat().st_size
        before = known.get(name)
        if before is None or before[0] != size:
            durable.sync(path)
            before = (size, _checksum(path))
        found[name] = before
    durable.sync(folder)
    return found


def _compare(path: Path, checksum: int) -> None:
    """Every byte; raises IndexDamaged."""
    try:
        if _checksum(path) != checksum:
            raise ValueError(f"{path.name}: CRC-32")
        if path.suffix == ENDING:
            Sections(path).verify()
    except (OSError, ValueError) as error:
        raise IndexDamaged(where=path.parent, reason=str(error)) from error


def _checksum(path: Path) -> int:
    """As :class:`Current` has it."""
    if path.suffix == ENDING:
        return Sections(path).seal
    value = 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            value = zlib.crc32(block, value)
    return value
