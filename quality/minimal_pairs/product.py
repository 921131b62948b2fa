"""Tìm Tin's own service, with the page's defaults, as the cases see it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from index.article import Article, ArticleDate
from quality.archive import filled
from quality.minimal_pairs.cases import Document, Pair
from quality.minimal_pairs.running import Found
from search.limits import PAGE_SIZE
from search.page import Hit, Page
from search.request import SearchRequest
from search.service import Service

_DAY: Final = len("2015-01-18")


class ProductFace:
    """See :class:`quality.minimal_pairs.running.Face`; ``close`` gives the folder back."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self._archives = 0
        self._service: Service | None = None

    def close(self) -> None:
        self._folder.cleanup()

    def index(self, documents: Sequence[Document]) -> None:
        self._archives += 1
        folder = Path(self._folder.name) / str(self._archives)
        self._service = filled(folder, map(_article, documents))

    def search(self, query: str, params: Sequence[Pair]) -> Found:
        page = self._page(query, params, 1)
        strict = page
        if page.request.order == "relevance" and page.request.match is None:
            # what a widened page shows does not all match; this one never widens
            strict = self._page(query, [*params, ("match", "all")], 1)
        return Found(
            shown=tuple((hit.id, hit.score) for hit in page.hits),
            matches=frozenset(hit.id for hit in self._all(strict)),
            full=strict.total,
            counts={
                name: {value.value: value.count for value in facet.values if value.count}
                for name, facet in page.facets.items()
            },
        )

    def _page(self, query: str, params: Sequence[Pair], number: int) -> Page:
        # the cases are about one word's spellings, not about other names of the same
        pairs = [("q", query), *params, *(() if ("alt", "off") in params else _EXACTLY)]
        pairs += [("limit", str(PAGE_SIZE)), ("page", str(number))]
        request, problems = SearchRequest.from_args(pairs)
        if self._service is None:
            raise RuntimeError("index documents first")
        return self._service.search(request, problems)

    def _all(self, first: Page) -> Iterator[Hit]:
        yield from first.hits
        pairs = [(name, value) for name, value in first.request.to_args() if name not in _OURS]
        for number in range(2, first.pages + 1):
            yield from self._page(first.request.q, pairs, number).hits


_OURS: Final = ("q", "limit", "page")
_EXACTLY: Final = (("alt", "off"),)


def _article(document: Document) -> Article:
    day = document.date
    precision = "minute" if day and len(day) > _DAY else "day"
    return Article(
        id=document.id,
        title=document.title,
        body=document.body,
        outlet=document.outlet,
        published=ArticleDate(day, precision, "given") if day else None,  # type: ignore[arg-type]
    )
