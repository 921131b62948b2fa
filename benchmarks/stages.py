"""Where the time of adding goes: processor time of one process, stage by stage.

The stages of ``timtin add`` one after the other over the same articles; ``add`` itself runs
them side by side on all cores.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from benchmarks import understanding
from benchmarks.documents import batched, opened_store, production
from benchmarks.measures import machine
from benchmarks.preparing import WORDS
from benchmarks.workspace import Workspace
from index import enrich
from index.article import Article, Draft, Kept, Options
from index.engines.document import document
from index.engines.schema import Document
from index.engines.whoosh import WhooshEngine
from index.people import identities_of
from index.readers import read
from index.store import Store

_SAMPLE: Final = 1_000
_Made = TypeVar("_Made")


def measured(work: Workspace, articles: int = _SAMPLE) -> dict[str, Any]:
    """Milliseconds for an article of WORDS words, by stage."""
    figures: dict[str, Any] = {"machine": machine()}
    reading, inputs = _cpu(lambda: list(islice(read([work.articles]), articles)))
    drafts = [each for each in inputs if isinstance(each, Draft)]
    words = sum(len(f"{d.title} {d.standfirst} {d.text}".split()) for d in drafts)
    understood = understanding.measured(drafts)["ms per article"]
    # the words of the index, which it counts apart, too, are the stage of analysis
    own = sum(spent for step, spent in understood.items() if step not in understanding.APART)
    stages = {
        "reading": reading,
        understanding.SEGMENTER: understood[understanding.SEGMENTER] * words / WORDS / 1000,
        "understanding": own * words / WORDS / 1000,
    }
    made = [(draft, enrich.understand(draft, Options())) for draft in drafts]
    stages |= _written(made, production(work.data).batch)
    per_article = {name: round(1000 * s * WORDS / words, 3) for name, s in stages.items()}
    return figures | {
        "articles": len(drafts),
        "words": words,
        f"ms of processor for {WORDS} words": per_article,
        "all, ms": round(sum(per_article.values()), 3),
    }


def _written(made: list[tuple[Draft, Article]], batch: int) -> dict[str, float]:
    """Seconds of the stages from the store on."""
    with tempfile.TemporaryDirectory() as folder, closing(opened_store(Path(folder))) as store:
        admitting, _ = _cpu(lambda: _admit(store, made, batch))
        kept = list(store.all())
        analysing, documents = _cpu(lambda: list(_documents(store, kept)))
        indexing, _ = _cpu(lambda: _index(Path(folder) / "index", documents, batch))
    return {"store": admitting, "analysis": analysing, "index": indexing}


def _admit(store: Store, made: list[tuple[Draft, Article]], batch: int) -> None:
    for part in batched(made, batch):
        store.admit([(draft, article, Options()) for draft, article in part], enrich.VERSION)


def _documents(store: Store, kept: Iterable[Kept]) -> Iterator[Document]:
    identities = identities_of(store)
    for each in kept:
        yield document(each, identities.values(each.article))


def _index(folder: Path, documents: Iterable[Document], batch: int) -> None:
    engine = WhooshEngine(folder)
    for part in batched(documents, batch):
        with engine.writer() as writer:
            for each in part:
                writer.put(each)


def _cpu(work: Callable[[], _Made]) -> tuple[float, _Made]:
    began = time.process_time()
    made = work()
    return time.process_time() - began, made
