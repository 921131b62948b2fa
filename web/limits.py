"""The limits that a user meets, as the help page lists them: each from where it holds."""

from __future__ import annotations

import math
from dataclasses import dataclass

from index.fetching.limits import MAX_PAGES, MAX_REDIRECTS
from index.settings import FetchSettings
from search import limits as searches
from web.language import Language


@dataclass(frozen=True, slots=True)
class Limit:
    """What there may be at most, and how many."""

    text: str
    value: float


def of_a_search(language: Language, seconds: float) -> tuple[Limit, ...]:
    """What a query and its answer may hold, and the ``seconds`` that it may take."""
    _ = language.gettext
    return (
        Limit(_("characters in a query"), searches.QUERY_CHARACTERS),
        Limit(_("words searched in one query (the rarest are kept)"), searches.TERMS),
        Limit(_("levels of parentheses"), searches.DEPTH),
        Limit(_("words in a quoted phrase"), searches.PHRASE_WORDS),
        Limit(_("other words that a ~n allows between those of a phrase"), searches.SLOP),
        Limit(_("letters before a * (at least)"), searches.WILDCARD_LETTERS),
        Limit(_("letters that may differ with a ~ (never the first)"), searches.EDITS),
        Limit(
            _("words that a * or ~ stands for (the most frequent are kept)"), searches.EXPANSIONS
        ),
        Limit(
            _("words that all * and ~ of a query stand for (in equal parts)"),
            searches.ALL_EXPANSIONS,
        ),
        Limit(
            _("words of a query for which other spellings are suggested"),
            searches.RESPELLED_LENGTH,
        ),
        Limit(_("values of one facet to choose at a time"), searches.SELECTED_VALUES),
        Limit(_("characters of such a value"), searches.VALUE_CHARACTERS),
        Limit(_("values of a facet that are listed"), searches.FACET_VALUES),
        Limit(_("results on one page (API)"), searches.PAGE_SIZE),
        Limit(_("results that can be paged through (cursors go on)"), searches.RESULTS),
        Limit(_("quotations that are given with one article (API)"), searches.QUOTATIONS),
        Limit(_("completions at a time (API)"), searches.COMPLETIONS),
        Limit(_("seconds that an answer may take"), seconds),
    )


def of_a_client(language: Language, a_minute: int) -> tuple[Limit, ...]:
    """What one client may ask; nothing where there is no limit."""
    _ = language.gettext
    text = _("requests of one address in a minute (one that takes long to compute counts more)")
    return (Limit(text, a_minute),) if a_minute else ()


def of_inputs(language: Language, fetching: FetchSettings) -> tuple[Limit, ...]:
    """What is read of a file and fetched from the web, by the settings in force."""
    from index.readers import limits as inputs  # loads every reader; only the help page asks

    _ = language.gettext
    return (
        Limit(_("megabytes of text in one article"), inputs.MAX_TEXT // inputs.MEGABYTE),
        Limit(_("megabytes of one JSON record"), inputs.MAX_RECORD // inputs.MEGABYTE),
        Limit(
            _("megabytes passed over to find the end of a longer record"),
            inputs.MAX_SKIP // inputs.MEGABYTE,
        ),
        Limit(_("megabytes of an HTML page or feed"), inputs.MAX_DOCUMENT // inputs.MEGABYTE),
        Limit(_("tags in an HTML page"), inputs.MAX_TAGS),
        Limit(_("files in one archive"), inputs.MAX_MEMBERS),
        Limit(_("times its size that a compressed file may unpack to"), inputs.MAX_RATIO),
        Limit(_("records refused in a row before a file is given up"), inputs.MAX_REFUSALS),
        Limit(_("pages of one feed fetched at a time"), MAX_PAGES),
        Limit(_("redirects followed to a page that is fetched"), MAX_REDIRECTS),
        Limit(_("megabytes of a page that is fetched"), fetching.limit // 1_000_000),
        Limit(_("seconds that fetching a page may take"), math.ceil(fetching.timeout)),
    )
