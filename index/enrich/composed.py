"""One place where decomposed text is understood like composed text.

About 2 % of feed items and 5 % of articles mix precomposed letters with combining
marks. Rules and word lists are written composed, so understanding runs on the
composed (NFC) form of a draft; the article then gets its own characters back,
because a stored text is kept as found and every offset counts into it. Names,
key terms and the outlet stay composed: they are values, and one value has one
spelling.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from index.article import Article, Draft, Evidence, Field, Mention, Person, Quote

_CLUSTER = re.compile(
    r"\n|[^\n\u0300-\u036f\u1160-\u11ff][\u0300-\u036f\u1160-\u11ff]*"
    r"|[\u0300-\u036f\u1160-\u11ff]+"
)
"""A character with the marks, or Korean vowels and finals, that may compose with it."""


def composed(text: str) -> str:
    """``text`` in NFC."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def composed_draft(draft: Draft) -> Draft:
    """The draft in NFC; the same object when it already is."""
    changed = replace(
        draft,
        text=composed(draft.text),
        title=_optional(draft.title),
        standfirst=_optional(draft.standfirst),
        outlet=_optional(draft.outlet),
        published=_optional(draft.published),
        authors=tuple(composed(author) for author in draft.authors),
        tags=tuple(composed(tag) for tag in draft.tags),
        section=_optional(draft.section),
        captions=tuple(composed(caption) for caption in draft.captions),
    )
    return draft if changed == draft else changed


def _optional(text: str | None) -> str | None:
    return None if text is None else composed(text)


def as_found(article: Article, draft: Draft) -> Article:
    """``article``, understood from the composed form of ``draft``, in the draft's characters.

    Title, standfirst, body and captions are cut from the draft's own texts; mentions,
    quotes and evidence are moved along. A piece that is not found there as a whole stays composed.
    """
    texts = (draft.title, draft.standfirst, draft.text, *draft.captions)
    sources = [_Source(text) for text in texts if text]
    pieces: dict[Field, _Piece] = {
        "title": _Piece(article.title, sources),
        "standfirst": _Piece(article.standfirst or "", sources),
        "body": _Piece(article.body, sources),
    }
    return replace(
        article,
        title=pieces["title"].found,
        standfirst=None if article.standfirst is None else pieces["standfirst"].found,
        body=pieces["body"].found,
        captions=tuple(_Piece(caption, sources).found for caption in article.captions),
        persons=tuple(
            Person(
                person.name,
                tuple(pieces[each.field].mention(each) for each in person.mentions),
            )
            for person in article.persons
        ),
        quotes=tuple(_moved_quote(quote, pieces) for quote in article.quotes),
        evidence=tuple(_moved_evidence(one, pieces) for one in article.evidence),
    )


def _moved_quote(quote: Quote, pieces: Mapping[Field, _Piece]) -> Quote:
    piece = pieces[quote.field]
    text, start, end = piece.span(quote.start, quote.end)
    cue = quote.cue and pieces[quote.cue.field].mention(quote.cue)
    return replace(quote, text=text, start=start, end=end, cue=cue)


def _moved_evidence(one: Evidence, pieces: Mapping[Field, _Piece]) -> Evidence:
    """A quote's value is its place (``body:120``), so that moves, too."""
    value = one.value
    if one.about == "quote":
        name, _, offset = one.value.rpartition(":")
        field = next(field for field in pieces if field == name)
        value = f"{field}:{pieces[field].span(int(offset), int(offset))[1]}"
    piece = next((pieces[field] for field in pieces if field == one.place), None)
    if piece is None or one.start is None or one.end is None:
        return replace(one, value=value)
    text, start, end = piece.span(one.start, one.end)
    return replace(one, value=value, text=text, start=start, end=end)


class _Source:
    """A text of the draft: its composed form and where each of its characters began."""

    def __init__(self, text: str) -> None:
        clusters = _CLUSTER.findall(text)
        composed_ones = [composed(cluster) for cluster in clusters]
        self.text = text
        self.composed = "".join(composed_ones)
        self.offsets: list[int] = []
        at = 0
        for cluster, made in zip(clusters, composed_ones, strict=True):
            self.offsets += [at] * len(made)
            at += len(cluster)
        self.offsets.append(at)

    def cut(self, start: int, end: int) -> tuple[str, list[int]]:
        """The found characters of a composed span, and the place of each composed one."""
        first = self.offsets[start]
        places = [offset - first for offset in self.offsets[start : end + 1]]
        return self.text[first : self.offsets[end]], places


@dataclass(frozen=True, slots=True)
class _Line:
    found: str
    places: Sequence[int]


class _Piece:
    """A title, standfirst or body: its lines cut from the sources, in order."""

    def __init__(self, text: str, sources: Sequence[_Source]) -> None:
        lines = text.split("\n")
        after = dict.fromkeys(range(len(sources)), 0)
        cut = [_cut(line, sources, after) for line in lines]
        self._lines = cut
        self._starts = [0, *accumulate(len(line) + 1 for line in lines)]
        self._found_starts = [0, *accumulate(len(line.found) + 1 for line in cut)]
        self.found = "\n".join(line.found for line in cut)

    def mention(self, mention: Mention) -> Mention:
        """The mention with the offsets and characters of the found text."""
        text, start, end = self.span(mention.start, mention.end)
        return replace(mention, text=text, start=start, end=end)

    def span(self, start: int, end: int) -> tuple[str, int, int]:
        """The characters and the offsets in the found text of a span of the composed one."""
        first, last = self._moved(start), self._moved(end)
        return self.found[first:last], first, last

    def _moved(self, offset: int) -> int:
        line = min(bisect_right(self._starts, offset) - 1, len(self._lines) - 1)
        return self._found_starts[line] + self._lines[line].places[offset - self._starts[line]]


def _cut(line: str, sources: Sequence[_Source], after: dict[int, int]) -> _Line:
    """The line as it stands in the first source that has it behind the line before."""
    for number, source in enumerate(sources):
        start = source.composed.find(line, after[number])
        if start >= 0:
            after[number] = start + len(line)
            return _Line(*source.cut(start, start + len(line)))
    return _Line(line, range(len(line) + 1))
