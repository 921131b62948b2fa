"""The first parts of a run: the corpus added, its documents and queries prepared."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from itertools import islice
from typing import Any, Final

from benchmarks import corpus, documents, queries
from benchmarks.engines.base import folder_size
from benchmarks.engines.ours import OurIndex
from benchmarks.measures import machine, watched
from benchmarks.queries import Query
from benchmarks.workspace import Workspace
from index.engines.schema import MISSING

WORDS: Final = 450
"""Of the article that rates are given for: time grows with the words."""
_SEEN: Final = 5
"""Articles that name a person at least, for a person to be filtered by."""


def add(work: Workspace) -> dict[str, Any]:
    """``timtin add`` of the corpus as a command, timed from outside."""
    text = corpus.write(work.articles, work.documents)
    before = machine()
    with work.making(work.data) as data:
        command = [sys.executable, "-m", "web.cli", "--data", str(data), "add"]
        process = subprocess.Popen(  # noqa: S603  # our own command
            [*command, str(work.articles)], stdout=subprocess.DEVNULL
        )
        seconds, peak = watched(process)
    if process.returncode not in (0, 1):  # 1: some inputs were rejected, and named on stderr
        raise SystemExit(f"timtin add: exit {process.returncode}")
    words = corpus.words(work.articles)
    index = folder_size(work.data / "index")
    return {
        "machine": before,
        "articles": work.documents,
        "words": words,
        "text bytes": text,
        "seconds": round(seconds, 1),
        "articles/s": round(work.documents / seconds, 1),
        f"articles of {WORDS} words/s": round(words / WORDS / seconds, 1),
        "index bytes": index,
        "index bytes per text byte": round(index / text, 2),
        "peak MB, all processes": peak,
    }


def prepare(work: Workspace) -> None:
    """The documents of the store."""
    documents.prepare(work.data, work.prepared, work.documents)


def drawn(work: Workspace) -> list[Query]:
    """The queries for the corpus, drawn once."""
    if not work.queries.exists():
        with closing(documents.opened_store(work.data)) as store:
            kept = [each.article for each in islice(store.all(), work.documents)]
        titles = [article.title for article in kept if not article.title_derived]
        index = OurIndex(work.index("timtin", "one", work.documents), work.data)
        with closing(index):
            counted = index.engine.terms("person")
            persons = [e.text for e in counted if e.documents >= _SEEN and e.text != MISSING]
            queries.save(work.queries, queries.draw(index.engine, titles, persons))
    return queries.saved(work.queries)
