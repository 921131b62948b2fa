"""Articles for the tests of the store: small, and each recognised in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.article import Article, ArticleDate, Draft, Options
from index.store import Admission, Store
from index.store.admission import Item

DAY = ArticleDate("2025-10-29", "day", "given")


def item(
    id: str,
    text: str = "Một đoạn văn.",
    *,
    own: bool = False,
    url: str | None = None,
    outlet: str | None = None,
    title: str | None = None,
    published: ArticleDate | None = None,
    options: Options | None = None,
    origin: str = "a.txt",
) -> Item:
    """One input as its reader, its understanding and the person who adds it put it."""
    title = title or f"Bài {id}"
    draft = Draft(origin, text, own_id=id if own else None, url=url, title=title, outlet=outlet)
    article = Article(id, title, text, url=url, outlet=outlet, published=published)
    return draft, article, options or Options()


def admit(store: Store, *items: Item) -> list[str]:
    """The statuses of a batch."""
    return [admission.status for admission in store.admit(items)]


def admit_one(store: Store, one: Item) -> Admission:
    """What became of one item, alone in its batch."""
    return store.admit([one])[0]


def ids(store: Store) -> list[str]:
    """The ids of the live articles in order of admission."""
    return [kept.article.id for kept in store.all()]


def renamed(one: Item, id: str) -> Item:
    """The item with another id of its own."""
    draft, article, options = one
    return replace(draft, own_id=id), replace(article, id=id), options


def texts(store: Store, wanted: Sequence[str]) -> list[str]:
    """The bodies of these articles."""
    return [kept.article.body for kept in store.get_many(wanted).values()]
