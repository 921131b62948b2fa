"""Documents, queries and expectations as two files of JSON lines.

``documents.jsonl``, one document a line::

    {"id": "p17-good", "title": "...", "body": "...", "date": "2015-01-18T08:00", "outlet": "A"}

``date`` is a day or a minute and, like ``outlet``, may be missing.

``cases.jsonl``, one query a line::

    {"id": "p17-word", "kind": "tone", "query": "bán", "params": [["date", "2015-01-18"]],
     "expect": {"must": ["p17-good"], "must_not": ["p17-bad"],
                "above": [["p17-good", "p17-bad"]], "equal": [], "full": 1,
                "counts": {"outlet": {"A": 1}}}}

A query is what a person types: words, all of them required; ``"..."`` for words side
by side; ``-`` before a word for documents without it. ``params`` are parameters of
the search page's URL: ``sort`` (relevance, newest, oldest), ``date`` (only documents
of that day), ``match=all`` (never widen), ``alt=off`` (no other names for the same
thing). Expected is that

- ``must`` documents match, and ``must_not`` documents do not: an engine that
  widens may show them, but does not count them among its full matches;
- of each of ``above`` the first is shown, and the second after it or not at all;
- of each of ``equal`` both match, with the same score;
- exactly ``full`` documents match, where that is said;
- the values of a facet have these ``counts``, and no other value has any.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

DOCUMENTS: Final = "documents.jsonl"
CASES: Final = "cases.jsonl"

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """What an engine is given to index; ``date`` is ``2015-01-18`` or ``2015-01-18T08:00``."""

    id: str
    title: str
    body: str
    date: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True)
class Expect:
    """What must be true of the answer; see the module. All names are document ids."""

    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    above: tuple[Pair, ...] = ()
    equal: tuple[Pair, ...] = ()
    full: int | None = None
    counts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """One query with its parameters and what is expected of the answer."""

    id: str
    kind: str
    query: str
    params: tuple[Pair, ...]
    expect: Expect


@dataclass(frozen=True, slots=True)
class Data:
    """One archive and its cases."""

    documents: tuple[Document, ...]
    cases: tuple[Case, ...]

    def part(self, every: int) -> Data:
        """Every ``every``-th case that looks at one day, with its documents and no others.

        Such cases expect nothing of the rest of the archive.
        """
        cases = [case for case in self.cases if any(name == "date" for name, _ in case.params)]
        kept = tuple(cases[::every])
        named = {each for case in kept for each in (*case.expect.must, *case.expect.must_not)}
        return Data(tuple(each for each in self.documents if each.id in named), kept)

    @property
    def digest(self) -> str:
        """SHA-256 over both files: the same data has the same digest everywhere."""
        sums = hashlib.sha256()
        for line in (*_lines(self.documents), *_lines(self.cases)):
            sums.update(line.encode())
        return sums.hexdigest()


def write(data: Data, folder: Path) -> None:
    """Write both files into ``folder``, which is made when there is none."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, records in ((DOCUMENTS, data.documents), (CASES, data.cases)):
        with (folder / name).open("w", encoding="utf-8") as out:
            out.writelines(_lines(records))


def read(folder: Path) -> Data:
    """What :func:`write` wrote. Raises FileNotFoundError where a file is missing."""
    documents = tuple(Document(**row) for row in _rows(folder / DOCUMENTS))
    return Data(documents, tuple(_case(row) for row in _rows(folder / CASES)))


def _lines(records: Iterable[Document | Case]) -> Iterator[str]:
    for record in records:
        yield json.dumps(asdict(record), ensure_ascii=False) + "\n"


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _case(row: dict[str, Any]) -> Case:
    expect = row["expect"]
    for name in ("above", "equal"):
        expect[name] = _pairs(expect[name])
    for name in ("must", "must_not"):
        expect[name] = tuple(expect[name])
    return Case(row["id"], row["kind"], row["query"], _pairs(row["params"]), Expect(**expect))


def _pairs(values: list[list[str]]) -> tuple[Pair, ...]:
    return tuple((first, second) for first, second in values)
