"""Which files the named paths mean: files, folders (recursively), globs, "-"."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Final

from index.readers.refusal import (
    HIDDEN,
    LINKED,
    MISSING,
    NO_MATCH,
    NOT_A_FILE,
    UNREADABLE,
    Refusal,
)

STDIN: Final = "-"


def files(paths: Iterable[str | Path]) -> Iterator[Path | Refusal]:
    """Every file that ``paths`` mean, in a stable order, and what is none.

    A named file may be hidden or a link; inside folders hidden ones and links are refused
    and hidden folders are not entered. A link may lead in circles, or, where others may write
    into the folder, to what they may not read.
    """
    for named in paths:
        text = os.fspath(named)
        if text == STDIN:
            yield Path(STDIN)
            continue
        path = Path(text)
        try:
            there = path.exists()
        except OSError as error:  # inside a folder that may not be entered
            yield Refusal(text, UNREADABLE, {"problem": error.strerror})
            continue
        if there:
            yield from _expanded(path)
        elif glob.has_magic(text):
            yield from _matching(text)
        else:
            yield Refusal(text, MISSING)


def _matching(pattern: str) -> Iterator[Path | Refusal]:
    found = sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207  # patterns may be absolute
    if not found:
        yield Refusal(pattern, NO_MATCH)
    folders = {Path(name) for name in found if Path(name).is_dir()}
    named = len([*takewhile(lambda part: not glob.has_magic(part), Path(pattern).parts)])
    for name in found:
        path = Path(name)
        # "**" goes through links to folders; what lies behind one was not named
        if any(each.is_symlink() for each in path.parents if len(each.parts) > named):
            yield Refusal(name, LINKED, skipped=True)
            continue
        # "**" names a folder and its files: each file once
        if not folders & set(path.parents):
            yield from _expanded(path)


def _expanded(path: Path) -> Iterator[Path | Refusal]:
    if path.is_dir():
        yield from _inside(path)
    elif path.is_file():
        yield path
    else:
        yield Refusal(str(path), NOT_A_FILE)


def _inside(folder: Path) -> Iterator[Path | Refusal]:
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        yield Refusal(str(folder), UNREADABLE, {"problem": error.strerror})
        return
    for entry in entries:
        if entry.name.startswith("."):
            yield Refusal(str(entry), HIDDEN, skipped=True)
        elif entry.is_symlink():
            yield Refusal(str(entry), LINKED, skipped=True)
        elif entry.is_dir():
            yield from _inside(entry)
        elif entry.is_file():
            yield entry
        else:
            yield Refusal(str(entry), NOT_A_FILE, skipped=True)
