"""An HTML page → the one article in it, as plain text.

``tree`` parses, ``jsonld`` and ``metadata`` read what the page says about itself,
``printed`` what it prints around the headline; ``captions`` and ``furniture`` (by
``rules`` and ``measures``) are taken out, ``story`` finds the running text in what is
left, ``section`` tells a list of articles. Markup never gets past this folder.
"""

from __future__ import annotations

from index.article import Draft
from index.errors import SECTION_PAGE, InputRejected
from index.readers.page.measures import measured
from index.readers.page.metadata import Metadata, metadata_of
from index.readers.page.printed import (
    authors_in,
    authors_near,
    date_element_near,
    date_line,
    headline_element,
)
from index.readers.page.rules import rule_book
from index.readers.page.section import is_section_page
from index.readers.page.story import Story, story_of
from index.readers.page.tree import parse
from index.readers.refusal import NO_ARTICLE

__all__ = ["read_page"]


def read_page(
    raw: bytes,
    origin: str,
    url: str | None = None,
    media_type: str | None = None,
) -> Draft:
    """The article of the page as a structured Draft.

    ``url`` is where the page was fetched from, ``media_type`` its Content-Type header.
    Raises :class:`InputRejected`: no HTML, no article in it, a section page.
    """
    tree = parse(raw, media_type)
    said = metadata_of(tree, url)
    rules = rule_book().rules(said.url or url)
    headline = headline_element(tree, said.title)
    dated = date_element_near(headline) if headline is not None else None
    printed = authors_near(headline, dated, rules) if headline is not None else ()
    stamp = date_line(dated) if dated is not None else None
    measures, body = measured(tree), tree.find("body")
    page = measures[tree]
    # Thirty thousand empty links: nothing to look for a story in.
    silent = body is not None and not measures[body].words and not said.is_article
    story = Story("") if silent else story_of(tree, said.url, rules)
    said = said.or_authors(printed or authors_in(tree, rules))
    if is_section_page(page, story.words, said.is_article or stamp is not None):
        raise InputRejected(SECTION_PAGE)
    if not story.words and not (said.is_article and (story.text or said.standfirst)):
        raise InputRejected(NO_ARTICLE)
    # the date line stands above the text, where it is read as one
    text = "\n".join(filter(None, (None if said.published else stamp, story.text)))
    return _draft(origin, said, text, story.captions)


def _draft(origin: str, said: Metadata, text: str, captions: tuple[str, ...]) -> Draft:
    return Draft(
        origin=origin,
        text=text,
        structured=True,
        url=said.url,
        title=said.title,
        standfirst=said.standfirst,
        outlet=said.outlet,
        published=said.published,
        authors=said.authors,
        tags=said.tags,
        section=said.section,
        language=said.language,
        captions=captions,
        keys=said.keys,
    )
