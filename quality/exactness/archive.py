"""Real articles, each in one of the forms in which text reaches an archive."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from itertools import cycle

from index.article import Article
from quality.exactness.written import WAYS, written
from quality.news import Story


def archive(stories: Iterable[Story], rng: random.Random) -> Iterator[Article]:
    """The stories in all forms in turn; an id says which: ``baomoi-21758712 (NFD)``."""
    for way, story in zip(cycle(WAYS), stories, strict=False):
        form = written(story, way, rng)
        yield Article(
            id=f"{story.id} ({way})",
            title=form.title,
            standfirst=form.standfirst or None,
            body=form.body,
        )
