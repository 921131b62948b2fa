"""A facet's value as the index holds it, whatever alias a person or a link uses, and its label."""

from __future__ import annotations

from typing import Final

from index.article import SOURCE_KINDS, Article
from index.engines.schema import MISSING, NO_YEAR, TASS_RT
from index.enrich.agencies.tables import agency_name
from index.enrich.outlet import outlet_code, outlet_label

_SPECIAL: Final = {value.casefold(): value for value in (MISSING, NO_YEAR, TASS_RT)}


def facet_value(facet: str, text: str) -> str:
    """The stable value of ``facet`` that ``text`` stands for; itself when unknown.

    Of a person it is the name as given: whose it is depends on the archive (``index.people``).
    """
    value = " ".join(text.split())
    special = _SPECIAL.get(value.casefold())
    if special is not None and facet in ("outlet", "date"):
        return special
    if special == MISSING:
        return MISSING
    if facet == "outlet":
        return outlet_code(value) or value
    if facet == "source":
        return _source(value)
    return value


def _source(value: str) -> str:
    """``tass : Photo`` → ``TASS:photo``; only a known kind is one."""
    name, colon, kind = value.rpartition(":")
    if colon and kind.strip().lower() in SOURCE_KINDS:
        return f"{agency_name(name.strip())}:{kind.strip().lower()}"
    return agency_name(value)


def publisher(article: Article) -> str | None:
    """What the outlet of ``article`` is called, None where it is not known."""
    return None if article.outlet is None else outlet_label(article.outlet)
