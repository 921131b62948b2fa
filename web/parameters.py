"""The parameters of a search in words, for people who write addresses or programs.

``search/request.py`` reads them; a test compares the names.
"""

from __future__ import annotations

from dataclasses import dataclass

from search.limits import PAGE_SIZE, RESULTS
from web.language import Language


@dataclass(frozen=True, slots=True)
class Parameter:
    """Parameters that take the same values; in ``text`` backticks mark what is typed."""

    names: tuple[str, ...]
    text: str


def parameters(language: Language) -> tuple[Parameter, ...]:
    """All of them, in the order of their use."""
    _ = language.gettext
    most, last = language.number(PAGE_SIZE), language.number(RESULTS)
    return (
        Parameter(("q",), _("the query, as in the search box")),
        Parameter(
            ("outlet", "person", "source", "date"),
            _("a value of the facet, repeatable for any of several; `__missing` for none"),
        ),
        Parameter(
            ("-outlet", "-person", "-source", "-date"), _("the same, left out of the results")
        ),
        Parameter(
            ("from", "to"),
            _("days included, `2022-03-01` or counted back: `-7d`, `-2w`, `-1m`, `-1y`"),
        ),
        Parameter(("sort",), _("`relevance` (where there is a query), `newest`, `oldest`")),
        Parameter(
            ("match",),
            _("`all`: never those that only come near; `any`: articles with any of the words"),
        ),
        Parameter(("marks",), _("`any`: words without diacritics with any diacritics")),
        Parameter(("alt",), _("`off`: no other names")),
        Parameter(
            ("how",),
            _(
                "only what matches so: `typed`, `reading` (diacritics put in), `alternative` "
                "(another name), `marking` (other diacritics), `lacking` (lacks words); repeatable"
            ),
        ),
        Parameter(("recency",), _("`on`: new articles preferred under relevance")),
        Parameter(
            ("group",),
            _("`article`, or `story`: the copies of one story count and show once"),
        ),
        Parameter(
            ("limit", "page"),
            _(
                "articles on a page, at most %(most)s; the page, up to %(last)s articles",
                most=most,
                last=last,
            ),
        ),
        Parameter(("cursor",), _("under a date sort: the answer’s `next`, any number of times")),
        Parameter(("lang",), _("`vi` or `en`")),
    )
