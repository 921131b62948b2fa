"""What surrounds the hits on the page: every link a reader can use next.

    navigation = Navigation.of(page, language)

Nouns: a *chip* is one filter in force with the link that removes it; a *switch* is
a link that turns one manner of searching on or off.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from index.engines.query import Group, Sort
from search.language.compile import AlsoSearched
from search.language.parser import parse
from search.language.printer import print_query
from search.language.tree import Quoted, every
from search.page import Page
from search.request import FACETS, SearchRequest
from search.request import Facet as FacetName
from web import filters
from web.facet_views import FacetView, facet_views
from web.language import Language
from web.links import Link, search_url
from web.timeline import Timeline, timeline

_PAGES_AROUND: Final = 2
_NAMES: Final = 8
"""Other names shown at once, over all typed names; each typed name shows one at least."""
_NOT_FOLDED: Final = 2
"""Names too few to be worth a click."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One filter in force. ``text`` is a piece of a sentence."""

    text: str
    url: str
    excluded: bool = False


@dataclass(frozen=True, slots=True)
class Pager:
    previous: str | None
    next: str | None
    pages: tuple[Link | None, ...]


@dataclass(frozen=True, slots=True)
class OtherNames:
    """What else a typed name was searched as: ``shown`` at once, ``folded`` on a click."""

    typed: str
    shown: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meant:
    """Another query that may have been meant, with the same filters."""

    query: str
    url: str
    count: str


@dataclass(frozen=True, slots=True)
class Term:
    """A term that stands out in the articles found; its link narrows to it."""

    text: str
    url: str
    counts: str


@dataclass(frozen=True, slots=True)
class Switches:
    """Where one click changes how is searched; None where it would change nothing.

    ``near`` adds the articles that come near, ``strict`` leaves them out.
    """

    near: str | None
    strict: str | None
    any_marks: str | None
    typed_names: str | None
    recency: Link | None


@dataclass(frozen=True, slots=True)
class Navigation:
    """Everything the template needs beside the Page itself.

    ``clear_url`` is None unless it takes several filters away at once.
    """

    sentence: str
    chips: tuple[Chip, ...]
    clear_url: str | None
    facets: tuple[FacetView, ...]
    timeline: Timeline | None
    sorts: tuple[Link, ...]
    groups: tuple[Link, ...]
    pager: Pager | None
    readings: tuple[Link, ...]
    meant: tuple[Meant, ...]
    terms: tuple[Term, ...]
    other_names: tuple[OtherNames, ...]
    switches: Switches
    hidden: tuple[tuple[str, str], ...]

    @property
    def folded_names(self) -> int:
        """How many of the other names wait behind a click."""
        return sum(len(names.folded) for names in self.other_names)

    @classmethod
    def of(cls, page: Page, language: Language) -> Navigation:
        """The navigation of one answer in one language."""
        request = page.request
        return cls(
            sentence=sentence(request, language),
            chips=chips(request, language),
            clear_url=_clear_url(request, language),
            facets=facet_views(page, language),
            timeline=timeline(page.date, page.request, language),
            sorts=_sorts(request, language),
            groups=_groups(request, language),
            pager=_pager(page, language),
            readings=_readings(page),
            meant=_meant(page, language),
            terms=_terms(page, language),
            other_names=other_names(page.also),
            switches=_switches(page, language),
            hidden=_hidden(page),
        )


def _hidden(page: Page) -> tuple[tuple[str, str], ...]:
    """What the form carries along without a visible field."""
    carried = ["sort", "match", "marks", "alt", "recency", "group", "limit"]
    if not page.hows:
        carried.append("how")  # else it has boxes of its own
    return tuple(pair for pair in page.request.to_args() if pair[0] in carried)


def _readings(page: Page) -> tuple[Link, ...]:
    """The likely readings, best first, each with its own search where there is a choice."""
    if not page.understood and not page.readings:
        return ()
    typed = page.request.q
    return tuple(
        Link(each, search_url(page.request.with_query(each)), current=each == typed)
        for each in dict.fromkeys((page.understood or typed, *page.readings))
    )


def _meant(page: Page, language: Language) -> tuple[Meant, ...]:
    """What may have been meant instead; readings stand in a line of their own."""
    readings = {page.understood, *page.readings}
    return tuple(
        Meant(
            each.q,
            search_url(page.request.with_query(each.q)),
            filters.counted(each.total, page.request.counted, language),
        )
        for each in page.suggestions
        if each.q not in readings
    )


def _terms(page: Page, language: Language) -> tuple[Term, ...]:
    return tuple(
        Term(
            each.text,
            search_url(page.request.with_query(narrowed(page.request.q, each.text))),
            language.gettext(
                "a key term of %(found)s of the %(total)s articles found, %(archive)s in all",
                found=language.number(each.found),
                total=language.number(page.total),
                archive=language.number(each.archive),
            ),
        )
        for each in page.keywords
    )


def narrowed(q: str, term: str) -> str:
    """The query that also wants ``term`` as a phrase, in canonical spelling."""
    asked, _problems = parse(q)
    return print_query(every([asked, Quoted(term)]))


def _switches(page: Page, language: Language) -> Switches:
    request = page.request
    near = request.with_sort(None).with_match(None)
    adds = page.widened and page.total > page.full and not request.how
    return Switches(
        near=search_url(near) if page.few else None,
        strict=search_url(request.with_match("all")) if adds else None,
        any_marks=search_url(request.with_marks("any"))
        if request.q and not request.marks
        else None,
        typed_names=search_url(request.with_alt("off")) if page.also else None,
        recency=_recency(request, language),
    )


def _recency(request: SearchRequest, language: Language) -> Link | None:
    _ = language.gettext
    if request.order != "relevance":
        return None
    if request.recency:
        return Link(_("No longer prefer new articles"), search_url(request.with_recency(None)))
    return Link(_("Prefer new articles"), search_url(request.with_recency("on")))


def other_names(also: Iterable[AlsoSearched]) -> tuple[OtherNames, ...]:
    """The names searched beside what was typed, the first of them shown."""
    distinct = tuple(dict.fromkeys(also))
    room = max(1, _NAMES // len(distinct)) if distinct else 0
    if sum(len(a.others[room:]) for a in distinct) <= _NOT_FOLDED:
        room = max((len(a.others) for a in distinct), default=0)
    return tuple(OtherNames(a.typed, a.others[:room], a.others[room:]) for a in distinct)


# Sentences


def sentence(request: SearchRequest, language: Language) -> str:
    """The search as one phrase: ``“đàm phán”, từ báo VOV, từ 1/3/2022``."""
    parts = [f"“{request.q}”"] if request.q else []
    parts += [chip.text for chip in chips(request, language)]
    return ", ".join(parts)


def chips(request: SearchRequest, language: Language) -> tuple[Chip, ...]:
    """The filters in force, in the order of the facets."""
    found: list[Chip] = []
    for facet in FACETS:
        chosen = request.selection(facet)
        for excluded, values in ((False, chosen.include), (True, chosen.exclude)):
            found += [_chip(request, facet, value, excluded, language) for value in values]
    return (
        *found,
        *_range_chips(request, language),
        *_how_chips(request, language),
        *_mode_chips(request, language),
    )


def _chip(
    request: SearchRequest, facet: FacetName, value: str, excluded: bool, language: Language
) -> Chip:
    text = filters.filter_text(facet, value, excluded, language)
    return Chip(text, search_url(request.without(facet, value)), excluded)


def _range_chips(request: SearchRequest, language: Language) -> list[Chip]:
    _ = language.gettext
    found = []
    if request.from_:
        text = _("from %(day)s", day=filters.bound(request.from_, language))
        found.append(Chip(text, search_url(request.with_range(None, request.to))))
    if request.to:
        text = _("to %(day)s", day=filters.bound(request.to, language))
        found.append(Chip(text, search_url(request.with_range(request.from_, None))))
    return found


def _how_chips(request: SearchRequest, language: Language) -> list[Chip]:
    return [
        Chip(
            filters.how_text(how, language),
            search_url(request.with_how(each for each in request.how if each != how)),
        )
        for how in request.how
    ]


def _mode_chips(request: SearchRequest, language: Language) -> list[Chip]:
    """Manners of searching in force; under a date sort some of them mean nothing."""
    _ = language.gettext
    found = []
    if request.match == "any":
        found.append(Chip(_("any of the words"), search_url(request.with_match(None))))
    if request.match == "all" and request.order == "relevance":
        found.append(Chip(_("all of the words only"), search_url(request.with_match(None))))
    if request.marks == "any":
        found.append(Chip(_("whatever the diacritics"), search_url(request.with_marks(None))))
    if request.alt == "off":
        found.append(Chip(_("no other names"), search_url(request.with_alt(None))))
    if request.recency and request.order == "relevance":
        found.append(Chip(_("new articles preferred"), search_url(request.with_recency(None))))
    return found


def _clear_url(request: SearchRequest, language: Language) -> str | None:
    bare = request.without_filters()
    cleared = len(chips(request, language)) - len(chips(bare, language))
    return search_url(bare) if cleared > 1 else None


# Order and pages


def _sorts(request: SearchRequest, language: Language) -> tuple[Link, ...]:
    _ = language.gettext
    names: list[tuple[Sort, str]] = [("newest", _("Newest")), ("oldest", _("Oldest"))]
    if request.q:
        names.insert(0, ("relevance", _("Relevance")))
    return tuple(
        Link(
            text,
            search_url(request.with_sort(None if sort == request.default_order else sort)),
            current=request.order == sort,
        )
        for sort, text in names
    )


def _groups(request: SearchRequest, language: Language) -> tuple[Link, ...]:
    """What counts: every article, or the copies of a story once."""
    _ = language.gettext
    names: list[tuple[Group, str]] = [("article", _("Articles")), ("story", _("Stories"))]
    return tuple(
        Link(
            text,
            search_url(request.with_group(None if group == "article" else group)),
            current=request.counted == group,
        )
        for group, text in names
    )


def _pager(page: Page, language: Language) -> Pager | None:
    """Links to the first, the last and the neighbouring pages; None marks a gap."""
    if page.pages < 2:
        return None
    here, last, request = page.request.page, page.pages, page.request
    near = range(max(1, here - _PAGES_AROUND), min(last, here + _PAGES_AROUND) + 1)
    wanted = sorted({1, last, *near})
    entries: list[Link | None] = []
    for number in wanted:
        if entries and number - 1 not in wanted:
            entries.append(None)
        url = search_url(request.with_page(number))
        entries.append(Link(language.number(number), url, current=number == here))
    return Pager(
        previous=search_url(request.with_page(here - 1)) if here > 1 else None,
        next=search_url(request.with_page(here + 1)) if here < last else None,
        pages=tuple(entries),
    )
