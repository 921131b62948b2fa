"""Archives to be measured on: what `timtin add` would make of a corpus, kept between runs.

An archive is made by the product's own way in (reader, understanding, store,
index), so that titles, standfirsts and furniture are what a search really sees:
3,000 documents take 20 s, 24,000 four minutes. Its folder is named after the
corpus and the version of the understanding; an index of another analysis or
format is made anew from the store.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from index import enrich
from index.article import Draft, Kept, Options
from index.engines.whoosh import WhooshEngine
from index.errors import IndexDamaged, IndexMissing, IndexOutdated, IndexTooNew
from index.pipeline import ingest
from index.readers import Refusal, read
from index.rebuild import rebuild
from index.store import Store
from quality.judged import SHARED, JudgedSet, digest_of
from search.service import Articles, Service

CACHE: Final = Path(__file__).parents[1] / "var" / "quality"
NEWS: Final = SHARED / "corpora" / "articles-fulltext.jsonl.gz"
"""24,000 articles: distractors, and the language that readings are learnt from."""

_BATCH: Final = 2_000
_WAIT: Final = 30
_CACHE_MB: Final = 512  # all postings stay warm: ranking is measured, not the disk


class Headlines:
    """The articles of a store without their text.

    What ranks does not depend on it, and snippets of a hundred hits take ten
    times as long as the search.
    """

    def __init__(self, store: Articles) -> None:
        self._store = store
        self._kept: dict[str, Kept] = {}

    def get(self, id: str) -> Kept | None:
        return self.get_many((id,)).get(id)

    def story(self, id: int) -> tuple[int, Sequence[Kept]] | None:
        return self._store.story(id)

    def get_many(self, ids: Iterable[str], without: Container[str] = ()) -> Mapping[str, Kept]:
        del without  # all of an article is there
        wanted = list(ids)
        missing = [each for each in wanted if each not in self._kept]
        if missing:
            found = self._store.get_many(missing)
            self._kept.update((each, _bare(kept)) for each, kept in found.items())
        return {each: self._kept[each] for each in wanted if each in self._kept}


def _bare(kept: Kept) -> Kept:
    article = replace(kept.article, body="", standfirst=None, persons=(), captions=())
    return replace(kept, article=article)


@dataclass(frozen=True, slots=True)
class Archive:
    """An open archive; ``service`` answers as the page does, ``ranking`` without snippets."""

    store: Store
    engine: WhooshEngine
    service: Service
    ranking: Service


@contextmanager
def opened(folder: Path) -> Iterator[Archive]:
    """The archive in ``folder``; raises StoreError and EngineError."""
    store = Store.open(_url(folder), lock_wait=_WAIT, migrate=True)
    try:
        engine = WhooshEngine(folder / "index", lock_wait=_WAIT, cache_mb=_CACHE_MB)
        yield Archive(store, engine, Service(store, engine), Service(Headlines(store), engine))
    finally:
        store.close()


def archive_of(judged: JudgedSet, cache: Path, anew: bool = False) -> Path:
    """The folder of the archive of a judged set alone, made when needed."""
    return _prepared(cache / _name(judged.name, judged.digest), judged.drafts, anew)


def archive_of_news(cache: Path, anew: bool = False) -> Path:
    """The folder of the archive of the 24,000 articles."""
    return _prepared(cache / _name("news", digest_of((NEWS,))), lambda: read([NEWS]), anew)


def archive_with_news(judged: JudgedSet, cache: Path, anew: bool = False) -> Path:
    """The folder of the archive of the 24,000 articles and a judged set among them."""
    news = archive_of_news(cache, anew)
    both = hashlib.sha256(f"{news.name} {judged.digest}".encode()).hexdigest()
    folder = cache / _name(f"{judged.name}-in-news", both)
    if not folder.exists():
        part = cache / f"{folder.name}.part"
        shutil.rmtree(part, ignore_errors=True)
        shutil.copytree(news, part)
        (part / _DONE).unlink()
        part.rename(folder)
    return _prepared(folder, judged.drafts, anew)


_DONE: Final = "outcomes.txt"


def _name(corpus: str, digest: str) -> str:
    return f"{corpus}-{digest[:24]}-{enrich.VERSION}"


def _url(folder: Path) -> str:
    return f"sqlite:///{(folder / 'timtin.db').resolve()}"


def _prepared(folder: Path, drafts: Callable[[], Iterable[Draft | Refusal]], anew: bool) -> Path:
    """``folder`` with everything in it; what an interruption left is gone on with."""
    folder.mkdir(parents=True, exist_ok=True)
    with opened(folder) as archive:
        if not (folder / _DONE).exists():
            found = ingest(drafts(), Options(), archive.store, archive.engine, _BATCH)
            counts = Counter(outcome.status for outcome in found)
            (folder / _DONE).write_text(" ".join(f"{k} {n}" for k, n in counts.items()) + "\n")
        elif anew or not _is_current(archive.engine):
            rebuild(archive.store, archive.engine)
    return folder


def _is_current(engine: WhooshEngine) -> bool:
    try:
        status = engine.status()
    except (IndexMissing, IndexDamaged, IndexOutdated, IndexTooNew):
        return False
    return status.current and status.generation > 0
