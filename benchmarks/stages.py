"""Where the time of adding goes: processor time of one process, stage by stage.

The stages of ``timtin add`` one after the other over the same articles; ``add`` itself runs
them side by side on all cores.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
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
from index.article import Draft, Kept, Options
from index.engines.document import Words, document
from index.engines.whoosh import WhooshEngine
from index.people import Identities
from index.readers import read
from index.store import Store
from index.understanding import Prepared, prepared

_SAMPLE: Final = 1_000
_WARM: Final = 20
"""Of them, those that are understood before the clock runs."""
_Made = TypeVar("_Made")


def measured(work: Workspace, articles: int = _SAMPLE) -> dict[str, Any]:
    """Milliseconds for an article of WORDS words, by stage."""
    figures: dict[str, Any] = {"machine": machine()}
    reading, inputs = _cpu(lambda: list(islice(read([work.articles]), articles)))
    drafts = [each for each in inputs if isinstance(each, Draft)]
    words = sum(len(f"{d.title} {d.standfirst} {d.text}".split()) for d in drafts)
    understood = understanding.measured(drafts[_WARM:], drafts[:_WARM])["ms per article"]
    own = sum(spent for step, spent in understood.items() if step not in understanding.APART)
    stages = {
        "reading": reading,
        understanding.SEGMENTER: understood[understanding.SEGMENTER] * words / WORDS / 1000,
        "understanding": own * words / WORDS / 1000,
        "analysis": understood[understanding.INDEX] * words / WORDS / 1000,
    }
    stages |= _written(drafts, production(work.data).batch)
    per_article = {name: round(1000 * s * WORDS / words, 3) for name, s in stages.items()}
    return figures | {
        "articles": len(drafts),
        "words": words,
        f"ms of processor for {WORDS} words": per_article,
        "all, ms": round(sum(per_article.values()), 3),
    }


def _written(drafts: Sequence[Draft], batch: int) -> dict[str, float]:
    """Seconds of the stages that one process does for all."""
    made = [
        (draft, each)
        for draft, each in zip(drafts, prepared(drafts, Options(), Identities()), strict=True)
        if isinstance(each, Prepared)
    ]
    with tempfile.TemporaryDirectory() as folder, closing(opened_store(Path(folder))) as store:
        admitting, kept = _cpu(lambda: list(_admitted(store, made, batch)))
        said = [each.words for _, each in made]
        indexing, _ = _cpu(lambda: _index(Path(folder) / "index", kept, said, batch))
    return {"store": admitting, "index": indexing}


def _admitted(store: Store, made: Sequence[tuple[Draft, Prepared]], batch: int) -> Iterator[Kept]:
    for part in batched(made, batch):
        items = [(draft, each.article, Options()) for draft, each in part]
        fingerprints = {place: each.fingerprint for place, (_, each) in enumerate(part)}
        for admission in store.admit(items, enrich.VERSION, fingerprints):
            assert admission.kept is not None, admission  # noqa: S101  # else there is no time
            yield admission.kept


def _index(folder: Path, kept: Sequence[Kept], said: Sequence[Words], batch: int) -> None:
    engine = WhooshEngine(folder)
    for part in batched(zip(kept, said, strict=True), batch):
        with engine.writer() as writer:
            for each, words in part:
                writer.put(document(each, words.persons, words))


def _cpu(work: Callable[[], _Made]) -> tuple[float, _Made]:
    began = time.process_time()
    made = work()
    return time.process_time() - began, made
