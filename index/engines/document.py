"""Article → Document: what an engine keeps of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache

from index import analysis
from index.article import FIELDS, INFORMING, Article, ArticleDate, Field, Kept, Mention
from index.engines.quotations import Placed, Spoken, marks, placed_names, spoken
from index.engines.schema import (
    ALT,
    EXACT,
    FACETS,
    MISSING,
    TASS_RT,
    TERM,
    DateInterval,
    Document,
    FieldTokens,
)

_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001  # wall time of one zone, see DateWithin
_MINUTE = timedelta(minutes=1)
_GAP = analysis.PARAGRAPH_GAP

Analyzed = Mapping[Field, analysis.Tokens]
"""The tokens of each of FIELDS; of no standfirst there are none."""


@dataclass(frozen=True, slots=True)
class Words:
    """What an article says in tokens, made of the article alone: any process can make it.

    ``content`` is :func:`content` of the article. ``named`` are the fields of its persons
    and speakers, made with ``persons`` as the values that its persons have across the
    archive; ``texts`` are all the others.
    """

    content: str
    texts: Mapping[str, FieldTokens]
    quotations: tuple[Spoken, ...]
    persons: tuple[str, ...]
    named: Mapping[str, FieldTokens]


def words(
    article: Article, persons: Sequence[str] | None = None, analyzed: Analyzed | None = None
) -> Words:
    """The tokens of the article; ``persons`` as for :func:`document`.

    ``analyzed`` are the tokens of its texts where somebody has made them already.
    """
    values = _names(article) if persons is None else tuple(persons)
    found = analyze_texts(article) if analyzed is None else analyzed
    text = _placed(found[field] for field in FIELDS)
    quotations = tuple(spoken(article, dict(zip(FIELDS, text, strict=True))))
    title = () if article.title_derived else (found["title"],)
    texts = _zone("text", text) | _zone("title", _placed(title))
    texts |= _zone("standfirst", _placed((found["standfirst"],) if article.standfirst else ()))
    texts |= marks(quotations)
    return Words(content(article), texts, quotations, values, _named(article, quotations, values))


def analyze_texts(article: Article) -> Analyzed:
    """The tokens of each of FIELDS."""
    return {
        "title": analysis.analyze(article.title),
        "standfirst": analysis.analyze(article.standfirst or ""),
        "body": analysis.analyze(article.body),
    }


def document(
    kept: Kept, persons: Sequence[str] | None = None, said: Words | None = None
) -> Document:
    """The document of one article: tokens by field, values and its interval.

    ``persons`` are the values that its persons have across the archive, in their order;
    None where nobody knows better than the article. ``said`` are the words of this very
    article where somebody has made them already, with whatever persons.
    """
    article = kept.article
    values = _names(article) if persons is None else tuple(persons)
    found = words(article, values) if said is None else said
    named = found.named
    if found.persons != values:
        named = _named(article, found.quotations, values)
    date = article.date
    return Document(
        id=article.id,
        digest=digest(kept, found.content, values),
        seq=kept.seq,
        tokens={**found.texts, **named},
        values=facet_values(article, values) | {TERM: tuple(dict.fromkeys(article.key_terms))},
        date=interval(date) if date else None,
        story=kept.story.id if kept.story else -kept.seq,
        original=kept.story is None or kept.story.first,
        no_year=date is not None and date.precision == "day-no-year",
    )


def _named(
    article: Article, quotations: Sequence[Spoken], values: Sequence[str]
) -> dict[str, FieldTokens]:
    """The zones of the persons and of who says the quotations."""
    names = dict.fromkeys(
        name
        for value, person in zip(values, article.persons, strict=True)
        for name in (value, person.name, *_forms(person.mentions))
    )
    analyze = cache(analysis.analyze)
    placed = _placed(map(analyze, names))
    spoken_by = placed_names(article, quotations, analyze, values)
    return _zone("person", placed) | _zone("speaker", spoken_by)


def content(article: Article) -> str:
    """Names all that an engine may keep of the article: the costly part of :func:`digest`.

    Where a value was read is no part of it, and costs half of the time.
    """
    return _hashed(repr((analysis.VERSION, replace(article, evidence=()))))


def digest(kept: Kept, of_article: str, persons: Sequence[str] | None = None) -> str:
    """The digest of the article's document: another one when the index should hold another.

    ``of_article`` is its :func:`content`, ``persons`` are as for :func:`document`.
    """
    story = (kept.story.id, kept.story.first) if kept.story else None
    values = _names(kept.article) if persons is None else tuple(persons)
    return _hashed(repr((of_article, kept.seq, story, values)))


def _hashed(text: str) -> str:
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _names(article: Article) -> tuple[str, ...]:
    return tuple(person.name for person in article.persons)


def facet_values(article: Article, persons: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The values of every facet; MISSING stands where there is none.

    An agency gives its name when information comes from it, and name:kind in
    every case. TASS/RT joins the outlets and never counts as a publisher.
    """
    informing = {source.name for source in article.sources if source.kind in INFORMING}
    sources = [source.name for source in article.sources if source.kind in INFORMING]
    sources += [source.value for source in article.sources]
    outlets = [article.outlet or MISSING]
    if informing & {"TASS", "RT"}:
        outlets.append(TASS_RT)
    if not informing:
        sources.append(MISSING)
    found = {"outlet": outlets, "source": sources, "person": persons or [MISSING]}
    return {facet: tuple(dict.fromkeys(found[facet])) for facet in FACETS}


def interval(date: ArticleDate) -> DateInterval | None:
    """The minutes a date covers; None for a day without a year."""
    if date.precision == "day-no-year":
        return None
    day = date.value[:10]
    if date.precision == "minute":
        start = datetime.fromisoformat(date.value[:16])
        end = start
    else:
        padded = day + "-01-01"[len(day) - 4 :] if len(day) < 10 else day
        start = datetime.fromisoformat(padded)
        end = _next(start, date.precision) - _MINUTE
    return DateInterval(minutes(start), minutes(end), day)


def minutes(moment: datetime) -> int:
    """Minutes of a naive wall time since 1970-01-01T00:00."""
    return (moment - _EPOCH) // _MINUTE


def _next(start: datetime, precision: str) -> datetime:
    if precision == "day":
        return start + timedelta(days=1)
    if precision == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1)
    return start.replace(year=start.year + 1)


def _forms(mentions: Iterable[Mention]) -> Iterator[str]:
    for mention in mentions:
        yield mention.text


def _placed(texts: Iterable[analysis.Tokens]) -> list[Placed]:
    """Each text behind the one before; no phrase crosses from text to text."""
    found: list[Placed] = []
    base = 0
    for tokens in texts:
        found.append(Placed(tokens, [base + position for position in tokens.positions]))
        if tokens:
            base = found[-1].positions[-1] + _GAP
    return found


def _zone(zone: str, texts: Iterable[Placed]) -> dict[str, FieldTokens]:
    """The parallel token fields of one zone."""
    exact: list[str] = []
    positions: list[int] = []
    alts: dict[tuple[str, int], int] = {}
    for text in texts:
        exact += text.tokens.exact
        positions += text.positions
        for alt in text.tokens.alts:
            first, last = (text.positions[at] for at in (alt.first, alt.first + alt.count - 1))
            # one entry per form and place: the widest cover
            key = (alt.text, first)
            alts[key] = max(alts.get(key, 0), last - first + 1)
    ones = (1,) * len(exact)
    at = tuple(positions)
    ordered = sorted(alts.items(), key=lambda item: item[0][1])
    return {
        EXACT[zone]: FieldTokens(tuple(exact), at, ones),
        ALT[zone]: FieldTokens(
            tuple(text for (text, _), _ in ordered),
            tuple(start for (_, start), _ in ordered),
            tuple(length for _, length in ordered),
        ),
    }
