"""One URL's parameters ↔ one SearchRequest, both ways.

| parameter | values |
|---|---|
| ``q`` | what was typed |
| ``outlet`` ``person`` ``source`` | a facet's value, repeatable; ``__missing`` |
| ``date`` | ``2022``, ``2022-03``, ``2022-03-01``, repeatable; ``__missing``, ``__no_year`` |
| ``-outlet`` ``-person`` ``-source`` ``-date`` | the same, excluded |
| ``from`` ``to`` | ``2022-03-01``; of a month or year its first or last day; ``-7d -2w -1m -1y`` |
| ``sort`` | ``relevance`` (default with a query), ``newest`` (default without), ``oldest`` |
| ``match`` | ``all`` words, ``any`` word; by default all, widened under relevance |
| ``marks`` | ``any``: unmarked words in every marking |
| ``alt`` | ``off``: no other names of the same |
| ``how`` | ``typed reading alternative marking lacking``, repeatable: matched only so |
| ``recency`` | ``on``: new articles rise under relevance, never over a phrase |
| ``group`` | ``article`` (default) or ``story``: copies of one story count and show once |
| ``limit`` | 1 to 100, default 10 |
| ``page`` or ``cursor`` | page × limit ≤ 10,000; a cursor works under the date sorts |
| ``lang`` | ``vi`` or ``en`` |

``utm_*``, ``fbclid`` and ``gclid`` are ignored. Reading is lenient, each fault
one Problem; ``strict=True`` raises :class:`search.errors.BadRequest` instead.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, cast, get_args

from index.engines.query import Group, Sort, SortKey
from index.engines.schema import MISSING, NO_YEAR
from index.wording import Lang
from search import cursor as cursors
from search import dates
from search.errors import BadRequest
from search.language.levels import HOWS, How
from search.limits import (
    PAGE_SIZE,
    QUERY_CHARACTERS,
    RESULTS,
    SELECTED_VALUES,
    VALUE_CHARACTERS,
)
from search.names import facet_value
from search.problems import Problem, noted, problem

Match = Literal["all", "any"]
Facet = Literal["outlet", "person", "source", "date"]
Pair = tuple[str, str]

FACETS: Final[tuple[Facet, ...]] = get_args(Facet)
SINGLE: Final = (
    *("q", "from", "to", "sort", "match", "marks", "alt", "recency", "group"),
    *("limit", "page", "cursor", "lang"),
)
PARAMETERS: Final = ("q", *FACETS, *(f"-{facet}" for facet in FACETS), "how", *SINGLE[1:])
DEFAULT_LIMIT: Final = 10
_CHOICES: Final[dict[str, tuple[str, ...]]] = {
    "sort": get_args(Sort),
    "match": get_args(Match),
    "marks": ("any",),
    "alt": ("off",),
    "recency": ("on",),
    "group": get_args(Group),
    "lang": get_args(Lang),
}


@dataclass(frozen=True, slots=True)
class Selection:
    """What is selected in one facet: any of ``include``, none of ``exclude``."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.include or self.exclude)

    def without(self, value: str) -> Selection:
        """Neither selected nor excluded."""
        return Selection(_but(self.include, value), _but(self.exclude, value))


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A search as its URL says it; see the parameter table in this file.

    ``sort`` None is the default: relevance with a query, newest without.
    ``match`` None is the default behaviour: all words required, and under relevance
    more is shown where few articles have them. ``group`` None counts articles.
    """

    q: str = ""
    outlet: Selection = Selection()
    person: Selection = Selection()
    source: Selection = Selection()
    date: Selection = Selection()
    from_: str | None = None
    to: str | None = None
    sort: Sort | None = None
    match: Match | None = None
    marks: Literal["any"] | None = None
    alt: Literal["off"] | None = None
    how: tuple[How, ...] = ()
    recency: Literal["on"] | None = None
    group: Group | None = None
    limit: int = DEFAULT_LIMIT
    page: int = 1
    cursor: str | None = None
    lang: Literal["vi", "en"] | None = None

    @classmethod
    def from_args(
        cls, pairs: Iterable[Pair], strict: bool = False
    ) -> tuple[SearchRequest, tuple[Problem, ...]]:
        """The request of a URL's (name, value) pairs and what was wrong with them.

        With ``strict`` the first fault raises :class:`BadRequest` naming its
        parameter; without, every fault is repaired and reported.
        """
        reader = _Reader(strict)
        return reader.read(pairs), reader.problems

    def to_args(self, canonical: bool = False) -> list[Pair]:
        """The (name, value) pairs of this request, defaults left out.

        ``canonical`` is the form that identifies a search: without language,
        page size and place, values sorted, the default sort left out.
        """
        request = self._canonical() if canonical else self
        args: list[Pair] = [("q", request.q)] if request.q else []
        for facet in FACETS:
            selection = request.selection(facet)
            args += [(facet, value) for value in selection.include]
            args += [(f"-{facet}", value) for value in selection.exclude]
        args += [("how", value) for value in request.how]
        singles = (
            ("from", request.from_),
            ("to", request.to),
            ("sort", request.sort),
            ("match", request.match),
            ("marks", request.marks),
            ("alt", request.alt),
            ("recency", request.recency),
            ("group", request.group),
            ("limit", str(request.limit) if request.limit != DEFAULT_LIMIT else None),
            ("page", str(request.page) if request.page != 1 else None),
            ("cursor", request.cursor),
            ("lang", request.lang),
        )
        return args + [(name, value) for name, value in singles if value is not None]

    @property
    def order(self) -> Sort:
        """The sort in force."""
        return self.sort or self.default_order

    @property
    def default_order(self) -> Sort:
        """The sort when nothing else is asked for."""
        return "relevance" if self.q else "newest"

    @property
    def counted(self) -> Group:
        """What counts: articles or stories."""
        return self.group or "article"

    @property
    def after(self) -> SortKey | None:
        """Where the cursor says to continue."""
        return cursors.decode(self.cursor, self.order) if self.cursor else None

    def selection(self, facet: Facet) -> Selection:
        """What is selected in ``facet``."""
        return cast(Selection, getattr(self, facet))

    # The searches one click away. Each starts again at the first result.

    def excluding(self, facet: Facet, value: str) -> SearchRequest:
        """With ``value`` excluded, or no longer excluded when it was."""
        chosen = self.selection(facet)
        if value in chosen.exclude:
            return self.without(facet, value)
        exclude = (*chosen.exclude, value)
        return self._choosing(facet, Selection(_but(chosen.include, value), exclude))

    def without(self, facet: Facet, value: str | None = None) -> SearchRequest:
        """Neither selected nor excluded; without a value, the whole facet."""
        if value is None:
            return self._choosing(facet, Selection())
        return self._choosing(facet, self.selection(facet).without(value))

    def only(self, facet: Facet, value: str) -> SearchRequest:
        """With ``value`` as the one selected value of ``facet``."""
        return self._choosing(facet, Selection((value,)))

    def without_filters(self) -> SearchRequest:
        """The words alone."""
        bare = replace(self._restarted(), from_=None, to=None, how=())
        for facet in FACETS:
            bare = bare._choosing(facet, Selection())
        return bare

    def with_range(self, from_: str | None, to: str | None) -> SearchRequest:
        """Between two days, either of them open."""
        return replace(self._restarted(), from_=from_, to=to)

    def with_sort(self, sort: Sort | None) -> SearchRequest:
        return replace(self._restarted(), sort=sort)

    def with_match(self, match: Match | None) -> SearchRequest:
        return replace(self._restarted(), match=match)

    def unwidened(self) -> SearchRequest:
        """The same search where only real matches count: saved, followed, exported."""
        widens = self.match is None and self.order == "relevance" and self.q
        return replace(self, match="all") if widens else self

    def with_marks(self, marks: Literal["any"] | None) -> SearchRequest:
        return replace(self._restarted(), marks=marks)

    def with_alt(self, alt: Literal["off"] | None) -> SearchRequest:
        return replace(self._restarted(), alt=alt)

    def with_how(self, how: Iterable[How]) -> SearchRequest:
        return replace(self._restarted(), how=tuple(how))

    def with_recency(self, recency: Literal["on"] | None) -> SearchRequest:
        return replace(self._restarted(), recency=recency)

    def with_group(self, group: Group | None) -> SearchRequest:
        return replace(self._restarted(), group=group)

    def with_query(self, q: str) -> SearchRequest:
        """Other words, the same filters."""
        return replace(self._restarted(), q=q)

    def with_page(self, page: int) -> SearchRequest:
        return replace(self, page=page, cursor=None)

    def with_cursor(self, cursor: str | None) -> SearchRequest:
        return replace(self, page=1, cursor=cursor)

    def with_lang(self, lang: Lang | None) -> SearchRequest:
        return replace(self, lang=lang)

    def _restarted(self) -> SearchRequest:
        return replace(self, page=1, cursor=None)

    def _choosing(self, facet: Facet, selection: Selection) -> SearchRequest:
        fresh = self._restarted()
        match facet:
            case "outlet":
                return replace(fresh, outlet=selection)
            case "person":
                return replace(fresh, person=selection)
            case "source":
                return replace(fresh, source=selection)
            case "date":
                return replace(fresh, date=selection)

    def _canonical(self) -> SearchRequest:
        q = " ".join(unicodedata.normalize("NFC", self.q).split())
        dated = replace(self, q=q).order != "relevance"
        request = replace(
            self._restarted(),
            q=q,
            sort=None if self.sort == replace(self, q=q).default_order else self.sort,
            # under a date sort nothing is widened, and nothing has a rank to lift
            match=None if dated and self.match == "all" else self.match,
            recency=None if dated else self.recency,
            group=None if self.group == "article" else self.group,
            limit=DEFAULT_LIMIT,
            lang=None,
        )
        for facet in FACETS:
            chosen = self.selection(facet)
            ordered = Selection(tuple(sorted(chosen.include)), tuple(sorted(chosen.exclude)))
            request = request._choosing(facet, ordered)
        return request


class _Reader:
    """Collects the values of one URL."""

    def __init__(self, strict: bool) -> None:
        self._problems: dict[Hashable, Problem] = {}
        self._strict = strict
        self._single: dict[str, str] = {}
        self._many: dict[str, list[str]] = {}

    def read(self, pairs: Iterable[Pair]) -> SearchRequest:
        for name, value in pairs:
            self._take(name, encodable(value))
        request = SearchRequest(
            q=self._query(),
            outlet=self._selection("outlet"),
            person=self._selection("person"),
            source=self._selection("source"),
            date=self._selection("date"),
            from_=self._day("from"),
            to=self._day("to"),
            sort=cast(Sort | None, self._choice("sort")),
            match=cast(Match | None, self._choice("match")),
            marks=cast(Literal["any"] | None, self._choice("marks")),
            alt=cast(Literal["off"] | None, self._choice("alt")),
            how=self._hows(),
            recency=cast(Literal["on"] | None, self._choice("recency")),
            group=cast(Group | None, self._choice("group")),
            limit=self._number("limit", DEFAULT_LIMIT, PAGE_SIZE),
            page=self._number("page", 1, RESULTS),
            lang=cast(Lang | None, self._choice("lang")),
        )
        return self._place(request)

    def _fault(self, code: str, parameter: str, **details: object) -> None:
        fault = noted(code, details, parameter=parameter)
        if self._strict:
            raise BadRequest(fault)
        self._note(fault)

    def _note(self, problem: Problem) -> None:
        """What is repeated is said once."""
        self._problems.setdefault((problem.code, *problem.details.values()), problem)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(self._problems.values())

    def _take(self, name: str, value: str) -> None:
        if name.startswith("utm_") or name in ("fbclid", "gclid"):
            return
        if name not in PARAMETERS:
            shown = encodable(name)[:VALUE_CHARACTERS]
            self._fault("unknown-parameter", shown, name=shown)
        elif name not in SINGLE:
            self._many.setdefault(name, []).append(value)
        elif name in self._single:
            self._fault("repeated-parameter", name, name=name)
        else:
            self._single[name] = value

    def _query(self) -> str:
        q = self._single.get("q", "").strip()
        if len(q) <= QUERY_CHARACTERS:
            return q
        # cut, never refused: a pasted paragraph is a query too
        self._note(problem("query-too-long", parameter="q", most=QUERY_CHARACTERS))
        return q[:QUERY_CHARACTERS].strip()

    def _selection(self, facet: Facet) -> Selection:
        exclude = self._values(f"-{facet}", facet)
        include = tuple(v for v in self._values(facet, facet) if v not in exclude)
        return Selection(include, exclude)

    def _values(self, name: str, facet: Facet) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for text in self._many.get(name, ()):
            value = facet_value(facet, self._short(name, text))
            if value and facet == "date" and not _is_date_value(value):
                self._fault("bad-value", name, name=name, value=value)
            elif value:
                found[value] = None
        if len(found) > SELECTED_VALUES:
            self._fault("too-many-values", name, name=name, most=SELECTED_VALUES)
        return tuple(found)[:SELECTED_VALUES]

    def _short(self, name: str, text: str) -> str:
        text = " ".join(text.split())
        if len(text) > VALUE_CHARACTERS:
            self._fault("value-too-long", name, name=name, most=VALUE_CHARACTERS)
        return text[:VALUE_CHARACTERS]

    def _hows(self) -> tuple[How, ...]:
        given = [text.strip() for text in self._many.get("how", ()) if text.strip()]
        for value in given:
            if value not in HOWS:
                self._fault("bad-value", "how", name="how", value=value[:VALUE_CHARACTERS])
        return tuple(how for how in HOWS if how in given)

    def _checked(self, name: str, good: Callable[[str], bool]) -> str | None:
        value = self._single.get(name, "").strip()
        if not value:
            return None
        if good(value):
            return value
        self._fault("bad-value", name, name=name, value=value[:VALUE_CHARACTERS])
        return None

    def _day(self, name: str) -> str | None:
        return self._checked(name, dates.is_day_or_relative)

    def _choice(self, name: str) -> str | None:
        return self._checked(name, _CHOICES[name].__contains__)

    def _number(self, name: str, default: int, high: int) -> int:
        text = self._checked(name, _is_number)
        if text is None:
            return default
        number = int(text)
        used = min(max(number, 1), high)
        if used != number:
            self._fault("out-of-range", name, name=name, low=1, high=high, used=used)
        return used

    def _place(self, request: SearchRequest) -> SearchRequest:
        """``request`` at the page or behind the cursor asked for."""
        last = RESULTS // request.limit
        if request.page > last:
            self._fault("page-too-far", "page", most=RESULTS)
            request = replace(request, page=last)
        cursor = self._single.get("cursor", "").strip()
        if not cursor:
            return request
        if "page" in self._single:
            self._fault("page-and-cursor", "cursor")
        elif request.order == "relevance":
            self._fault("cursor-needs-date-sort", "cursor")
        elif cursors.decode(cursor, request.order) is None:
            self._fault("bad-cursor", "cursor")
        else:
            return replace(request, cursor=cursor)
        return request


def encodable(text: str) -> str:
    """``text`` with lone surrogates and NUL replaced, code point by code point.

    They cannot be put back into a URL, a page or a database.
    """
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" or c == "\0" else c for c in text)


def _is_date_value(value: str) -> bool:
    return value in (MISSING, NO_YEAR) or dates.is_absolute(value)


def _is_number(text: str) -> bool:
    """Digits, few enough to be harmless, with a sign at most."""
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) <= 9


def _but(values: Sequence[str], value: str) -> tuple[str, ...]:
    return tuple(each for each in values if each != value)
