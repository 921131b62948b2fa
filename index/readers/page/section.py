"""Is this page an article, or a list of articles?"""

from __future__ import annotations

from typing import Final

from index.readers.page.measures import Measure

_LINKS: Final = 8  # headlines that a list of articles leads to, at the least
_SHORTEST: Final = 40  # words of running text in an article whose page calls it one


def is_section_page(page: Measure, story_words: int, called_article: bool) -> bool:
    """Whether the page leads to stories instead of telling one.

    ``page`` measures it before furniture was taken out; ``story_words`` is the running
    text left in it. ``called_article``: its metadata or a date line by its headline say
    that it is an article; then only a page with hardly any text is a list.
    """
    if page.headline_links < _LINKS:
        return False
    if called_article:
        return story_words < _SHORTEST and page.headline_words > 4 * _SHORTEST
    return story_words < max(2 * _SHORTEST, page.headline_words)
