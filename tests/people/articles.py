"""Articles of our own for the tests of who is who: invented people in invented places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from index.article import Article, ArticleDate, Kept, Mention, Person


def person(name: str, text: str, *forms: str) -> Person:
    """The person with every place in ``text`` where the name or one of ``forms`` stands."""
    wanted = "|".join(map(re.escape, sorted((name, *forms), key=len, reverse=True)))
    return Person(name, tuple(Mention(m[0], m.start(), m.end()) for m in re.finditer(wanted, text)))


def article(id: str, body: str, *names: str | Sequence[str], day: str | None = None) -> Article:
    """An article that names these persons; a name with other forms is a sequence."""
    spelt = [(each,) if isinstance(each, str) else tuple(each) for each in names]
    return Article(
        id,
        f"Bài {id}",
        body,
        persons=tuple(person(first, body, *rest) for first, *rest in spelt),
        published=ArticleDate(day, "day", "given") if day else None,
    )


def kept(*articles: Article) -> Iterator[Kept]:
    for number, each in enumerate(articles, start=1):
        yield Kept(each, number, number, "2026-01-01T00:00:00+00:00")
