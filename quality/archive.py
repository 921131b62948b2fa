"""Articles behind the product's own service: what a gate puts its questions to."""

from __future__ import annotations

import tempfile
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

from index.article import Article, Kept
from index.engines.document import document
from index.engines.whoosh import WhooshEngine
from search.service import Service

_COMMIT: Final = 1_000


class Shelf:
    """The articles themselves, as the store gives them.

    Not the store: it takes two articles of one title, outlet and day for one,
    and a gate has many that differ in one mark.
    """

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}

    def put(self, article: Article) -> Kept:
        """Keep ``article`` and number it."""
        number = len(self._kept) + 1
        kept = Kept(article, number, number, "2025-01-01T00:00:00Z")
        self._kept[article.id] = kept
        return kept

    def get(self, id: str) -> Kept | None:
        return self._kept.get(id)

    def story(self, id: int) -> tuple[int, Sequence[Kept]] | None:
        del id  # nobody asks for the copies here
        return None

    def get_many(self, ids: Iterable[str], without: Container[str] = ()) -> Mapping[str, Kept]:
        del without  # all of an article is there
        return {each: self._kept[each] for each in ids if each in self._kept}


@contextmanager
def serving(articles: Iterable[Article]) -> Iterator[Service]:
    """The service over an archive of ``articles``, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield filled(Path(folder), articles)


def filled(folder: Path, articles: Iterable[Article]) -> Service:
    """The service over a new index in ``folder``."""
    engine = WhooshEngine(folder)
    shelf = Shelf()
    left = iter(articles)
    while batch := list(islice(left, _COMMIT)):
        with engine.writer(visible=True) as writer:
            for article in batch:
                writer.put(document(shelf.put(article)))
    return Service(shelf, engine)
