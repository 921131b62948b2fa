"""What a contestant can do, and what it finds."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, Protocol

from benchmarks.documents import Prepared
from index.engines.query import Question
from index.engines.schema import ALT, EXACT, FOLD
from search.language.compile import Compiled

Layout = Literal["one", "several"]
"""One segment, or as many as its writer leaves."""

ZONES: Final = ("text", "title", "standfirst", "person")
"""The zones that peers index. Ours has ``speaker`` besides, for questions that no peer knows:
what stands inside one quotation."""
FIELDS: Final = tuple(layer[zone] for zone in ZONES for layer in (EXACT, FOLD, ALT))
FACET_SIZE: Final = 100
"""Values per facet, as the page asks for them."""
HITS: Final = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as compiled for the archive, and what engines are asked of it."""

    compiled: Compiled
    question: Question


@dataclass(frozen=True, slots=True)
class Found:
    """An answer: ids best first, the exact total, counts per facet value.

    ``facets`` has ``outlet``, ``person`` and ``year``; MISSING is left out. ``parts`` are
    the seconds of each step of engines that answer in several, ``hits`` the engine's own
    names of the ids.
    """

    total: int
    ids: tuple[str, ...]
    facets: Mapping[str, Mapping[str, int]]
    parts: Mapping[str, float] = field(default_factory=dict)
    hits: Sequence[Any] = ()


Run = Callable[[], Found]
Passages = Callable[[Found], Sequence[str]]


class Opened(Protocol):
    """An index that is open for searching."""

    def prepare(self, asked: Asked) -> Run:
        """What answers: total, the best HITS, three facets."""

    def passages(self, asked: Asked) -> Passages:
        """What makes, of each hit, a passage with the words marked."""

    def segments(self) -> int:
        """How many segments there are; 1 of those that know none."""

    def close(self) -> None:
        """Give files back."""


class Engine(Protocol):
    """One contestant."""

    name: str
    layouts: Sequence[Layout]

    def version(self) -> str:
        """The library's version."""

    def settings(self, layout: Layout) -> str:
        """How it is set, for a reader of the report."""

    def build(
        self, folder: Path, documents: Iterable[Prepared], layout: Layout, several: Path | None
    ) -> None:
        """The index of ``documents`` in ``folder``, which is there.

        ``several`` is the finished layout of that name, for whom can make one of it.
        """

    def open(self, folder: Path) -> Opened:
        """Open what was built."""

    def size(self, folder: Path) -> int:
        """Bytes of the index, stored texts apart."""


SLOW: Final = "whoosh"
"""The engine that takes seconds a query and half an hour to build: its folder is gone on with, and
it answers one query of each kind in each stratum."""

_IDS: Final = "ids.json"


class Numbers:
    """Ids by the numbers, from 0, that documents have in engines that keep none themselves."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _IDS
        self._ids: list[str] = []

    def given(self, documents: Iterable[Prepared]) -> Iterator[tuple[int, Prepared]]:
        """``documents`` with their numbers; keeps the ids at the end."""
        for number, each in enumerate(documents):
            self._ids.append(each.document.id)
            yield number, each
        self._path.write_text(json.dumps(self._ids), encoding="utf-8")

    @staticmethod
    def read(folder: Path) -> list[str]:
        """The ids that were kept in ``folder``."""
        found: list[str] = json.loads((folder / _IDS).read_text("utf-8"))
        return found


class Texts:
    """The articles' texts beside an index that does not keep them, by their ids."""

    name: Final = "texts.db"

    def __init__(self, folder: Path) -> None:
        self._connection = sqlite3.connect(folder / self.name)
        self._connection.execute("create table if not exists texts (id primary key, text)")

    def keep(self, documents: Iterable[Prepared]) -> None:
        """Keep the texts of ``documents``."""
        rows = [(each.document.id, each.text) for each in documents]
        with self._connection:
            self._connection.executemany("insert or replace into texts values (?, ?)", rows)
        self.close()

    def of(self, ids: Sequence[str]) -> list[str]:
        """The texts of these articles."""
        one = "select text from texts where id = ?"
        return [self._connection.execute(one, (each,)).fetchone()[0] for each in ids]

    def close(self) -> None:
        self._connection.close()


_BESIDE: Final = (_IDS, Texts.name)


def folder_size(folder: Path, *but: str) -> int:
    """Bytes of the index in ``folder``, files with the endings ``but`` left out."""
    files = (path for path in folder.rglob("*") if path.is_file() and path.name not in _BESIDE)
    return sum(path.stat().st_size for path in files if path.suffix not in but)
