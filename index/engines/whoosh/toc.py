"""Whoosh's table of contents: which segments an index has, and which files are theirs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from whoosh.filedb.filestore import FileStorage
from whoosh.index import TOC

NAME: Final = "MAIN"
"""Of the index in its folder: Whoosh's default."""

_TABLE: Final = re.compile(rf"_{NAME}_([0-9]+)\.toc")


def is_table(name: str) -> bool:
    """Whether this is the name of a table of contents."""
    return _TABLE.fullmatch(name) is not None


def read(folder: Path, names: Iterable[str]) -> TOC:
    """The newest table of contents among the files ``names`` of ``folder``.

    Raises FileNotFoundError where none is; over damaged files Whoosh raises anything.
    """
    found = [int(match[1]) for name in names if (match := _TABLE.fullmatch(name))]
    if not found:
        raise FileNotFoundError(f"{folder.name}: no table of contents")
    return TOC.read(FileStorage(str(folder)), NAME, gen=max(found))


def files(folder: Path) -> list[str]:
    """The files of the newest commit: its table and those of its segments."""
    names = [path.name for path in folder.iterdir() if path.is_file()]
    table = read(folder, names)
    segments = tuple(f"{each.segment_id()}." for each in table.segments)
    own = TOC._filename(NAME, table.generation)
    return [own, *(name for name in names if name.startswith(segments))]
