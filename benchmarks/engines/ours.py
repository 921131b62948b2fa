"""Tìm Tin's own engine, asked as the product asks it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from whoosh import index as whoosh_index

from benchmarks.documents import Prepared, batched, opened_store, production
from benchmarks.engines.base import (
    FACET_SIZE,
    HITS,
    Asked,
    Found,
    Layout,
    Passages,
    Run,
    folder_size,
)
from index.engines.base import Answer, EngineHit
from index.engines.query import FacetWanted, SortKey
from index.engines.whoosh import WhooshEngine
from search.hits import Shown, highlighter_of, hit_of
from search.hot import HotTexts

_FACETS: Final = (FacetWanted("outlet", FACET_SIZE), FacetWanted("person", FACET_SIZE))


class OurIndex:
    """See ``base.Opened``; articles for passages come from the store of the folder ``data``."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.engine = WhooshEngine(folder, cache_mb=production(data).cache_mb)
        self._folder = folder
        self._store = opened_store(data)
        self._texts = HotTexts()

    def prepare(self, asked: Asked) -> Run:
        """The facet of days gives years, months and days at once: peers count years."""
        question = replace(asked.question, facets=_FACETS, dates=True, limit=HITS)
        return lambda: _found(self.engine.search(question))

    def passages(self, asked: Asked) -> Passages:
        """Whole hits, as the page shows them: passages of all texts of the stored article."""

        def made(answer: Found) -> list[str]:
            articles = self._store.get_many(answer.ids)
            highlighter = highlighter_of(asked.compiled)
            found = []
            for each in answer.ids:
                kept = articles[each]
                names = tuple(person.name for person in kept.article.persons)
                hit = EngineHit(each, 0.0, SortKey(None, kept.seq))
                text = partial(self._texts.text, kept)
                shown = hit_of(hit, Shown(kept, names, text), highlighter, None)
                found.append(" … ".join(part.text for part in shown.snippets))
            return found

        return made

    def segments(self) -> int:
        newest = max(self._folder.glob("generation-*"))
        return len(whoosh_index.open_dir(newest)._segments())

    def close(self) -> None:
        self._store.close()


def _found(answer: Answer) -> Found:
    dates = answer.dates
    facets = {name: dict(counts.values) for name, counts in answer.facets.items()}
    return Found(
        answer.total,
        tuple(hit.id for hit in answer.hits),
        facets | {"year": dict(dates.years) if dates else {}},
    )


class Ours:
    """See ``base.Engine``."""

    name = "timtin"
    layouts: Sequence[Layout] = ("one", "several")

    def __init__(self, data: Path) -> None:
        self._data = data
        self._settings = production(data)

    def version(self) -> str:
        return "this checkout"

    def settings(self, layout: Layout) -> str:
        made = {
            "one": "as `timtin rebuild` leaves it",
            "several": f"as `timtin add` leaves it, commits of {self._settings.batch}",
        }
        return f"{made[layout]}; TIMTIN_CACHE_MB={self._settings.cache_mb}"

    def build(
        self, folder: Path, documents: Iterable[Prepared], layout: Layout, several: Path | None
    ) -> None:
        del several
        engine = WhooshEngine(folder)
        if layout == "one":
            with engine.rebuilding() as writer:
                for each in documents:
                    writer.put(each.document)
            return
        for batch in batched(documents, self._settings.batch):
            with engine.writer() as writer:
                for each in batch:
                    writer.put(each.document)

    def open(self, folder: Path) -> OurIndex:
        return OurIndex(folder, self._data)

    def size(self, folder: Path) -> int:
        return folder_size(folder)
