"""Draft → Article, step by step; nothing is guessed silently.

Nouns: ``recovered`` mends text that old encodings damaged; ``structure`` tells the
story from its page (``boilerplate``, ``teasers``,
``closing``, ``headline``) and gives it its ``outlet``, ``authors`` and ``dates``;
then ``persons``, ``quotes``, ``agencies`` and ``key_terms`` are found in it;
``identity`` gives it its id.

Many drafts go through :func:`understanding` step by step (``index.lockstep``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from index.address import link_url
from index.article import Article, Draft, Field, Options
from index.enrich.agencies.sourcing import sourced
from index.enrich.composed import as_found, composed_draft
from index.enrich.identity import article_id
from index.enrich.key_terms import finding_key_terms
from index.enrich.persons.recognising import recognising
from index.enrich.quotes import find_quotes
from index.enrich.reading import Reading
from index.enrich.recovered import recovered_draft
from index.enrich.structure import structure
from index.lockstep import Steps, alone
from index.recogniser import Span, spans_of

# From here on an agency that a recogniser names is looked for.
_LIKELY: Final = 0.5


def understand(draft: Draft, options: Options) -> Article:
    """The article in ``draft``, as understood by this ``VERSION``.

    Raises :class:`index.errors.InputRejected` when there is none in it, worded
    for the person who added the input.
    """
    return alone(understanding(draft, options))


def understanding(draft: Draft, options: Options) -> Steps[Article]:
    """:func:`understand` in steps. Raises what it raises."""
    meant, encodings = recovered_draft(draft)
    uniform = composed_draft(meant)
    article = yield from _understanding(uniform, encodings, options)
    return article if uniform is meant else as_found(article, meant)


def _understanding(draft: Draft, encodings: tuple[str, ...], options: Options) -> Steps[Article]:
    yield
    parts = structure(draft, options)
    reading = Reading(parts.title, parts.standfirst, parts.body)
    spans = spans_of(*reading.texts)
    yield
    reading.cut()
    yield
    sources = sourced(
        reading,
        parts.captions,
        parts.closing,
        parts.outlet,
        named=_agencies(spans, reading.fields),
    )
    yield
    named = yield from recognising(reading, spans=spans)
    persons = tuple(each.person for each in named)
    yield
    quotes, quoted = find_quotes(*reading.texts, persons)
    yield
    terms = yield from finding_key_terms(reading)
    yield
    told = (
        *(each.evidence for each in sources),
        *(why for each in named for why in each.evidence),
        *quoted,
    )
    return Article(
        id=article_id(draft, parts.title, parts.body, parts.outlet, parts.published),
        title=parts.title,
        body=parts.body,
        url=link_url(draft.url),
        title_derived=parts.title_derived,
        standfirst=parts.standfirst,
        outlet=parts.outlet,
        authors=parts.authors,
        tags=draft.tags,
        section=draft.section,
        language=draft.language or "vi",
        captions=parts.captions,
        sources=tuple(each.source for each in sources),
        persons=persons,
        key_terms=terms,
        published=parts.published,
        event=parts.event,
        quotes=quotes,
        evidence=(*parts.evidence, *told),
        recovered_from=encodings,
    )


def _agencies(spans: Sequence[Span], texts: Mapping[Field, str]) -> frozenset[str]:
    """The names that a recogniser rather takes for agencies than not."""
    return frozenset(
        " ".join(texts[span.field][span.start : span.end].split())
        for span in spans
        if span.kind == "agency" and span.confidence >= _LIKELY
    )
