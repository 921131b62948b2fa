"""The answer a reader sees, and nothing about how it is drawn.

A ``Page`` is made by ``Service.search``; HTML, JSON and feeds are views of it.
Ranges are (start, end) code points into the text they stand beside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from index.article import ArticleDate, DateKind, Kept, Quote, Source, Story
from search.copies import Told
from search.keywords import Keyword
from search.language.compile import AlsoSearched
from search.language.levels import How
from search.problems import Problem
from search.request import SearchRequest
from search.suggest import Suggestion

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Snippet:
    """A fragment of an article's text and the ranges in it that matched.

    ``quote`` is the quotation that it is cut from, where one was asked for, ``speaker``
    what the archive calls who says it; ``cut`` says whether some of it is missing before
    and behind.
    """

    text: str
    ranges: tuple[Range, ...]
    quote: Quote | None = None
    speaker: str | None = None
    cut: tuple[bool, bool] = (False, False)


@dataclass(frozen=True, slots=True)
class FoundQuote:
    """A quotation that the query found, whole: ``text`` as it stands, and what matched in it.

    ``speaker`` is what the archive calls who says it.
    """

    quote: Quote
    speaker: str | None
    text: str
    ranges: tuple[Range, ...]


@dataclass(frozen=True, slots=True)
class Matched:
    """How an article matched, by the best of its ways.

    ``lacking`` are words of the query that it has not, ``marking`` those that it
    has with other marks only.
    """

    how: How
    lacking: tuple[str, ...] = ()
    marking: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One article of the answer. ``outlet`` is a code, ``outlet_label`` its name.

    ``matched`` is None where no words were asked for, ``story`` where the store has told
    none. ``quotes`` are the first
    ``limits.QUOTATIONS`` that ``said:`` found in it, ``more_quotes`` counts the others.
    """

    id: str
    title: str
    title_ranges: tuple[Range, ...]
    title_derived: bool
    url: str | None
    outlet: str | None
    outlet_label: str | None
    sources: tuple[Source, ...]
    persons: tuple[str, ...]
    date: ArticleDate | None
    date_kind: DateKind | None
    score: float
    snippets: tuple[Snippet, ...]
    matched: Matched | None = None
    quotes: tuple[FoundQuote, ...] = ()
    more_quotes: int = 0
    story: Story | None = None


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A row of a facet; ``kinds`` breaks an agency down (source facet only)."""

    value: str
    label: str
    count: int
    selected: bool = False
    excluded: bool = False
    kinds: tuple[FacetValue, ...] = ()


@dataclass(frozen=True, slots=True)
class Facet:
    """``missing`` is the row of articles without a value; ``distinct`` counts values."""

    name: str
    values: tuple[FacetValue, ...]
    missing: FacetValue
    distinct: int


@dataclass(frozen=True, slots=True)
class DateBar:
    """A year, month or day. Empty bars between the first and last are kept."""

    value: str
    count: int
    selected: bool = False
    parts: tuple[DateBar, ...] = ()


@dataclass(frozen=True, slots=True)
class DateFacet:
    """Bars by rising date; ``missing`` and, as its part, ``no_year``."""

    years: tuple[DateBar, ...]
    no_year: FacetValue
    missing: FacetValue


@dataclass(frozen=True, slots=True)
class Page:
    """One answer.

    ``understood`` is the query as executed when that differs from what was
    typed, else None; ``readings`` are the likely markings of unmarked words,
    best first; ``also`` the other names that were searched. ``total`` counts what
    is shown, ``full`` those of it that have all of the query; ``widened`` says that
    more than these were looked for. ``hows`` counts the ways to match, whatever
    ``how`` selects. ``few`` says that a widened search would find more.
    ``suggestions`` are other queries that may have been meant, ``keywords`` terms that
    stand out in the articles found; both on the first page only. ``next_cursor``
    is set under the date sorts when more follow; ``pages`` counts pages that
    may be asked for.
    """

    request: SearchRequest
    understood: str | None
    readings: tuple[str, ...]
    problems: tuple[Problem, ...]
    also: tuple[AlsoSearched, ...]
    total: int
    full: int
    widened: bool
    hows: Mapping[How, int]
    hits: tuple[Hit, ...]
    facets: Mapping[str, Facet]
    date: DateFacet
    few: bool
    suggestions: tuple[Suggestion, ...]
    keywords: tuple[Keyword, ...]
    pages: int
    next_cursor: str | None
    took_ms: float


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """One article with what the query matched in it, per field, and its story.

    ``persons`` are the archive's values of the article's persons, in their order;
    ``story`` is None where the store has not told any.
    """

    kept: Kept
    outlet_label: str | None
    title_ranges: tuple[Range, ...]
    standfirst_ranges: tuple[Range, ...]
    body_ranges: tuple[Range, ...]
    persons: tuple[str, ...]
    story: Told | None = None
