"""The documents that every engine indexes, made once from a store and kept.

The analysis of 100,000 articles takes minutes, so what it made is kept in files of
``SHARD`` documents: an engine's own work is then timed alone, and a run that was
stopped goes on behind the last file.
"""

from __future__ import annotations

import os
import pickle
import zlib
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Final, TypeVar

from index.analysis import fold
from index.article import Kept
from index.engines.document import document
from index.engines.schema import EXACT, FOLD, Document, FieldTokens
from index.people import Keeper
from index.settings import Settings
from index.store import Store

SHARD: Final = 500
"""Documents of a file."""
_FAST: Final = 1
"""zlib's level: a third of the size for little time."""

_EXACT_OF: Final = {FOLD[zone]: EXACT[zone] for zone in EXACT}

Each = TypeVar("Each")


@dataclass(frozen=True, slots=True)
class Prepared:
    """One document, and the text of its article: what peers keep for their snippets."""

    document: Document
    text: str

    def tokens(self, field: str) -> FieldTokens:
        """The tokens of a field; ours folds the words of an index, peers index folded ones."""
        exact = _EXACT_OF.get(field)
        if exact is None:
            return self.document.tokens[field]
        found = self.document.tokens[exact]
        return replace(found, texts=tuple(map(_folded, found.texts)))


_folded = cache(fold)
"""A few hundred thousand different words in all."""


def production(data: Path) -> Settings:
    """The settings that hold where nobody sets any."""
    return Settings.from_environment({"TIMTIN_DATA": str(data)})


def opened_store(data: Path) -> Store:
    """The store of a data folder."""
    settings = production(data)
    return Store.open(settings.database_url, lock_wait=settings.lock_wait)


def prepare(data: Path, target: Path, count: int) -> None:
    """Shards of the first ``count`` articles of the store in ``data``, on all cores."""
    store = opened_store(data)
    identities = Keeper(store).current()
    articles = ((kept, identities.values(kept.article)) for kept in islice(store.all(), count))
    shards = enumerate(batched(articles, SHARD))
    missing = (
        (path, part) for number, part in shards if not (path := shard(target, number)).exists()
    )
    with ProcessPoolExecutor() as workers:
        for wave in batched(missing, 2 * (os.cpu_count() or 1)):
            list(workers.map(_make, *zip(*wave, strict=True)))
    store.close()


def _make(path: Path, articles: Sequence[tuple[Kept, Sequence[str]]]) -> None:
    write(path, [prepared(kept, persons) for kept, persons in articles])


def prepared(kept: Kept, persons: Sequence[str]) -> Prepared:
    """What is indexed of an article whose ``persons`` have these values."""
    return Prepared(document(kept, persons), kept.article.body)


def shard(folder: Path, number: int) -> Path:
    """The file of the ``number``-th shard."""
    return folder / f"{number:05}.documents"


def write(path: Path, documents: Sequence[Prepared]) -> None:
    """A shard; it gets its name last."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(zlib.compress(pickle.dumps(documents, pickle.HIGHEST_PROTOCOL), _FAST))
    part.rename(path)


def read(folder: Path, count: int | None = None) -> Iterator[Prepared]:
    """The first ``count`` documents, or all, a shard in memory at a time."""
    paths = sorted(folder.glob("*.documents"))
    return islice((each for path in paths for each in _read(path)), count)


def _read(path: Path) -> list[Prepared]:
    found: list[Prepared] = pickle.loads(zlib.decompress(path.read_bytes()))  # noqa: S301  # ours
    return found


def batched(items: Iterable[Each], size: int) -> Iterator[tuple[Each, ...]]:
    """``items`` in order, ``size`` at a time; the last may be shorter."""
    rest = iter(items)
    while batch := tuple(islice(rest, size)):
        yield batch
