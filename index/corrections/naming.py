"""Which of an article's persons a name means: the archive may call them otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.article import Article
from index.errors import BadCorrection
from index.wording import Wording

_SEVERAL: Final = Wording(
    vi="“{value}” có thể là nhiều nhân vật của bài; hãy viết một trong: {known}",
    en="“{value}” may be several persons of the article; write one of: {known}",
)


def name_here(article: Article, values: Sequence[str], name: str) -> str:
    """The article's name of the person that it or the archive calls ``name``.

    ``values`` are the archive's values of the article's persons, in their order; both may
    be given: ``Joe Biden [J. Biden]``. A name of none of them is returned as it is. Raises
    :class:`BadCorrection` where it is one of several.
    """
    shown = {
        person.name: f"{value} [{person.name}]"
        for person, value in zip(article.persons, values, strict=True)
        if name in (value, person.name, f"{value} [{person.name}]")
    }
    if len(shown) > 1:
        raise BadCorrection(_SEVERAL, value=name, known="; ".join(shown.values()))
    return next(iter(shown), name)
