"""A disk that loses its power: what was not forced to it is gone.

A kill leaves in the system's memory what was written; a power cut does not. This keeps, call
by call, what would be on the disk by the letter of POSIX: a file has the content of its last
fsync, a folder the names of its. Real file systems keep more, none has to.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from soak.calls import Call

_FORCES: Final = {"fsync", "fdatasync"}
_TAKES_NAMES: Final = {"unlink", "unlinkat", "rename", "renameat", "renameat2"}

File = tuple[int, int]
"""An inode, and which life of it: numbers are given again."""
Names = dict[str, File | None]
"""What a folder holds: files, and folders as None."""


class Disk:
    """What is on the disk of one folder, all of which is there at first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lives: Counter[int] = Counter()
        self._contents: dict[File, bytes] = {}
        self._names: dict[Path, Names] = {}
        for path in (folder, *folder.rglob("*")):
            self._force(path)

    def before(self, call: Call) -> None:
        """The call is about to be made; a forced file is on the disk when it has been."""
        if call.name in _FORCES:
            self._force(call.path)
        elif call.name in _TAKES_NAMES and call.path.is_file():
            found = call.path.stat()
            if call.name.startswith("unlink") and found.st_nlink == 1:
                self._lives[found.st_ino] += 1

    def cut(self) -> None:
        """The power goes, and comes back: the folder has what is on the disk."""
        contents: Mapping[Path, Names] = dict(self._names)
        shutil.rmtree(self._folder)
        self._put(self._folder, contents)

    def _force(self, path: Path) -> None:
        if path.is_dir():
            self._names[path] = {
                each.name: None if each.is_dir() else self._file(each) for each in path.iterdir()
            }
        elif path.is_file():
            self._contents[self._file(path)] = path.read_bytes()

    def _file(self, path: Path) -> File:
        inode = path.stat().st_ino
        return inode, self._lives[inode]

    def _put(self, folder: Path, names: Mapping[Path, Names]) -> None:
        folder.mkdir()
        for name, file in names.get(folder, {}).items():
            if file is None:
                self._put(folder / name, names)
            else:
                (folder / name).write_bytes(self._contents.get(file, b""))
