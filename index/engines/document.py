"""Article → Document: what an engine keeps of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from index import analysis
from index.article import FIELDS, INFORMING, Article, ArticleDate, Kept, Mention
from index.engines.quotations import Placed, marks, placed_names, spoken
from index.engines.schema import (
    ALT,
    EXACT,
    FACETS,
    FOLD,
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


def document(kept: Kept, persons: Sequence[str] | None = None) -> Document:
    """The document of one article: tokens by field, values and its interval.

    ``persons`` are the values that its persons have across the archive, in their order;
    None where nobody knows better than the article.
    """
    article = kept.article
    values = _names(article) if persons is None else tuple(persons)
    names = dict.fromkeys(
        name
        for value, person in zip(values, article.persons, strict=True)
        for name in (value, person.name, *_forms(person.mentions))
    )
    text = _placed((article.title, article.standfirst or "", article.body))
    quotations = spoken(article, dict(zip(FIELDS, text, strict=True)))
    tokens: dict[str, FieldTokens] = {}
    tokens |= _zone("text", text)
    tokens |= _zone("title", _placed(() if article.title_derived else (article.title,)))
    tokens |= _zone("standfirst", _placed((article.standfirst,) if article.standfirst else ()))
    tokens |= _zone("person", _placed(names))
    tokens |= _zone("speaker", placed_names(article, quotations, values))
    tokens |= marks(quotations)
    date = article.date
    return Document(
        id=article.id,
        digest=digest(kept, values),
        seq=kept.seq,
        tokens=tokens,
        values=facet_values(article, values) | {TERM: tuple(dict.fromkeys(article.key_terms))},
        date=interval(date) if date else None,
        story=kept.story.id if kept.story else -kept.seq,
        original=kept.story is None or kept.story.first,
        no_year=date is not None and date.precision == "day-no-year",
    )


def digest(kept: Kept, persons: Sequence[str] | None = None) -> str:
    """The digest of the article's document: another one when the index should hold another.

    ``persons`` as for :func:`document`.
    """
    story = (kept.story.id, kept.story.first) if kept.story else None
    values = _names(kept.article) if persons is None else tuple(persons)
    content = repr((analysis.VERSION, kept.seq, kept.article, story, values))
    return hashlib.blake2b(content.encode("utf-8", "replace"), digest_size=12).hexdigest()


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


def _placed(texts: Iterable[str]) -> list[Placed]:
    """``texts`` one after the other; no phrase crosses from text to text."""
    found: list[Placed] = []
    base = 0
    for text in texts:
        tokens = analysis.analyze(text)
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
        FOLD[zone]: FieldTokens(tuple(analysis.fold(form) for form in exact), at, ones),
        ALT[zone]: FieldTokens(
            tuple(text for (text, _), _ in ordered),
            tuple(start for (_, start), _ in ordered),
            tuple(length for _, length in ordered),
        ),
    }
