"""Quotations in title and standfirst whose speaker only the story below names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.article import Quote
from index.enrich.quotes.finding import Found
from index.rules import Rule

_WORD: Final = re.compile(r"\w+")
# A title shortens what it quotes; so much of it stands in the story's own quotation.
_SAME: Final = 0.6


def headed(found: Sequence[Found]) -> list[Found]:
    """``found`` with the speakers of what stands without one above the story; never sure.

    It is who says most of the same words in the story, else its only speaker.
    """
    told = [one.quote for one in found if one.quote.field == "body" and one.quote.speaker]
    if not told:
        return list(found)
    return [one if one.quote.speaker else _headed(one, told) for one in found]


def _headed(found: Found, told: Sequence[Quote]) -> Found:
    quote = found.quote
    if quote.field == "body" or found.rule != Rule.QUOTE_ALONE:
        return found
    nearest = max(told, key=lambda one: _shared(quote, one))
    if _shared(quote, nearest) < _SAME and len({one.speaker for one in told}) > 1:
        return found
    speaker = replace(
        quote, speaker=nearest.speaker, kind=nearest.kind, cue=nearest.cue, sure=False
    )
    return replace(found, quote=speaker, rule=Rule.QUOTE_IN_STORY)


def _shared(quote: Quote, other: Quote) -> float:
    """Which part of the words of ``quote`` the other has, from 0 to 1."""
    words, others = (set(_WORD.findall(one.text.lower())) for one in (quote, other))
    return len(words & others) / max(1, len(words))
