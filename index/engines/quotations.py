"""The quotations of an article as tokens: where each begins and ends, and who says it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index import analysis
from index.article import Article, Field, Quote
from index.engines.schema import BEGIN, END, QUOTATION, SPEAKER_ROOM, FieldTokens

_ORDER: Final[Mapping[Field, int]] = {"title": 0, "standfirst": 1, "body": 2}


@dataclass(frozen=True, slots=True)
class Placed:
    """A text's tokens and where in its zone each stands."""

    tokens: analysis.Tokens
    positions: Sequence[int]


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation with its first and last position in the zone ``text``."""

    quote: Quote
    first: int
    last: int


def spoken(article: Article, placed: Mapping[Field, Placed]) -> list[Spoken]:
    """The quotations of ``article`` that have tokens, in order; see :func:`told_apart`."""
    found: list[Spoken] = []
    for quote in told_apart(article):
        text = placed[quote.field]
        tokens = text.tokens.inside(quote.start, quote.end)
        if tokens:
            first, last = tokens
            found.append(Spoken(quote, text.positions[first], text.positions[last]))
    return found


def told_apart(article: Article) -> Iterator[Quote]:
    """The quotations in the order of the text; of two that overlap the first, the longer.

    A headline that the first sentence stands in for says nothing that the body does not.
    """
    reached = (-1, 0)
    for quote in sorted(article.quotes, key=lambda q: (_ORDER[q.field], q.start, -q.end)):
        if quote.field == "title" and article.title_derived:
            continue
        if (_ORDER[quote.field], quote.start) >= reached:
            reached = (_ORDER[quote.field], quote.end)
            yield quote


def marks(quotations: Sequence[Spoken]) -> dict[str, FieldTokens]:
    """The field QUOTATION."""
    texts = (BEGIN, END) * len(quotations)
    positions = tuple(at for each in quotations for at in (each.first, each.last))
    return {QUOTATION: FieldTokens(texts, positions, (1,) * len(texts))}


def speaker_names(article: Article, quote: Quote, persons: Sequence[str] = ()) -> tuple[str, ...]:
    """All that the article calls who says ``quote``, his listed name first; () where unknown.

    ``persons`` are the archive's values of the article's persons, in their order, where
    they are known: whoever merged two names asks for either.

    The cue is none of them: *người phát ngôn của ông Putin* is not Putin.
    """
    if quote.speaker is None:
        return ()
    names = [quote.speaker]
    for at, person in enumerate(article.persons if quote.kind == "person" else ()):
        if person.name == quote.speaker:
            names += [*persons[at : at + 1], *(mention.text for mention in person.mentions)]
    return tuple(dict.fromkeys(names))


def placed_names(
    article: Article,
    quotations: Sequence[Spoken],
    analyze: Callable[[str], analysis.Tokens],
    persons: Sequence[str] = (),
) -> Iterator[Placed]:
    """The names of each speaker, in the positions of its quotation.

    No phrase reaches from name to name; names that find no more room are left out.
    """
    for number, each in enumerate(quotations):
        at, end = number * SPEAKER_ROOM, (number + 1) * SPEAKER_ROOM
        for name in speaker_names(article, each.quote, persons):
            tokens = analyze(name)
            if tokens and at + tokens.positions[-1] < end:
                yield Placed(tokens, [at + position for position in tokens.positions])
                at += tokens.positions[-1] + 2
